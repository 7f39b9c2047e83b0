// Names of files as text: basename(1), dirname(1), realpath(1), pwd(1)

import { canonicalize } from '../libc/canonicalize.ts';
import { coreutil, extraOperand, missingOperand, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
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
  for (const name of several ? operands : operands.slice(0, 1))
    process.printLine(withoutSuffix(lastPart(name), suffix));
  return 0;
});

export const dirname = coreutil('dirname', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['z', 'zero']]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  for (const name of line.operands) process.printLine(directoryOf(name));
  return 0;
});

export const realpath = coreutil('realpath', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['e', 'canonicalize-existing'], ['m', 'canonicalize-missing'], ['q', 'quiet'], ['s', 'strip'], ['z', 'zero']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  let status = 0;
  for (const name of line.operands) {
    const path = yield* canonicalize(
      process.sys,
      name,
      has('e') ? 'existing' : has('m') ? 'missing' : 'allButLast',
    );
    if (!failed(path)) process.printLine(path);
    else {
      if (!has('q')) yield* process.error(quotef(name), path);
      status = 1;
    }
  }
  return status;
});

export const pwd = coreutil('pwd', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['L', 'logical'],
    ['P', 'physical'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length > 0) yield* process.error('ignoring non-option arguments');
  process.printLine(yield* process.sys.getcwd());
  return 0;
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
