/** The types that have detail of sensitive sites: what of them is open, and where they are asked for. */
import type { DETAIL_FIELDS } from '../../src/access/need-to-know/detail-fields.js';

/** Where each type with detail is asked for it, with the fields in place of $. */
export const QUESTIONS: Record<keyof typeof DETAIL_FIELDS, string> = {
  Site: '{ device(externalId: "CAM") { site { $ } } }',
  SiteVersion: '{ site(externalId: "SEC") { history { $ } } }',
  Device: '{ devices(filter: { sensitiveSite: true }) { nodes { $ } } }',
  Assessment: '{ assessments(filter: { siteClass: SENSITIVE }) { nodes { $ } } }',
  Evidence: '{ device(externalId: "CAM") { evidence { $ } } }',
  Exemption: '{ exemptions { nodes { $ } } }',
  WorkPackage: '{ plan(id: 1) { unscheduled { workPackage { $ } } } }',
  PlanInputChange: '{ plan(id: 1) { staleness { changes { nodes { $ } } } } }',
  PlanPhase: '{ plan(id: 1) { phases { $ } } }',
  PlanProgress: '{ plan(id: 1) { progress { $ } } }',
  WorkPlace: '{ workOrders { nodes { place { $ } } } }',
  WorkOrder: '{ workOrders { nodes { $ } } }',
  WorkOrderMove: '{ workOrders { nodes { moves { $ } } } }',
  WorkOrderDevice: '{ workOrders { nodes { devices { $ } } } }',
  Finding: '{ findings { nodes { $ } } }',
};

/** What whoever may read the estate may know of a sensitive site too. */
export const OPEN_FIELDS: Record<keyof typeof DETAIL_FIELDS, string[]> = {
  Site: [
    ...[
      'id',
      'externalId',
      'organisation',
      'nation',
      'region',
      'sensitive',
      'sensitivityGrounds',
      'clearance',
    ],
    ...['maxCrews', 'closures', 'ownership', 'leaseEnd', 'version', 'history', 'devices', 'redacted'],
  ],
  SiteVersion: [
    ...[
      'version',
      'validFrom',
      'validTo',
      'organisation',
      'nation',
      'region',
      'sensitive',
      'sensitivityGrounds',
    ],
    ...['clearance', 'maxCrews', 'closures', 'ownership', 'leaseEnd', 'recordedBy', 'redacted'],
  ],
  Device: [
    ...['id', 'externalId', 'site', 'kind', 'manufacturer', 'model', 'knownModel', 'installedOn', 'recorder'],
    ...['scheduledUpgradeOn', 'retentionDays', 'mount', 'status', 'surveyedOn', 'recordedBy', 'recordedAt'],
    ...['version', 'assessment', 'evidence', 'redacted'],
  ],
  Assessment: [
    ...['device', 'verdict', 'siteClass', 'obligation', 'manufacturer', 'brand', 'directiveKey', 'ruleId'],
    ...['directiveVersion', 'assessedAt', 'exemptUntil', 'redacted'],
  ],
  Evidence: ['id', 'grade', 'manufacturer', 'assertedBy', 'assertedOn', 'redacted'],
  Exemption: [
    ...['id', 'site', 'device', 'isOfSite', 'directive', 'redacted', 'from', 'expiresOn'],
    ...['grantedBy', 'grantedAt', 'revokedBy', 'revokedAt'],
  ],
  WorkPackage: ['id', 'site', 'phase', 'deadline', 'deviceCount', 'devices', 'redacted'],
  PlanInputChange: ['input', 'change', 'externalId', 'site', 'detail', 'redacted'],
  PlanPhase: [
    ...['phase', 'workPackageCount', 'siteCount', 'deviceCount', 'roundedTo', 'costPence', 'gap'],
    ...['firstStart', 'lastFinish', 'redacted'],
  ],
  PlanProgress: ['phase', 'stage', 'done', 'total', 'iteration', 'gap', 'redacted'],
  WorkPlace: ['externalId', 'region', 'redacted'],
  WorkOrder: [
    ...['id', 'plan', 'workPackageId', 'place', 'site', 'crew', 'crewName', 'vendor', 'vendorName', 'budget'],
    ...['plannedStart', 'plannedFinish', 'plannedCostPence', 'status', 'heldAt', 'nextStatuses'],
    ...['actualStart', 'actualFinish', 'actualCostPence', 'consentOn', 'assessmentOn', 'sanitisedOn'],
    ...['heldUntil', 'redacted', 'moves', 'devices', 'evidence', 'version'],
  ],
  WorkOrderMove: ['from', 'to', 'on', 'movedBy', 'recordedAt', 'redacted'],
  WorkOrderDevice: [
    ...[
      'externalId',
      'kind',
      'manufacturer',
      'model',
      'status',
      'device',
      'tickedAt',
      'tickedBy',
      'tickedBySight',
    ],
    ...['replacement', 'redacted'],
  ],
  Finding: [
    ...['id', 'kind', 'place', 'deviceExternalId', 'device', 'workOrder', 'assertedBy', 'assertedOn'],
    ...['recordedBy', 'recordedAt', 'redacted'],
  ],
};
