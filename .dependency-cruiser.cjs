/** The ways between the areas of the program, as rules: `npm run check -- boundaries`. */

/** Specs may stand on anything that helps them to prove something. */
const SPEC = '[.]spec[.]ts$';

const NODE_MODULES = '(^|/)node_modules/';

/** The areas that describe the estate and what there is to work with. */
const FOUNDATIONS = '^src/(costing|estate|imports|policy|procurement|webhooks|workforce)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'planning-stands-alone',
      comment:
        'The engine plans the same on a desk, in a worker and in a test, because all that it knows is in its problem document.',
      severity: 'error',
      from: { path: '^src/planning/', pathNot: SPEC },
      to: { path: '^(src/(?!planning/)|workers/|migrations/|graphql/|scripts/)' },
    },
    {
      name: 'planning-needs-the-language-only',
      comment:
        'The engine is TypeScript alone, with date-fns for the calendar at its edge; nothing that reads a clock, a disk or a network.',
      severity: 'error',
      from: { path: '^src/planning/', pathNot: [SPEC, '^src/planning/command-line'] },
      to: { path: NODE_MODULES, pathNot: NODE_MODULES + 'date-fns/' },
    },
    {
      name: 'planning-touches-no-machine',
      comment: "The command line is the engine's only way to files and processes.",
      severity: 'error',
      from: { path: '^src/planning/', pathNot: [SPEC, '^src/planning/command-line'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'checker-shares-nothing-with-the-planner',
      comment:
        'A mistake that the checker shared with the planner would be invisible to it: both have only the two documents and the certificate in common.',
      severity: 'error',
      from: { path: '^src/planning/check/', pathNot: SPEC },
      to: { path: '^src/planning/(?!check/|problem[.]ts$|plan[.]ts$|certificate[.]ts$)' },
    },
    {
      name: 'planner-does-not-lean-on-the-checker',
      comment: 'The planner keeps the rules by itself; the checker judges its plans from outside.',
      severity: 'error',
      from: { path: '^src/planning/', pathNot: [SPEC, '^src/planning/(check/|index[.]ts$|command-line)'] },
      to: { path: '^src/planning/check/' },
    },
    {
      name: 'planning-has-one-door',
      comment: 'Other areas see of the engine what its index shows, so that its inside can change.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: [SPEC, '^src/planning/'] },
      to: { path: '^src/planning/', pathNot: '^src/planning/index[.]ts$' },
    },
    {
      name: 'foundations-know-no-plans',
      comment:
        'The estate, its policy, its products, its crews and what they cost are what plans are made of; they exist without any.',
      severity: 'error',
      from: { path: FOUNDATIONS, pathNot: SPEC },
      to: { path: '^src/(plans|works)/' },
    },
    {
      name: 'plans-know-no-works',
      comment: 'Works carry a plan out; a plan does not know what became of it.',
      severity: 'error',
      from: { path: '^src/plans/', pathNot: SPEC },
      to: { path: '^src/works/' },
    },
    {
      name: 'nothing-knows-the-forecast',
      comment: 'A forecast looks at plans, works and money from above; none of them depends on what it says.',
      severity: 'error',
      from: { path: '^src/(?!forecast/|app[.]module[.]ts$)', pathNot: SPEC },
      to: { path: '^src/forecast/' },
    },
    {
      name: 'platform-knows-no-area',
      comment:
        'The platform would serve any field: configuration, database, queue, GraphQL. What it is to serve is passed in.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: SPEC },
      to: { path: '^src/(?!platform/)' },
    },
    {
      name: 'local-issuer-stands-apart',
      comment:
        'It gives a token to anybody who asks. The program believes it only where a setting names its address, as it would any other provider.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: [SPEC, '^src/access/local-issuer/'] },
      to: { path: '^src/access/local-issuer/' },
    },
    {
      name: 'src-knows-no-workers',
      comment:
        'Workers call services, never the other way round: what a job does can be called without a queue.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^workers/' },
    },
    {
      name: 'entities-stay-at-home',
      comment:
        "Who wants to change another area's rows calls its service, which keeps the area's rules. Entities may relate to each other, and a type writes nothing.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: [SPEC, '[.]entity[.]ts$', '^src/platform/database/'] },
      to: { path: '^src/[^/]+/.*[.]entity[.]ts$', pathNot: '^src/$1/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workers-write-no-rows',
      comment: 'A processor decodes its job and calls one service, so that a rule has one place.',
      severity: 'error',
      from: { path: '^workers/', pathNot: SPEC },
      to: { path: '[.]entity[.]ts$' },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one file, or lack a third. Types alone may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-code-in-the-program',
      comment: 'What only tests need is not built into the program.',
      severity: 'error',
      from: { path: '^(src|workers|migrations)/', pathNot: SPEC },
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'no-development-packages-in-the-program',
      comment: 'Where only the program is installed, a development package is missing.',
      severity: 'error',
      from: { path: '^(src|workers|migrations)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-is-there',
      comment: 'An import that leads nowhere fails at the worst time: when the program starts.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'every-package-is-named',
      comment: 'A package that another one brings along today may be gone tomorrow: name it in package.json.',
      severity: 'error',
      from: {},
      // Jest brings its globals along as its own interface.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: NODE_MODULES + '@jest/globals/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // Types are imports too: an area that knows another's types knows the area.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
