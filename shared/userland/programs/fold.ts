// Breaks lines that are too wide. fold(1)

import { closeInput, coreutil, inputsOf, openInput, quote, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { LineReader } from '../libc/read.ts';
import { utf8Length } from '../libc/utf8.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['b', 'bytes'], ['s', 'spaces'], ['w', 'width', 'required']] as const; // prettier-ignore

const USUAL_WIDTH = 80;
const TAB = 8;

interface Settings {
  readonly width: number;
  /** Every byte counts one, also a tab. */
  readonly bytes: boolean;
  /** Break behind the last blank that fits. */
  readonly spaces: boolean;
}

export const fold = coreutil('fold', function* (process: Process): Coroutine<number> {
  const args = process.args.map((arg) => arg.replace(/^-(\d+)$/, '-w$1'));
  const line = getoptLong(args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const text = line.options.findLast(({ key }) => key === 'w')?.value ?? String(USUAL_WIDTH);
  const width = /^\+?\d+$/.test(text) ? Number(text) : null;
  if (width === null || width === 0) {
    const complaint = `invalid number of columns: ${quote(process, text)}`;
    yield* process.error(width === null ? complaint : `${complaint}: Numerical result out of range`);
    return 1;
  }
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const done = yield* foldFile(process, name, { width, bytes: has('b'), spaces: has('s') });
    if (!done) status = 1;
  }
  return status;
});

function* foldFile(process: Process, name: string, settings: Settings): Coroutine<boolean> {
  const fd = yield* openInput(process.sys, name);
  if (failed(fd)) {
    yield* process.error(quotef(name), fd);
    return false;
  }
  const reader = new LineReader(process.sys, fd);
  for (;;) {
    const line = yield* reader.next();
    if (line === null) break;
    if (failed(line)) {
      yield* process.error(quotef(name), line);
      return false;
    }
    process.print(folded(line, settings) + (reader.terminated ? '\n' : ''));
    yield* process.settle();
  }
  yield* closeInput(process.sys, fd);
  return true;
}

function folded(line: string, settings: Settings): string {
  let done = '';
  let part = '';
  let column = 0;
  for (const character of line) {
    let next = advanced(column, character, settings);
    while (next > settings.width && part !== '') {
      const blank = settings.spaces ? Math.max(part.lastIndexOf(' '), part.lastIndexOf('\t')) : -1;
      const end = blank < 0 ? part.length : blank + 1;
      done += `${part.slice(0, end)}\n`;
      part = part.slice(end);
      column = 0;
      for (const kept of part) column = advanced(column, kept, settings);
      next = advanced(column, character, settings);
    }
    part += character;
    column = next;
  }
  return done + part;
}

/** The column behind a character: fold counts bytes, for it knows of no wider ones. */
function advanced(column: number, character: string, { bytes }: Settings): number {
  if (bytes) return column + utf8Length(character);
  if (character === '\b') return Math.max(0, column - 1);
  if (character === '\r') return 0;
  return character === '\t' ? column + TAB - (column % TAB) : column + utf8Length(character);
}
