// Puts the lines of several files side by side. paste(1)

import { closeInput, coreutil, inputsOf, openInput, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { LineReader } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['d', 'delimiters', 'required'], ['s', 'serial'], ['z', 'zero-terminated']] as const; // prettier-ignore

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
}; // prettier-ignore

/** What stands between two lines, in turn, and what behind the last. */
interface Layout {
  readonly delimiters: readonly string[];
  readonly end: string;
}

export const paste = coreutil('paste', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const list = line.options.findLast(({ key }) => key === 'd')?.value ?? '\t';
  const delimiters = parseDelimiters(list);
  if (delimiters === null) {
    yield* process.error(`delimiter list ends with an unescaped backslash: ${list}`);
    return 1;
  }
  const layout = { delimiters, end: line.options.some(({ key }) => key === 'z') ? '\0' : '\n' };
  const serial = line.options.some(({ key }) => key === 's');
  return yield* (serial ? oneByOne : sideBySide)(process, inputsOf(line.operands), layout);
});

function parseDelimiters(list: string): readonly string[] | null {
  const delimiters: string[] = [];
  for (let at = 0; at < list.length; at += 1) {
    if (list[at] !== '\\') {
      delimiters.push(list.charAt(at));
      continue;
    }
    at += 1;
    const escaped = list[at];
    if (escaped === undefined) return null;
    delimiters.push(ESCAPES[escaped] ?? escaped);
  }
  return delimiters.length === 0 ? [''] : delimiters;
}

function* sideBySide(process: Process, names: readonly string[], layout: Layout): Coroutine<number> {
  const { sys } = process;
  const readers = new Map<Fd, LineReader>();
  const columns: { readonly name: string; readonly reader: LineReader }[] = [];
  for (const name of names) {
    const fd = yield* openInput(sys, name);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      return 1;
    }
    // whoever names standard input twice gets its lines in turn
    const reader = readers.get(fd) ?? new LineReader(sys, fd, layout.end);
    readers.set(fd, reader);
    columns.push({ name, reader });
  }
  let status = 0;
  const ended = new Set<number>();
  for (;;) {
    let text = '';
    let some = false;
    for (const [at, { name, reader }] of columns.entries()) {
      if (at > 0) text += delimiterAt(layout, at - 1);
      if (ended.has(at)) continue;
      const line = yield* reader.next();
      if (typeof line === 'string') {
        text += line;
        some = true;
        continue;
      }
      ended.add(at);
      if (line === null) continue;
      yield* process.error(quotef(name), line);
      status = 1;
    }
    if (!some) return status;
    process.print(text + layout.end);
    yield* process.settle();
  }
}

function delimiterAt({ delimiters }: Layout, at: number): string {
  return delimiters[at % delimiters.length] ?? '';
}

function* oneByOne(process: Process, names: readonly string[], layout: Layout): Coroutine<number> {
  const { sys } = process;
  let status = 0;
  for (const name of names) {
    const fd = yield* openInput(sys, name);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      status = 1;
      continue;
    }
    const reader = new LineReader(sys, fd, layout.end);
    let count = 0;
    for (;;) {
      const line = yield* reader.next();
      if (failed(line)) {
        yield* process.error(quotef(name), line);
        status = 1;
      }
      if (typeof line !== 'string') break;
      process.print((count === 0 ? '' : delimiterAt(layout, count - 1)) + line);
      count += 1;
      yield* process.settle();
    }
    process.print(layout.end);
    yield* closeInput(sys, fd);
  }
  return status;
}
