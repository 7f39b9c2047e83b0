// In which directory does a process work? pwdx(1) of procps.

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { PWDX_USAGE } from './process-tools-usage.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const pwdx = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['h', 'help'],
    ['V', 'version'],
  ]);
  const [asked] = line.options;
  if (asked !== undefined) {
    process.print(asked.key === 'h' ? PWDX_USAGE : 'pwdx from procps-ng 4.0.2\n');
    return 0;
  }
  if (line.problem !== null || line.operands.length === 0) {
    if (line.problem !== null) yield* process.error(line.problem);
    yield* process.eprint(PWDX_USAGE);
    return 1;
  }
  let status = 0;
  for (const operand of line.operands) {
    const digits = operand.replace(/^\/proc\//, '');
    if (!/^\s*\+?\d+$/.test(digits) || Number(digits) < 1) {
      yield* process.warn(`invalid process id: ${operand}`);
      return 1;
    }
    const place = operand.startsWith('/') ? operand : `/proc/${operand}`;
    const directory = yield* process.sys.readlink(`${place}/cwd`);
    if (failed(directory)) {
      status = 1;
      const errno = directory.errno === 'ENOENT' ? 'ESRCH' : directory.errno;
      yield* process.eprint(`${operand}: ${strerror(errno)}\n`);
    } else process.printLine(`${operand}: ${directory}`);
  }
  return status;
});
