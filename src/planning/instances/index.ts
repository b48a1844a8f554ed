export { generateInstance } from './generate-instance.js';
export { MIDDLING, type InstanceKnobs } from './knobs.js';
export { TOWN, crewsBindingKnobs, sixtyKnobs, supplyAndBudgetsBindingKnobs, tinyKnobs } from './presets.js';
