// Which file may know which other file, and which package may be used where?
// Every rule is planted in fence.test.ts, so that none can pass without having looked.

const ELECTRON = '(^|/)node_modules/electron/';

// Folder of shared -> the other folders of shared whose values it may use. The files directly in shared/ may be used by all.
const SHARED_ORDER = {
  kernel: [],
  userland: ['kernel'],
  log: ['kernel', 'userland'],
  replay: ['kernel', 'userland', 'log'],
  packs: ['kernel', 'userland'],
  grading: ['kernel', 'userland', 'log', 'replay', 'packs'],
  lab: ['kernel', 'userland', 'log', 'replay', 'packs', 'grading', 'protocol'],
  terminal: ['kernel', 'userland'],
  protocol: [],
};

// Folder -> the packages it may use. One more is a decision, and belongs into ARCHITECTURE.md.
const SHARED_PACKAGES = ['immer', 'xstate', 'zod', 'unbash', 'yaml', '@marcbachmann/cel-js'];
const PACKAGES = {
  shared: SHARED_PACKAGES,
  app: [...SHARED_PACKAGES, 'ws', '@types/ws'],
  main: ['electron'],
  renderer: ['svelte', 'xstate', '@xterm/[^/]+', 'markdown-it', 'dompurify', '@fontsource-variable/[^/]+'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Files that need each other at run time load in an order that depends on who was imported first. ' +
        'A circle that is closed by a type alone does not exist at run time and is allowed.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that leads nowhere here is one that these rules could not judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'shared-is-pure',
      comment:
        'The same log must give the same state on every host and in a grader, so shared computes and does nothing ' +
        'else: no Node, no Electron, nothing of the folders around it.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: ['^(app|main|renderer)/', ELECTRON] },
    },
    {
      name: 'shared-is-pure',
      comment: 'As above, for the modules that are built into Node.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.entries(SHARED_ORDER).map(([folder, mayUse]) => ({
      name: 'shared-inner-order',
      comment:
        'kernel <- userland <- log <- replay, and userland <- packs <- grading: a lower layer that knew a higher one ' +
        'could not be tested, or trusted, without it. lab stands on all; protocol knows only their types.',
      severity: 'error',
      from: { path: `^shared/${folder}/` },
      to: {
        path: '^shared/[^/]+/',
        pathNot: `^shared/(${[folder, ...mayUse].join('|')})/`,
        ...(folder === 'protocol' ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    {
      name: 'shared-inner-order',
      comment:
        'The files directly in shared/ are the ground of every folder in it, so they stand on none of them.',
      severity: 'error',
      from: { path: '^shared/[^/]+$' },
      to: { path: '^shared/[^/]+/' },
    },
    {
      name: 'app-without-electron',
      comment:
        'The command line and the web host are the same application without a window; CI has only those.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: ['^(main|renderer)/', ELECTRON] },
    },
    {
      name: 'main-is-a-shell',
      comment: 'The desktop shell serves the built window as files; it never takes part in it.',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'renderer-through-shared',
      comment:
        'The window runs in a sandbox and in plain browsers: it reaches a host only through shared/protocol, ' +
        'never through its code.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/vite[.]config[.]js$' },
      to: { path: ['^(app|main)/', ELECTRON] },
    },
    {
      name: 'renderer-through-shared',
      comment: 'As above, for the modules that are built into Node.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/vite[.]config[.]js$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'preload-is-thin',
      comment:
        'The preload script is the only code that touches both the page and Electron: small enough to be read as a whole.',
      severity: 'error',
      from: { path: '^main/preload[.]ts$' },
      to: { pathNot: ['^shared/protocol/', ELECTRON] },
    },
    {
      name: 'fs-only-in-adapters',
      comment:
        'What has been acknowledged must be on disk: that rule (write, sync, rename, sync the folder) is kept in one ' +
        'place. The command line reads and writes the files it is given.',
      severity: 'error',
      from: { path: '^(app|main)/', pathNot: '^app/(adapters|cli)/' },
      to: { path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What ships must not change because a test changed.',
      severity: 'error',
      from: { path: '^(shared|app|main|renderer|scripts)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-test-imports-test',
      comment: 'Importing a test runs it a second time. What tests have in common stands in tests/support.',
      severity: 'error',
      from: { path: '^tests/' },
      to: { path: '[.](test|e2e|bench)[.](ts|mjs)$' },
    },
    ...Object.entries(PACKAGES).map(([folder, packages]) => ({
      name: 'packages-per-folder',
      comment:
        'Every package is code that runs with the rights of its folder, so each folder has a short list of its own.',
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: '^renderer/vite[.]config[.]js$' },
      to: {
        path: '(^|/)node_modules/',
        // Electron has rules of its own, which say why.
        pathNot: [`(^|/)node_modules/(${packages.join('|')})/`, ELECTRON],
      },
    })),
  ],
  options: {
    // Type-only imports are knowledge, too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.svelte', '.json', '.css', '.d.ts'],
    },
  },
};
