/** What may be done at all, and which role may do it. field-rules.ts says which field and route asks for what. */
import type { Role } from './caller.js';

export const PERMISSIONS = [
  /** Sites and devices, how they are judged, and the registers that they came with. */
  'estate.read',
  'estate.write',
  /** Directives, and the makers that they cover. */
  'policy.read',
  'policy.write',
  /** Letting a device or a site stay for some time although a directive demands its removal. */
  'exemptions.write',
  /** Vendors, their products, prices and supply. */
  'procurement.read',
  'procurement.write',
  /** Crews, their skills and days, and holidays. */
  'workforce.read',
  'workforce.write',
  'finance.read',
  'finance.write',
  /** The rules of all budgets: between which lines money may move, and how far estimates may be out. */
  'finance.rules.read',
  'finance.rules.write',
  /** What costs follow from beside prices and crews: rates, taxes, indices. */
  'costing.read',
  'costing.write',
  /** What is planned where and when, and why. */
  'plans.read',
  'plans.write',
  /** Putting a plan forward, approving what it costs and what it does, and taking it back. */
  'plans.propose',
  'plans.approveMoney',
  'plans.approveWorks',
  'plans.withdraw',
  /** Having workers draw what a plan may come to cost, and plan what full funding would buy. */
  'plans.forecast',
  /** Work orders: those of one's own crews, and those of every crew with works.all.read. */
  'works.read',
  'works.all.read',
  /** Carrying them out: moves, ticks, replacements, findings and evidence. */
  'works.carryOut',
  /** Managing them: ordering, closing, and the consents and assessments that they need. */
  'works.write',
  /** Addresses outside that are told what happens. */
  'webhooks.read',
  'webhooks.write',
  /** How far things are, in sums that name no site. */
  'progress.read',
  /** A whole programme at once, and what goes for all of it: assessing the estate anew, the terms of plans. */
  'programme.write',
  /** Who works here in which role. */
  'people.read',
  'people.write',
  /** Who may know which sensitive site in detail. */
  'needtoknow.read',
  'needtoknow.write',
  /** Who did what. */
  'audit.read',
  /** Who one is here: whoever comes with a good token may see that, without any role. */
  'self.read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/**
 * What a permission reaches when it is held in some organisations only:
 *
 * - OWN: the rows of those organisations.
 * - SHARED: what the whole programme has in common, which is the same for everybody.
 * - WHOLE: nothing, because what is done with it concerns every organisation.
 */
export type Reach = 'OWN' | 'SHARED' | 'WHOLE';

const OTHER_REACH: Partial<Record<Permission, Reach>> = {
  'costing.read': 'SHARED',
  'costing.write': 'WHOLE',
  'policy.read': 'SHARED',
  'policy.write': 'WHOLE',
  'procurement.read': 'SHARED',
  'procurement.write': 'WHOLE',
  'finance.rules.read': 'SHARED',
  'finance.rules.write': 'WHOLE',
  'workforce.read': 'SHARED',
  'workforce.write': 'WHOLE',
  'programme.write': 'WHOLE',
  'self.read': 'SHARED',
};

export function reachOf(permission: Permission): Reach {
  return OTHER_REACH[permission] ?? 'OWN';
}

const ALL_READS = PERMISSIONS.filter((permission) => permission.endsWith('.read'));

/**
 * What each role may do, in the organisation that it is held in or in all of them. Nothing else grants anything:
 * an administrator of people sees no estate, and an auditor changes nothing.
 */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  ESTATES_MANAGER: [
    'estate.read',
    'estate.write',
    'policy.read',
    'policy.write',
    'procurement.read',
    'procurement.write',
    'workforce.read',
    'workforce.write',
    'finance.read',
    'finance.rules.read',
    'costing.read',
    'plans.read',
    'plans.write',
    'plans.propose',
    'plans.approveWorks',
    'plans.withdraw',
    'plans.forecast',
    'works.read',
    'works.all.read',
    'works.carryOut',
    'works.write',
    'webhooks.read',
    'webhooks.write',
    'progress.read',
    'programme.write',
  ],
  FINANCE: [
    'estate.read',
    'policy.read',
    'procurement.read',
    'procurement.write',
    'workforce.read',
    'finance.read',
    'finance.write',
    'finance.rules.read',
    'finance.rules.write',
    'costing.read',
    'costing.write',
    'plans.read',
    'plans.approveMoney',
    'plans.withdraw',
    'plans.forecast',
    'works.read',
    'works.all.read',
    'progress.read',
  ],
  APPROVER: [
    'estate.read',
    'policy.read',
    'procurement.read',
    'workforce.read',
    'finance.read',
    'finance.rules.read',
    'costing.read',
    'plans.read',
    'plans.approveWorks',
    'plans.withdraw',
    'works.read',
    'works.all.read',
    'progress.read',
    'exemptions.write',
    // Not the administrator, who would learn which sites there are, and not those who ask for it to do their work.
    'needtoknow.read',
    'needtoknow.write',
  ],
  /** Their own crews' work orders only, which carry what an installer needs to know. */
  INSTALLER: ['works.read', 'works.carryOut'],
  AUDITOR: ALL_READS,
  CLIENT: ['progress.read'],
  ADMIN: ['people.read', 'people.write'],
};
