export { boundPhase, type BoundOptions, type Guide, type PhaseBound } from './bound-phase.js';
export type { RoomPrices } from './room-prices.js';
