// Does the compiler keep host facilities out of shared, even with every package that shared may use loaded?
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type Tree, withTemporaryTree } from '../support/temporary-tree.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const HOST_NAMES = [
  'process',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'fetch',
  'crypto',
  'Buffer',
  'window',
  'document',
  'localStorage',
];

// A package whose declarations pull in Node's would give every file of shared a process and a console.
const PACKAGES = ['immer', 'xstate', 'zod', 'unbash', 'yaml', '@marcbachmann/cel-js'];

function planted(folder: string): Tree {
  const imports = PACKAGES.map((name, index) => `import * as package${index} from '${name}';\n`).join('');
  const uses = `export const packages = [${PACKAGES.map((_, index) => `package${index}`).join(', ')}];\n`;
  return {
    'package.json': '{ "type": "module" }\n',
    'tsconfig.base.json': readFileSync(path.join(ROOT, 'tsconfig.base.json'), 'utf8'),
    [`${folder}/tsconfig.json`]: readFileSync(path.join(ROOT, folder, 'tsconfig.json'), 'utf8'),
    [`${folder}/packages.ts`]: imports + uses,
    ...Object.fromEntries(
      HOST_NAMES.map((name) => [`${folder}/uses-${name}.ts`, `export const found: unknown = ${name};\n`]),
    ),
  };
}

/** File name -> codes of what the compiler says about it. */
async function diagnose(folder: string): Promise<ReadonlyMap<string, readonly number[]>> {
  return withTemporaryTree(planted(folder), (base) => {
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(base, 'node_modules'), 'dir');
    const config = path.join(base, folder, 'tsconfig.json');
    const { config: json } = ts.readConfigFile(config, (name) => ts.sys.readFile(name));
    const { fileNames, options } = ts.parseJsonConfigFileContent(json, ts.sys, path.dirname(config));
    const program = ts.createProgram(fileNames, { ...options, incremental: false });
    return new Map(
      fileNames.map((name) => {
        const source = program.getSourceFile(name);
        const all = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
        return [path.basename(name), all.map((diagnostic) => diagnostic.code)];
      }),
    );
  });
}

describe('the compiler', () => {
  test('knows no host facility in shared', async () => {
    const said = await diagnose('shared');
    for (const name of HOST_NAMES)
      expect({ name, errors: said.get(`uses-${name}.ts`)?.length }).toEqual({ name, errors: 1 });
    expect(said.get('packages.ts')).toEqual([]);
  }, 60_000);

  test('knows them in app, so that the first answer means something', async () => {
    const said = await diagnose('app');
    const unknown = HOST_NAMES.filter((name) => said.get(`uses-${name}.ts`)?.length !== 0);
    expect(unknown).toEqual(['window', 'document', 'localStorage']);
  }, 60_000);
});
