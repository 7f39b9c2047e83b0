// Which habits does every source file keep, and which of them differ per folder?
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const TYPED = ['{shared,app,main,renderer,tests}/**/*.{ts,svelte}'];
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];

// A later block replaces a rule's options as a whole, so each list is written once and joined per folder.
const HTML_SINKS = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'srcdoc'].map(
  (property) => ({
    property,
    message:
      'Text from a pack must never become markup: use text nodes, or the one sanitised Markdown component.',
  }),
);

const DETERMINISM_GLOBALS = [
  ['Date', 'Simulated time is the event number and the clock that inputs advance.'],
  ['Intl', 'Its answers depend on the host: the same log must read the same everywhere.'],
  ['performance', 'No clock in shared.'],
  ['setTimeout', 'No timers in shared: waiting is a state of a task.'],
  ['setInterval', 'No timers in shared.'],
  ['setImmediate', 'No timers in shared.'],
  ['clearTimeout', 'No timers in shared.'],
  ['clearInterval', 'No timers in shared.'],
  ['queueMicrotask', 'Order must not depend on the event loop.'],
  ['requestAnimationFrame', 'No DOM in shared.'],
  ['process', 'No Node in shared.'],
  ['console', 'Return a value: a pure function does not print.'],
  ['fetch', 'No network in shared.'],
  ['crypto', 'No randomness and no host in shared.'],
  ['globalThis', 'It is a way around every other ban.'],
  ['WeakRef', 'When it empties depends on the garbage collector.'],
  ['FinalizationRegistry', 'When it calls depends on the garbage collector.'],
].map(([name, message]) => ({ name, message }));

const DETERMINISM_PROPERTIES = [
  { object: 'Math', property: 'random', message: 'Randomness comes from a seed that is part of the state.' },
  ...[
    'localeCompare',
    'toLocaleString',
    'toLocaleDateString',
    'toLocaleTimeString',
    'toLocaleLowerCase',
    'toLocaleUpperCase',
  ].map((property) => ({
    property,
    message: 'It follows the host locale: compare by code unit, so that every machine gives one order.',
  })),
];

const SYNTAX = [
  {
    selector: 'TSEnumDeclaration',
    message: 'No enums: a union of string literals needs no code at run time.',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines the name.' },
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: one name for one thing, everywhere.',
  },
  {
    selector:
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > ' +
      'VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression[body.type="BlockStatement"]',
    message: 'Use a function declaration at the top level: it names its stack frame.',
  },
];

const NO_ELECTRON = {
  name: 'electron',
  message: 'Only main/ knows Electron: everything else must run without it.',
};
const NO_FILES = ['fs', 'node:fs', 'fs/promises', 'node:fs/promises'].map((name) => ({
  name,
  message: 'Files are reached through app/adapters: there the durability rules are kept.',
}));

// dependency-cruiser reads a component only after its types were compiled away, so these catch what is left.
const BEYOND_SHARED = [
  { regex: '^#app/', message: 'The window reaches a host only through shared/protocol.' },
  {
    regex: '^([.][.]/)+(app|main|tests)/',
    message: 'The window reaches a host only through shared/protocol.',
  },
  { regex: '^node:', message: 'The window runs in a sandbox and in plain browsers.' },
];

export default defineConfig(
  globalIgnores([
    'dist/',
    'release/',
    'test-results/',
    'tests/conformance/**/*.{js,mjs,cjs}',
    'app/library/builtin/',
    '**/*.d.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': ['error', ...HTML_SINKS],
      'no-restricted-syntax': ['error', ...SYNTAX],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  {
    files: TYPED,
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Most of the typed rules' time, and false alarms on Svelte snippets: the other unsafe rules catch the use.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A program is a generator even where it makes no system call.
      'require-yield': 'off',
    },
  },
  // After the typed block: components need Svelte's parser around TypeScript's.
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    files: SVELTE,
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        parser: ts.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // It is about SvelteKit's router, which this is not.
      'svelte/no-navigation-without-resolve': 'off',
      // Svelte's own declarations need `let` for props and bindings.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$derived', '$state'] }],
    },
  },
  {
    // A number that any source file may reach but none may pass; a table that is longer says so in a disable comment.
    files: ['{shared,app,main,renderer}/**/*.{ts,svelte}', 'scripts/**/*.mjs'],
    rules: { 'max-lines': ['error', { max: 400, skipComments: false, skipBlankLines: false }] },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...DETERMINISM_GLOBALS],
      'no-restricted-properties': ['error', ...HTML_SINKS, ...DETERMINISM_PROPERTIES],
      'no-restricted-imports': ['error', { paths: [NO_ELECTRON, ...NO_FILES] }],
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
    },
  },
  {
    files: ['renderer/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-imports': ['error', { paths: [NO_ELECTRON, ...NO_FILES], patterns: BEYOND_SHARED }],
    },
  },
  {
    files: ['app/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [NO_ELECTRON, ...NO_FILES] }] },
  },
  {
    files: ['main/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: NO_FILES }] },
  },
  {
    files: ['app/{adapters,cli}/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [NO_ELECTRON] }] },
  },
  {
    // Importing it starts a download where the binary is missing.
    files: ['tests/**/*.ts', 'scripts/**/*.mjs'],
    rules: { 'no-restricted-imports': ['error', { paths: [{ ...NO_ELECTRON, allowTypeImports: true }] }] },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Tests look into values of unknown shape, and hand over functions that must not be async.
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // These tools read a default export.
    files: ['**/*.config.{js,ts}', 'scripts/ensure-built.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...SYNTAX.filter((rule) => rule.selector !== 'ExportDefaultDeclaration'),
      ],
    },
  },
);
