/**
 * What a device adds to the risk of its work package, per day that it stays.
 *
 * The weights are a ranking, not a measurement: they say what goes first, and are argued in
 * docs/decisions/risk-weights.md.
 */
import type { DeviceKind, NetworkAttachment, PresentStatus } from '../../estate/estate.types.js';

/** A way in from outside weighs most; unknown is ranked by what it may turn out to be. */
const NETWORK_WEIGHT: Record<NetworkAttachment, number> = {
  INTERNET: 4,
  CORE: 3,
  UNKNOWN: 2.5,
  ISOLATED: 1,
  STANDALONE: 0.5,
};

/** A recorder holds what all its cameras saw; a drone or body-worn camera goes where people meet. */
const KIND_WEIGHT: Record<DeviceKind, number> = {
  RECORDER: 3,
  ENCODER: 2,
  ANPR_CAMERA: 2,
  DRONE: 2,
  BODY_WORN: 2,
  ACCESS_READER: 1.5,
  INTERCOM: 1.5,
  CAMERA: 1,
};

/** Switched off, it can be switched on again. */
const STATUS_WEIGHT: Record<PresentStatus, number> = { IN_USE: 1, DECOMMISSIONED_PRESENT: 0.2 };

/** Risk of one device in hundredths of a point, so that sums are exact. */
export function riskHundredths(device: {
  kind: DeviceKind;
  network: NetworkAttachment;
  status: PresentStatus;
}): number {
  return Math.round(
    100 * KIND_WEIGHT[device.kind] * NETWORK_WEIGHT[device.network] * STATUS_WEIGHT[device.status],
  );
}
