// type, command, builtin, hash: what would a word run? (bash(1), SHELL BUILTIN COMMANDS; type.def, hash.def)

import { isExecutableFile } from '../../libc/exec.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { inHashOrder } from '../hash-order.ts';
import { printFunction } from '../print-command.ts';
import type { Shell } from '../shell.ts';
import { isBuiltinName, KEYWORDS } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

/** FILENAME_HASH_BUCKETS. */
const BUCKETS = 256;

type Meaning =
  | { readonly kind: 'alias'; readonly value: string }
  | { readonly kind: 'keyword' }
  | { readonly kind: 'function' }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'file'; readonly path: string; readonly hashed: boolean };

/** In the order in which the shell tries them. */
function* meanings(shell: Shell, name: string, all: boolean, path?: string): Coroutine<readonly Meaning[]> {
  const found: Meaning[] = [];
  const alias = shell.shellOptions.has('expand_aliases') ? shell.aliases.get(name) : undefined;
  if (alias !== undefined) found.push({ kind: 'alias', value: alias });
  if (KEYWORDS.includes(name)) found.push({ kind: 'keyword' });
  if (shell.functions.has(name)) found.push({ kind: 'function' });
  if (isBuiltin(shell, name)) found.push({ kind: 'builtin' });
  if (found.length > 0 && !all) return found;
  const hashed = shell.hashed.get(name);
  if (hashed !== undefined && !all) {
    hashed.hits += 1;
    return [{ kind: 'file', path: hashed.path, hashed: true }];
  }
  for (const file of yield* filesInPath(shell, name, path))
    found.push({ kind: 'file', path: file, hashed: false });
  return found;
}

function* filesInPath(
  shell: Shell,
  name: string,
  search = shell.variables.text('PATH') ?? '',
): Coroutine<readonly string[]> {
  const directories = name.includes('/') ? [null] : search.split(':');
  const found: string[] = [];
  for (const directory of directories) {
    const path = directory === null ? name : `${directory === '' ? '.' : directory}/${name}`;
    if (yield* isExecutableFile(shell.sys, path)) found.push(path);
  }
  return found;
}

/** A builtin that was not taken out of use. */
function isBuiltin(shell: Shell, name: string): boolean {
  return isBuiltinName(name) && !shell.disabledBuiltins.has(name);
}

export function* type(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'afptP');
  if (typeof options === 'number') return options;
  const { on: letters, operands } = options;
  const all = letters.includes('a');
  const path = letters.includes('P');
  let missing = false;
  let unwritten = false;
  for (const name of operands) {
    const every = yield* meanings(shell, name, all || path);
    const found = letters.includes('f') ? every.filter((meaning) => meaning.kind !== 'function') : every;
    const shown = path ? found.filter((meaning) => meaning.kind === 'file') : found;
    if (shown.length === 0) {
      missing = true;
      if (shell.dialect === 'dash') yield* print(shell, `${name}: not found\n`);
      else if (!/[tpP]/.test(letters)) yield* builtinError(shell, `${name}: not found`);
    }
    for (const meaning of all ? shown : shown.slice(0, 1))
      if ((yield* print(shell, describe(shell, name, meaning, letters))) !== 0) unwritten = true;
  }
  const failure = shell.dialect === 'dash' ? 127 : 1;
  return missing || unwritten ? failure : 0;
}

function describe(shell: Shell, name: string, meaning: Meaning, letters: string): string {
  if (letters.includes('t')) return `${meaning.kind}\n`;
  if (/[pP]/.test(letters)) return meaning.kind === 'file' ? `${meaning.path}\n` : '';
  switch (meaning.kind) {
    case 'alias':
      return `${name} is ${shell.dialect === 'dash' ? 'an alias for ' : 'aliased to `'}${meaning.value}${shell.dialect === 'dash' ? '' : "'"}\n`;
    case 'keyword':
      return `${name} is a shell keyword\n`;
    case 'builtin':
      return `${name} is a shell builtin\n`;
    case 'function': {
      const body = shell.functions.get(name);
      const text = body === undefined ? '' : `${printFunction(name, body.body, body.source.text)}\n`;
      return shell.dialect === 'dash' ? `${name} is a shell function\n` : `${name} is a function\n${text}`;
    }
    case 'file':
      return meaning.hashed ? `${name} is hashed (${meaning.path})\n` : `${name} is ${meaning.path}\n`;
  }
}

