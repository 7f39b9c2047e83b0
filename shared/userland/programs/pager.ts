// Shows text a screen at a time. less(1), more(1): here all of it at once, since the terminal can be scrolled.

import { failed } from '../program.ts';
import { MORE_USAGE } from './util-linux-usage.ts';
import { versionLine } from '../libc/util-linux.ts';
import { program } from '../libc/process.ts';
import { readAll } from '../libc/read.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const less = program((process) =>
  show(process, 'Missing filename ("less --help" for help)', (name, reason) => `${name}: ${reason}`),
);
export const more = program(function* (process: Process): Coroutine<number> {
  const [first = ''] = process.args;
  if (['-h', '--help', '-V', '--version'].includes(first)) {
    process.print(first === '-h' || first === '--help' ? MORE_USAGE : versionLine(process));
    return 0;
  }
  return yield* show(process, 'more: bad usage', (name, reason) => `more: cannot open ${name}: ${reason}`);
});

function* show(
  process: Process,
  noName: string,
  complaint: (name: string, reason: string) => string,
): Coroutine<number> {
  const names = process.args.filter((arg) => !arg.startsWith('-') && !arg.startsWith('+'));
  if (names.length === 0 && (yield* process.sys.isatty(0))) {
    yield* process.eprint(`${noName}\n`);
    return 1;
  }
  let status = 0;
  for (const name of names.length > 0 ? names : [null]) {
    const fd = name === null ? 0 : yield* process.sys.open(name);
    const text = failed(fd) ? fd : yield* readAll(process.sys, fd);
    if (failed(text)) {
      yield* process.eprint(`${complaint(name ?? '', strerror(text.errno))}\n`);
      status = 1;
    } else process.print(text);
    if (!failed(fd) && name !== null) yield* process.sys.close(fd);
  }
  return status;
}
