/** Runs under `node --experimental-vm-modules`, because Nest 12 ships ES modules only. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/workers', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalTeardown: '<rootDir>/test/support/end-anyway.js',
  maxWorkers: 2,
  testTimeout: 180_000,
};
