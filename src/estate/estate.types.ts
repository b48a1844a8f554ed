/** The closed vocabularies of the estate, the same in SDL, code and table. */

export const BODY_KINDS = [
  'CENTRAL_DEPARTMENT',
  'ARMS_LENGTH_BODY',
  'DEVOLVED_ADMINISTRATION',
  'LOCAL_AUTHORITY',
  'POLICE',
  'HEALTH',
  'EDUCATION',
  'OTHER',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export const NATIONS = ['ENG', 'WLS', 'SCT', 'NIR'] as const;
export type Nation = (typeof NATIONS)[number];

/** Ascending: each level covers the ones before it. */
export const CLEARANCES = ['NONE', 'CTC', 'SC', 'DV'] as const;
export type ClearanceName = (typeof CLEARANCES)[number];

export const SENSITIVITY_GROUNDS = [
  'SECRET_MATERIAL',
  'DV_OFFICIALS',
  'MINISTERIAL_USE',
  'SOCPA_SITE',
] as const;
export type SensitivityGround = (typeof SENSITIVITY_GROUNDS)[number];

export const OWNERSHIPS = ['OWNED', 'LANDLORD'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

export const DEVICE_KINDS = [
  'CAMERA',
  'RECORDER',
  'ENCODER',
  'DRONE',
  'BODY_WORN',
  'ACCESS_READER',
  'ANPR_CAMERA',
  'INTERCOM',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const NETWORK_ATTACHMENTS = ['CORE', 'ISOLATED', 'STANDALONE', 'INTERNET', 'UNKNOWN'] as const;
export type NetworkAttachment = (typeof NETWORK_ATTACHMENTS)[number];

export const MOUNTS = ['INDOOR', 'OUTDOOR', 'HEIGHT'] as const;
export type Mount = (typeof MOUNTS)[number];

/** Of a device that stands where the register says. */
export const PRESENT_STATUSES = ['IN_USE', 'DECOMMISSIONED_PRESENT'] as const;
export type PresentStatus = (typeof PRESENT_STATUSES)[number];

export const DEVICE_STATUSES = [...PRESENT_STATUSES, 'REMOVED'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];

export const BRAND_CONFIDENCES = ['HIGH', 'MEDIUM', 'RECALLED', 'CONFLICTING'] as const;
export type BrandConfidence = (typeof BRAND_CONFIDENCES)[number];
