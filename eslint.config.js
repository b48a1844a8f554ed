import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const WHY_PURE = 'a plan depends on its problem and its seed alone';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.phaseout/', 'coverage/', 'graphql/generated/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
    },
  },
  {
    // A decorated signature needs its classes at run time: Nest reads them from the emitted metadata.
    files: ['src/**/*.{service,resolver,controller,entity,module}.ts', 'workers/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // The engine has no clock and no chance but its seed; a day is a number there.
    files: ['src/planning/**/*.ts'],
    ignores: ['src/planning/command-line*', 'src/planning/command-line/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['performance', 'crypto', 'process', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({
          name,
          message: `Not in the engine: ${WHY_PURE}.`,
        })),
      ],
      'no-restricted-syntax': [
        'error',
        ...[
          'NewExpression[callee.name="Date"][arguments.length=0]',
          'CallExpression[callee.name="Date"]',
          'MemberExpression[object.name="Date"][property.name="now"]',
          'MemberExpression[object.name="Math"][property.name="random"]',
        ].map((selector) => ({ selector, message: `No clock, no unseeded chance: ${WHY_PURE}.` })),
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Undefined names are the type check's business.
    files: ['**/*.js', '**/*.cjs'],
    rules: { 'no-undef': 'off' },
  },
);
