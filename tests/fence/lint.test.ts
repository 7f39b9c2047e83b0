// Would the lint rules notice a clock, randomness, or markup made of text?
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { type Tree, withTemporaryTree } from '../support/temporary-tree.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function ownFile(name: string): Tree {
  return { [name]: readFileSync(path.join(ROOT, name), 'utf8') };
}

const COMPILER_OPTIONS: Tree = {
  ...ownFile('tsconfig.base.json'),
  ...ownFile('shared/tsconfig.json'),
  ...ownFile('app/tsconfig.json'),
  ...ownFile('main/tsconfig.json'),
  ...ownFile('renderer/tsconfig.json'),
};

const NO_GLOBALS = 'no-restricted-globals';
const NO_PROPERTIES = 'no-restricted-properties';
const NO_IMPORTS = 'no-restricted-imports';
const NO_SYNTAX = 'no-restricted-syntax';

// File -> its text and, in order of the rules' names, the rules that must speak.
const PLANTED: readonly (readonly [file: string, text: string, rules: readonly string[]])[] = [
  ['shared/date.ts', 'export const at = new Date(0);\n', [NO_GLOBALS]],
  ['shared/date-now.ts', 'export const at = Date.now();\n', [NO_GLOBALS]],
  ['shared/random.ts', 'export const luck = Math.random();\n', [NO_PROPERTIES]],
  ['shared/random-taken.ts', 'export const { random } = Math;\n', [NO_PROPERTIES]],
  ['shared/locale.ts', "export const order = 'a'.localeCompare('b');\n", [NO_PROPERTIES]],
  ['shared/locale-text.ts', 'export const text = (1).toLocaleString();\n', [NO_PROPERTIES]],
  ['shared/intl.ts', 'export const format = new Intl.NumberFormat();\n', [NO_GLOBALS]],
  ['shared/whole.ts', 'export const whole: unknown = globalThis;\n', [NO_GLOBALS]],
  [
    'shared/sort.ts',
    'export const sorted = [10, 9].sort();\n',
    ['@typescript-eslint/require-array-sort-compare'],
  ],
  ['shared/files.ts', "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n", [NO_IMPORTS]],
  ['shared/shell.ts', "import type { App } from 'electron';\nexport type { App };\n", [NO_IMPORTS]],
  ['app/shell.ts', "import { app } from 'electron';\nexport { app };\n", [NO_IMPORTS]],
  ['app/host/files.ts', "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n", [NO_IMPORTS]],
  ['main/files.ts', "import { readFile } from 'node:fs/promises';\nexport { readFile };\n", [NO_IMPORTS]],
  [
    'app/any.ts',
    'export function first(list: any[]): unknown {\n  return list[0];\n}\n',
    ['@typescript-eslint/no-explicit-any'],
  ],
  ['app/enum.ts', "export enum Colour {\n  Red = 'red',\n}\n", [NO_SYNTAX]],
  ['app/barrel.ts', "export * from './any.ts';\n", [NO_SYNTAX]],
  ['app/default.ts', 'export default function answer(): number {\n  return 1;\n}\n', [NO_SYNTAX]],
  ['app/eval.ts', "export const answer: unknown = eval('1');\n", ['no-eval']],
  [
    'app/function.ts',
    "export const answer: unknown = new Function('return 1');\n",
    ['@typescript-eslint/no-implied-eval', 'no-new-func'],
  ],
  [
    'app/floating.ts',
    'export function start(work: () => Promise<void>): void {\n  work();\n}\n',
    ['@typescript-eslint/no-floating-promises'],
  ],
  [
    'app/long.ts',
    '// one more line than a file may have\n'.repeat(400) + 'export const answer = 1;\n',
    ['max-lines'],
  ],
  [
    'renderer/sink.ts',
    'export function show(place: Element, text: string): void {\n  place.innerHTML = text;\n}\n',
    [NO_PROPERTIES],
  ],
  [
    'renderer/Html.svelte',
    '<script lang="ts">\n  let { text }: { text: string } = $props();\n</script>\n\n{@html text}\n',
    ['svelte/no-at-html-tags'],
  ],
  [
    'renderer/Host.svelte',
    '<script lang="ts">\n  import type { Answer } from \'../app/any.ts\';\n  let { answer }: { answer: Answer } = $props();\n</script>\n\n<p>{answer}</p>\n',
    [NO_IMPORTS],
  ],
  [
    'renderer/Alias.svelte',
    '<script lang="ts">\n  import { first } from \'#app/any.ts\';\n</script>\n\n<p>{first}</p>\n',
    [NO_IMPORTS],
  ],
  // What must pass, so that a configuration that refuses everything fails here.
  ['shared/pure.ts', 'export function half(n: number): number {\n  return Math.floor(n / 2);\n}\n', []],
  ['app/adapters/files.ts', "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n", []],
  ['app/clock.ts', 'export function now(): number {\n  return Date.now();\n}\n', []],
  [
    'renderer/Plain.svelte',
    '<script lang="ts">\n  let { text }: { text: string } = $props();\n</script>\n\n<p>{text}</p>\n',
    [],
  ],
];

describe('the lint rules', () => {
  test('catch what is planted, each by the rule that is meant for it', async () => {
    const tree: Tree = {
      ...COMPILER_OPTIONS,
      ...ownFile('package.json'),
      ...Object.fromEntries(PLANTED.map(([file, text]) => [file, text])),
    };
    const found = await withTemporaryTree(tree, async (folder) => {
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
      const eslint = new ESLint({ cwd: folder, overrideConfigFile: path.join(ROOT, 'eslint.config.js') });
      const results = await eslint.lintFiles(PLANTED.map(([file]) => file));
      return new Map(
        results.map((result) => [
          path.relative(folder, result.filePath).split(path.sep).join('/'),
          result.messages.map((message) => message.ruleId ?? message.message),
        ]),
      );
    });
    for (const [file, , rules] of PLANTED) {
      expect({ file, rules: [...new Set(found.get(file))].sort() }).toEqual({ file, rules: [...rules] });
    }
  }, 60_000);
});
