// type, command, builtin, hash: what would a word run? (bash(1), SHELL BUILTIN COMMANDS; type.def, hash.def)

import { isExecutableFile } from '../../libc/exec.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption, usage } from '../errors.ts';
import { printFunction } from '../print-command.ts';
import type { Shell } from '../shell.ts';
import { BUILTIN_NAMES, KEYWORDS } from './names.ts';
import { print } from './output.ts';

type Meaning =
  | { readonly kind: 'alias'; readonly value: string }
  | { readonly kind: 'keyword' }
  | { readonly kind: 'function' }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'file'; readonly path: string; readonly hashed: boolean };

/** In the order in which the shell tries them. */
function* meanings(shell: Shell, name: string, all: boolean): Coroutine<readonly Meaning[]> {
  const found: Meaning[] = [];
  const alias = shell.shellOptions.has('expand_aliases') ? shell.aliases.get(name) : undefined;
  if (alias !== undefined) found.push({ kind: 'alias', value: alias });
  if (KEYWORDS.includes(name)) found.push({ kind: 'keyword' });
  if (shell.functions.has(name)) found.push({ kind: 'function' });
  if (BUILTIN_NAMES.includes(name)) found.push({ kind: 'builtin' });
  if (found.length > 0 && !all) return found;
  const hashed = shell.hashed.get(name);
  if (hashed !== undefined && !all) {
    hashed.hits += 1;
    return [{ kind: 'file', path: hashed.path, hashed: true }];
  }
  for (const path of yield* filesInPath(shell, name)) found.push({ kind: 'file', path, hashed: false });
  return found;
}

function* filesInPath(shell: Shell, name: string): Coroutine<readonly string[]> {
  const directories = name.includes('/') ? [null] : (shell.variables.text('PATH') ?? '').split(':');
  const found: string[] = [];
  for (const directory of directories) {
    const path = directory === null ? name : `${directory === '' ? '.' : directory}/${name}`;
    if (yield* isExecutableFile(shell.sys, path)) found.push(path);
  }
  return found;
}

export function* type(shell: Shell, args: readonly string[]): Coroutine<number> {
  const letters = args
    .filter((arg) => /^-./.test(arg))
    .join('')
    .replaceAll('-', '');
  const unknown = [...letters].find((letter) => !'aftpP'.includes(letter));
  if (unknown !== undefined)
    return yield* invalidOption(shell, `-${unknown}`, 'type [-afptP] name [name ...]');
  const all = letters.includes('a');
  let status = 0;
  for (const name of args.filter((arg) => !/^-./.test(arg))) {
    const found = yield* meanings(shell, name, all || letters.includes('P'));
    const shown = letters.includes('P') ? found.filter((meaning) => meaning.kind === 'file') : found;
    if (shown.length === 0) {
      status = 1;
      if (shell.dialect === 'dash') yield* print(shell, `${name}: not found\n`);
      else if (!/[tpP]/.test(letters)) yield* builtinError(shell, `${name}: not found`);
    }
    for (const meaning of all ? shown : shown.slice(0, 1))
      yield* print(shell, describe(shell, name, meaning, letters));
  }
  return status;
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
  const [option] = args;
  if (option === '-v' || option === '-V') return yield* commandLookup(shell, args.slice(1), option === '-V');
  const words = option === '-p' || option === '--' ? args.slice(1) : args;
  if (option !== undefined && /^-[^pvV-]/.test(option)) return yield* invalidOption(shell, option, 'command [-pVv] command [arg ...]'); // prettier-ignore
  return words.length === 0 ? 0 : yield* shell.run.words(shell, words, shell.running);
}

function* commandLookup(shell: Shell, names: readonly string[], verbose: boolean): Coroutine<number> {
  let status = 0;
  for (const name of names) {
    const [meaning] = yield* meanings(shell, name, false);
    if (meaning === undefined) {
      if (verbose) yield* builtinError(shell, `${name}: not found`);
      status = 1;
    } else if (verbose) yield* print(shell, describe(shell, name, meaning, ''));
    else if (meaning.kind === 'alias') yield* print(shell, `alias ${name}='${meaning.value}'\n`);
    else yield* print(shell, `${meaning.kind === 'file' ? meaning.path : name}\n`);
  }
  return status;
}

export function* builtin(shell: Shell, args: readonly string[]): Coroutine<number> {
  const [name] = args;
  if (name === undefined) return 0;
  if (BUILTIN_NAMES.includes(name)) return yield* shell.run.words(shell, args, shell.running);
  yield* builtinError(shell, `${name}: not a shell builtin`);
  return 1;
}

export function* hash(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args[0] === '-r') {
    shell.hashed.clear();
    return 0;
  }
  if (args[0] !== undefined && /^-./.test(args[0]))
    return yield* usage(shell, 'hash [-lr] [-p pathname] [-dt] [name ...]');
  if (args.length === 0) {
    if (shell.hashed.size === 0) return yield* print(shell, 'hash: hash table empty\n');
    const lines = [...shell.hashed.values()].map(
      ({ path, hits }) => `${String(hits).padStart(4)}\t${path}\n`,
    );
    return yield* print(shell, `hits\tcommand\n${lines.join('')}`);
  }
  let status = 0;
  for (const name of args) {
    const [path] = BUILTIN_NAMES.includes(name) ? [] : yield* filesInPath(shell, name);
    if (path !== undefined) shell.hashed.set(name, { path, hits: 0 });
    else if (!BUILTIN_NAMES.includes(name)) {
      yield* builtinError(shell, `${name}: not found`);
      status = 1;
    }
  }
  return status;
}