export function* command(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'pvV');
  if (typeof options === 'number') return options;
  const { on, operands } = options;
  const path = on.includes('p') ? STANDARD_PATH[shell.dialect] : undefined;
  if (/[vV]/.test(on)) return yield* commandLookup(shell, operands, on.includes('V'), path);
  return operands.length === 0 ? 0 : yield* shell.run.words(shell, operands, shell.running, path);
}

/** Where -p looks: confstr(_CS_PATH). */
const STANDARD_PATH = {
  bash: '/bin:/usr/bin',
  dash: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
} as const;

/** It is enough that one of the names means something. */
function* commandLookup(
  shell: Shell,
  names: readonly string[],
  verbose: boolean,
  path?: string,
): Coroutine<number> {
  let found = false;
  const asked = shell.dialect === 'dash' ? names.slice(0, 1) : names;
  for (const name of asked) {
    const [meaning] = yield* meanings(shell, name, false, path);
    if (meaning === undefined) {
      if (verbose && shell.dialect === 'dash') yield* print(shell, `${name}: not found\n`);
      else if (verbose) yield* builtinError(shell, `${name}: not found`);
      continue;
    }
    found = true;
    if (verbose) yield* print(shell, describe(shell, name, meaning, ''));
    else if (meaning.kind === 'alias') yield* print(shell, `alias ${name}='${meaning.value}'\n`);
    else yield* print(shell, `${meaning.kind === 'file' ? meaning.path : name}\n`);
  }
  if (found) return 0;
  return shell.dialect === 'dash' ? 127 : 1;
}

export function* builtin(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, '');
  if (typeof options === 'number') return options;
  const [name] = options.operands;
  if (name === undefined) return 0;
  if (isBuiltin(shell, name)) return yield* shell.run.words(shell, options.operands, shell.running);
  yield* builtinError(shell, `${name}: not a shell builtin`);
  return 1;
}

export function* hash(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (!shell.options.has('hashall')) {
    yield* builtinError(shell, 'hashing disabled');
    return 1;
  }
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? 'rv' : 'dlp:rt');
  if (typeof options === 'number') return options;
  const { on, values, operands } = options;
  if (on.includes('t') && operands.length === 0) {
    yield* builtinError(shell, '-t: option requires an argument');
    return 1;
  }
  if (on.includes('r')) shell.hashed.clear();
  if (operands.length === 0 && !on.includes('r')) return yield* showHashed(shell, on.includes('l'));
  let status = 0;
  for (const name of operands) {
    const done = on.includes('t')
      ? yield* showPlace(shell, name, on.includes('l'), operands.length > 1)
      : on.includes('d')
        ? shell.hashed.delete(name)
        : yield* remember(shell, name, values.get('p'));
    if (done) continue;
    yield* builtinError(shell, `${name}: not found`);
    status = 1;
  }
  return status;
}

function* showHashed(shell: Shell, reusable: boolean): Coroutine<number> {
  if (shell.dialect === 'dash')
    return yield* print(shell, [...shell.hashed.values()].map(({ path }) => `${path}\n`).join(''));
  if (shell.hashed.size === 0) return yield* print(shell, `${shell.builtin}: hash table empty\n`);
  const lines = inHashOrder(shell.hashed.keys(), BUCKETS).map((name) => {
    const { path = '', hits = 0 } = shell.hashed.get(name) ?? {};
    return reusable ? `builtin hash -p ${path} ${name}\n` : `${String(hits).padStart(4)}\t${path}\n`;
  });
  return yield* print(shell, `${reusable ? '' : 'hits\tcommand\n'}${lines.join('')}`);
}

function* showPlace(shell: Shell, name: string, reusable: boolean, several: boolean): Coroutine<boolean> {
  const known = shell.hashed.get(name);
  if (known === undefined) return false;
  const shown = several ? `${name}\t${known.path}\n` : `${known.path}\n`;
  yield* print(shell, reusable ? `builtin hash -p ${known.path} ${name}\n` : shown);
  return true;
}

function* remember(shell: Shell, name: string, given: string | undefined): Coroutine<boolean> {
  if (given !== undefined) {
    shell.hashed.set(name, { path: given, hits: 0 });
    return true;
  }
  if (name.includes('/') || isBuiltin(shell, name) || shell.functions.has(name)) return true;
  const [path] = yield* filesInPath(shell, name);
  if (path === undefined) return false;
  shell.hashed.set(name, { path, hits: 0 });
  return true;
}
