// Copies its input to its output and to files. tee(1)

import { coreutil, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Fd } from '../sys.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['a', 'append'], ['i', 'ignore-interrupts'], ['p', '']] as const; // prettier-ignore

export const tee = coreutil('tee', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('i')) yield* sys.sigaction('SIGINT', 'ignore');
  const files: Fd[] = [];
  let status = 0;
  for (const name of line.operands) {
    const fd = yield* sys.open(name, ['O_WRONLY', 'O_CREAT', has('a') ? 'O_APPEND' : 'O_TRUNC'], 0o666);
    if (failed(fd)) {
      yield* process.error(quotef(name), fd);
      status = 1;
    } else files.push(fd);
  }
  for (;;) {
    const part = yield* process.readInput();
    if (failed(part) || part === '') return status;
    process.print(part);
    yield* process.flush();
    for (const fd of files) yield* sys.write(fd, part);
  }
});
