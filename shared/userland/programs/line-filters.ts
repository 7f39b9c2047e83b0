// Small filters of lines: rev(1), nl(1), tac(1)

import { closeInput, coreutil, inputsOf, openInput, quoteaf, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { program } from '../libc/process.ts';
import { REV_USAGE } from './util-linux-usage.ts';
import { versionLine } from '../libc/util-linux.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { LineReader, linesOf, readAll } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const rev = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['0', 'zero'], ['h', 'help'], ['V', 'version']]); // prettier-ignore
  if (line.problem !== null) {
    yield* process.warn(line.problem);
    yield* process.eprint("Try 'rev --help' for more information.\n");
    return 1;
  }
  const [asked] = line.options.filter(({ key }) => key !== '0');
  if (asked !== undefined) {
    process.print(asked.key === 'h' ? REV_USAGE : versionLine(process));
    return 0;
  }
  const complain = (name: string): string => `cannot open ${name}`;
  return yield* filter(process, line.operands, complain, (text) => [...text].reverse().join(''));
});

export const nl = coreutil('nl', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['b', 'body-numbering', 'required'], ['w', 'number-width', 'required'], ['s', 'number-separator', 'required']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const width = Number(value('w') ?? 6);
  const separator = value('s') ?? '\t';
  let number = 0;
  return yield* filter(process, line.operands, quotef, (text) => {
    if (text === '' && value('b') !== 'a') return ' '.repeat(width + separator.length);
    number += 1;
    return `${String(number).padStart(width)}${separator}${text}`;
  });
});

export const tac = coreutil('tac', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['b', 'before'], ['r', 'regex'], ['s', 'separator', 'required']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    const text = failed(fd) ? fd : yield* readAll(process.sys, fd);
    if (failed(text)) {
      yield* process.error(
        failed(fd) ? `failed to open ${quoteaf(name)} for reading` : `${quotef(name)}: read error`,
        text,
      );
      status = 1;
      continue;
    }
    for (const line of [...linesOf(text)].reverse()) process.printLine(line);
  }
  return status;
});

function* filter(
  process: Process,
  operands: readonly string[],
  complaint: (name: string) => string,
  change: (line: string) => string,
): Coroutine<number> {
  let status = 0;
  for (const name of inputsOf(operands)) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.error(complaint(name), fd);
      status = 1;
      continue;
    }
    const reader = new LineReader(process.sys, fd);
    for (let line = yield* reader.next(); line !== null; line = yield* reader.next()) {
      if (failed(line)) {
        yield* process.error(quotef(name), line);
        status = 1;
        break;
      }
      process.printLine(change(line));
      yield* process.settle();
    }
    yield* closeInput(process.sys, fd);
  }
  return status;
}
