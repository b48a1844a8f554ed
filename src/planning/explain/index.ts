export { deadlineConflicts, type DeadlineConflict } from './deadline-conflicts.js';
export { relaxationsFor, type Relaxation } from './relaxations.js';
export { whyMoved, type Move, type MoveReason } from './why-moved.js';
export { whyNotEarlier, type EarlierObstacle, type EarlierStart } from './why-not-earlier.js';
export { worthOfMore, type Worth } from './worth.js';
