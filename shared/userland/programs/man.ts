// A short page about a command of the lab. man(1)

import { MAN_PAGES } from './man-pages.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { ManPage } from './man-pages.ts';
import type { Process } from '../libc/process.ts';

const NOT_FOUND = 16;

export const man = program(function* (process: Process): Coroutine<number> {
  const names = process.args.filter((arg) => !arg.startsWith('-') && !/^[1-8]$/.test(arg));
  if (names.length === 0) {
    yield* process.eprint("What manual page do you want?\nFor example, try 'man man'.\n");
    return 1;
  }
  let status = 0;
  for (const name of names) {
    const page = MAN_PAGES.get(name);
    if (page !== undefined) process.print(pageText(name, page));
    else {
      yield* process.eprint(`No manual entry for ${name}\n`);
      status = NOT_FOUND;
    }
  }
  return status;
});

function pageText(name: string, { section, purpose, usage, notes }: ManPage): string {
  const indented = (lines: readonly string[]): string =>
    lines.map((line) => (line === '' ? '\n' : `       ${line}\n`)).join('');
  const title = `${name.toUpperCase()}(${section})`;
  return `${title}\n\nNAME\n${indented([`${name} - ${purpose}`])}\nSYNOPSIS\n${indented(usage)}\nDESCRIPTION\n${indented(notes)}`;
}
