/**
 * What only a grant for the site shows, where the site is sensitive. This list, with Disclosure, is the whole rule: a
 * test asks each of these fields with and without a grant, and wants every other field of these types to be named as
 * open to whoever may read the estate.
 */
export const DETAIL_FIELDS = {
  Site: ['name', 'postcode', 'latitude', 'longitude'],
  SiteVersion: ['name'],
  Device: ['serial', 'mac', 'network', 'sameSerialCount'],
  /** Their sentences quote the MAC address, the network, and what a person wrote. */
  Assessment: ['demands', 'grounds', 'unknowns', 'explanation'],
  Evidence: ['note'],
  Exemption: ['ground'],
  /** It weighs how the devices hang on networks. */
  WorkPackage: ['risk'],
  /** Whether that has changed is one of them. */
  PlanInputChange: ['fields'],
  /** Sums of that, which tell it where they are over one site. */
  PlanPhase: ['lateRisk', 'exposure', 'objective', 'lowerBound'],
  PlanProgress: ['objective', 'lowerBound'],
  WorkPlace: ['name', 'postcode', 'latitude', 'longitude'],
  /** People write there what they like. */
  WorkOrder: ['assessmentReference', 'consentReference', 'certificateReference'],
  WorkOrderMove: ['reason'],
  WorkOrderDevice: ['unreplacedReason'],
  Finding: ['note'],
} as const;

type DetailTypes = typeof DETAIL_FIELDS;

/** Such as `Site.name`. */
export type DetailField = {
  [Type in keyof DetailTypes]: `${Type}.${DetailTypes[Type][number]}`;
}[keyof DetailTypes];
