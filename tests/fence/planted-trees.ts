// Per rule of the fence: the smallest tree of files that breaks that rule and no other.
import type { Tree } from '../support/temporary-tree.ts';

const USES_NOTHING = 'export const answer = 1;\n';

function importing(specifier: string): string {
  return `import { answer } from '${specifier}';\nexport const copied = answer;\n`;
}

function importingType(specifier: string): string {
  return `import type { Answer } from '${specifier}';\nexport type Copied = Answer;\n`;
}

function npmPackage(name: string): Tree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'exports.answer = 1;\n',
  };
}

// A compiled component imports Svelte's own inner modules.
const SVELTE: Tree = {
  ...npmPackage('svelte'),
  'node_modules/svelte/internal/client.js': '',
  'node_modules/svelte/internal/disclose-version.js': '',
  'node_modules/svelte/internal/flags/legacy.js': '',
};

// The aliases are part of the question: an import that the fence could not resolve would be one it did not judge.
const MANIFEST: Tree = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    imports: { '#shared/*': './shared/*', '#app/*': './app/*' },
  }),
};

export interface Planted {
  readonly rule: string;
  readonly what: string;
  readonly tree: Tree;
}

function planted(rule: string, what: string, tree: Tree): Planted {
  return { rule, what, tree: { ...MANIFEST, ...tree } };
}

export const PLANTED: readonly Planted[] = [
  planted('no-circular', 'two files that need each other', {
    'app/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'app/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  }),
  planted('not-to-unresolvable', 'a relative import that leads nowhere', {
    'app/a.ts': importing('./not-there.ts'),
  }),
  planted('not-to-unresolvable', 'an alias that leads nowhere', {
    'app/a.ts': importing('#shared/not-there.ts'),
  }),
  planted('shared-is-pure', 'shared uses a value of app', {
    'shared/a.ts': importing('#app/b.ts'),
    'app/b.ts': USES_NOTHING,
  }),
  planted('shared-is-pure', 'shared uses a type of app', {
    'shared/kernel/a.ts': importingType('../../app/b.ts'),
    'app/b.ts': 'export type Answer = 1;\n',
  }),
  planted('shared-is-pure', 'shared uses a module of Node', {
    'shared/kernel/a.ts': "import { hrtime } from 'node:process';\nexport const now = hrtime;\n",
  }),
  planted('shared-is-pure', 'shared uses a module of Node without its prefix', {
    'shared/kernel/a.ts': "import { join } from 'path';\nexport const joined = join;\n",
  }),
  planted('shared-is-pure', 'shared uses Electron', {
    ...npmPackage('electron'),
    'shared/a.ts': importing('electron'),
  }),
  planted('shared-inner-order', 'kernel uses userland', {
    'shared/kernel/a.ts': importing('../userland/b.ts'),
    'shared/userland/b.ts': USES_NOTHING,
  }),
  planted('shared-inner-order', 'kernel uses a type of log, by alias', {
    'shared/kernel/a.ts': importingType('#shared/log/b.ts'),
    'shared/log/b.ts': 'export type Answer = 1;\n',
  }),
  planted('shared-inner-order', 'log uses replay', {
    'shared/log/a.ts': importing('../replay/b.ts'),
    'shared/replay/b.ts': USES_NOTHING,
  }),
  planted('shared-inner-order', 'packs uses grading', {
    'shared/packs/a.ts': importing('../grading/b.ts'),
    'shared/grading/b.ts': USES_NOTHING,
  }),
  planted('shared-inner-order', 'grading uses lab', {
    'shared/grading/a.ts': importing('../lab/b.ts'),
    'shared/lab/b.ts': USES_NOTHING,
  }),
  planted('shared-inner-order', 'protocol uses a value of kernel', {
    'shared/protocol/a.ts': importing('../kernel/b.ts'),
    'shared/kernel/b.ts': USES_NOTHING,
  }),
  planted('shared-inner-order', 'a file of the ground uses kernel', {
    'shared/a.ts': importing('./kernel/b.ts'),
    'shared/kernel/b.ts': USES_NOTHING,
  }),
  planted('app-without-electron', 'app uses Electron', {
    ...npmPackage('electron'),
    'app/a.ts': importing('electron'),
  }),
  planted('app-without-electron', 'app uses main', {
    'app/a.ts': importing('../main/b.ts'),
    'main/b.ts': USES_NOTHING,
  }),
  planted('main-is-a-shell', 'main uses renderer', {
    'main/a.ts': importing('../renderer/b.ts'),
    'renderer/b.ts': USES_NOTHING,
  }),
  planted('renderer-through-shared', 'a component uses app', {
    ...SVELTE,
    'renderer/A.svelte': `<script lang="ts">\n  import { answer } from '#app/b.ts';\n</script>\n\n<p>{answer}</p>\n`,
    'app/b.ts': USES_NOTHING,
  }),
  planted('renderer-through-shared', 'a rune file uses a type of main', {
    'renderer/a.svelte.ts': importingType('../main/b.ts'),
    'main/b.ts': 'export type Answer = 1;\n',
  }),
  planted('renderer-through-shared', 'renderer uses a module of Node', {
    'renderer/a.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
  }),
  planted('renderer-through-shared', 'renderer uses Electron', {
    ...npmPackage('electron'),
    'renderer/a.ts': importing('electron'),
  }),
  planted('preload-is-thin', 'the preload script uses app', {
    'main/preload.ts': importing('#app/b.ts'),
    'app/b.ts': USES_NOTHING,
  }),
  planted('preload-is-thin', 'the preload script uses a neighbour', {
    'main/preload.ts': importing('./b.ts'),
    'main/b.ts': USES_NOTHING,
  }),
  planted('fs-only-in-adapters', 'the host reads files itself', {
    'app/host/a.ts': "import { readFile } from 'node:fs/promises';\nexport const read = readFile;\n",
  }),
  planted('fs-only-in-adapters', 'the shell reads files itself', {
    'main/a.ts': "import { readFileSync } from 'fs';\nexport const read = readFileSync;\n",
  }),
  planted('nothing-imports-tests', 'app uses a test helper', {
    'app/a.ts': importing('../tests/support/b.ts'),
    'tests/support/b.ts': USES_NOTHING,
  }),
  planted('no-test-imports-test', 'a test uses another test', {
    'tests/a.test.ts': importing('./b.test.ts'),
    'tests/b.test.ts': USES_NOTHING,
  }),
  planted('packages-per-folder', 'shared uses a package of app', {
    ...npmPackage('ws'),
    'shared/a.ts': importing('ws'),
  }),
  planted('packages-per-folder', 'app uses a package that nobody allowed', {
    ...npmPackage('left-pad'),
    'app/a.ts': importing('left-pad'),
  }),
  planted('packages-per-folder', 'a name that only begins like an allowed one', {
    ...npmPackage('immer-extra'),
    'shared/a.ts': importing('immer-extra'),
  }),
  planted('packages-per-folder', 'main uses a package of app', {
    ...npmPackage('ws'),
    'main/a.ts': importing('ws'),
  }),
  planted('packages-per-folder', 'renderer uses a package of shared', {
    ...npmPackage('yaml'),
    'renderer/a.ts': importing('yaml'),
  }),
];

