// Names of files as text: basename(1), dirname(1), realpath(1), pwd(1)

import { canonicalize } from '../libc/canonicalize.ts';
import { coreutil, extraOperand, missingOperand, quotef, tryHelp } from '../libc/coreutils.ts';
import { currentDirectory, leadsHere } from '../libc/current-directory.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { isBelow, relativePath } from '../libc/relative-path.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const basename = coreutil('basename', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['a', 'multiple'], ['s', 'suffix', 'required'], ['z', 'zero']], 'stopAtOperand'); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const { operands } = line;
  const several = line.options.some(({ key }) => key === 'a' || key === 's');
  if (operands.length === 0) return yield* missingOperand(process);
  const [, second, third] = operands;
  if (!several && third !== undefined) return yield* extraOperand(process, third);
  const suffix = line.options.findLast(({ key }) => key === 's')?.value ?? (several ? '' : (second ?? ''));
  const ending = endingOf(line.options);
  for (const name of several ? operands : operands.slice(0, 1))
    process.print(withoutSuffix(lastPart(name), suffix) + ending);
  return 0;
});

export const dirname = coreutil('dirname', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['z', 'zero']]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  for (const name of line.operands) process.print(directoryOf(name) + endingOf(line.options));
  return 0;
});

const REALPATH_OPTIONS = [
  ['e', 'canonicalize-existing'], ['L', 'logical'], ['m', 'canonicalize-missing'], ['P', 'physical'], ['q', 'quiet'],
  ['', 'relative-base', 'required'], ['', 'relative-to', 'required'], ['s', 'strip'], ['s', 'no-symlinks'], ['z', 'zero'],
] as const; // prettier-ignore

export const realpath = coreutil('realpath', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, REALPATH_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const mode = has('e') ? 'existing' : has('m') ? 'missing' : 'allButLast';
  const links = line.options.findLast(({ key }) => 'LPs'.includes(key))?.key ?? 'P';
  const resolve = function* (name: string): Coroutine<string | Failure> {
    if (links === 'P') return yield* canonicalize(sys, name, mode);
    const logical = withoutDots(name.startsWith('/') ? name : `${yield* sys.getcwd()}/${name}`);
    if (links === 'L') return yield* canonicalize(sys, logical, mode);
    const stat = mode === 'existing' || name === '' ? yield* sys.stat(name) : null;
    return failed(stat) ? stat : logical;
  };
  const base = value('relative-base');
  const to = value('relative-to') ?? base;
  const [baseAt, from] = [base === null ? null : yield* resolve(base), to === null ? null : yield* resolve(to)];
  for (const [name, found] of [[to, from], [base, baseAt]] as const) {
    if (!failed(found)) continue;
    yield* process.error(quotef(name ?? ''), found);
    return 1;
  }
  let status = 0;
  for (const name of line.operands) {
    const path = yield* resolve(name);
    if (failed(path)) {
      if (!has('q')) yield* process.error(quotef(name), path);
      status = 1;
      continue;
    }
    const [reference, limit] = [failed(from) ? null : from, failed(baseAt) ? null : baseAt];
    const isFar = reference === null || (limit !== null && !(isBelow(path, limit) && isBelow(reference, limit)));
    process.print((isFar ? path : relativePath(reference, path)) + endingOf(line.options));
  }
  return status;
}); // prettier-ignore

/** -z. */
function endingOf(options: readonly { readonly key: string }[]): string {
  return options.some(({ key }) => key === 'z') ? '\0' : '\n';
}

/** `..` takes away the part before it, whether that is a link or not. */
function withoutDots(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export const pwd = coreutil('pwd', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['L', 'logical'],
    ['P', 'physical'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length > 0) yield* process.error('ignoring non-option arguments');
  const logical = line.options.findLast(({ key }) => key === 'L' || key === 'P')?.key === 'L';
  const inherited = process.env.get('PWD') ?? '';
  const usable = /^\/(?!(.*\/)?\.\.?(\/|$))/.test(inherited);
  if (logical && usable && (yield* leadsHere(process.sys, inherited))) {
    process.printLine(inherited);
    return 0;
  }
  const path = yield* currentDirectory(process.sys);
  if (path !== null) {
    process.printLine(path);
    return 0;
  }
  yield* process.error("couldn't find directory entry in \u2018..\u2019 with matching i-node");
  return 1;
});

function lastPart(name: string): string {
  const trimmed = name.replace(/\/+$/, '');
  return trimmed === '' && name !== '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function withoutSuffix(name: string, suffix: string): string {
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function directoryOf(name: string): string {
  const trimmed = name.replace(/\/+$/, '');
  if (trimmed === '') return name.startsWith('/') ? '/' : '.';
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}