/** What the rules must let pass: a fence that forbids everything would catch every planted tree, too. */
export const ALLOWED: Tree = {
  ...MANIFEST,
  ...npmPackage('immer'),
  ...npmPackage('electron'),
  ...npmPackage('ws'),
  ...npmPackage('@xterm/xterm'),
  ...SVELTE,
  'shared/result.ts': USES_NOTHING,
  'shared/kernel/a.ts':
    importing('../result.ts') + "import { answer as other } from 'immer';\nexport { other };\n",
  'shared/kernel/b.ts': "import { c } from './c.ts';\nexport const b = () => c;\nexport type B = typeof b;\n",
  'shared/kernel/c.ts': "import type { B } from './b.ts';\nexport const c = (b: B) => b;\n",
  'shared/userland/a.ts': importing('../kernel/a.ts'),
  'shared/protocol/a.ts': importingType('../kernel/d.ts'),
  'shared/kernel/d.ts': 'export type Answer = 1;\n',
  'app/adapters/a.ts': "import { readFile } from 'node:fs/promises';\nexport const read = readFile;\n",
  'app/host/a.ts':
    "import { createServer } from 'node:http';\nimport { answer } from 'ws';\nexport { createServer, answer };\n",
  'main/preload.ts':
    "import { answer } from 'electron';\nimport type { Copied } from '#shared/protocol/a.ts';\nexport type { Copied };\nexport { answer };\n",
  'main/main.ts': "import { read } from '#app/adapters/a.ts';\nexport { read };\n",
  'renderer/A.svelte': `<script lang="ts">\n  import { answer } from '#shared/result.ts';\n  import { answer as other } from '@xterm/xterm';\n</script>\n\n<p>{answer}{other}</p>\n`,
  'tests/support/a.ts': importing('#app/adapters/a.ts'),
  'tests/a.test.ts': importing('./support/a.ts'),
};
