// Runs a program in a session of its own. setsid(1) of util-linux.

import { execOrFail, tryHelp, versionLine } from '../libc/util-linux.ts';
import { encodeWaitStatus } from '../../kernel/abi/wait-status.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [['c', 'ctty'], ['f', 'fork'], ['w', 'wait'], ['h', 'help'], ['V', 'version']] as const; // prettier-ignore

const USAGE = `
Usage:
 setsid [options] <program> [arguments ...]

Run a program in a new session.

Options:
 -c, --ctty     set the controlling terminal to the current one
 -f, --fork     always fork
 -w, --wait     wait program to exit, and use the same return
 -h, --help     display this help
 -V, --version  display version

For more details see setsid(1).
`;

export const setsid = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('h') ? USAGE : versionLine(process));
    return 0;
  }
  if (line.operands.length === 0) {
    yield* process.warn('no command specified');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  const isLeader = (yield* sys.getpgid(0)) === (yield* sys.getpid());
  if (!isLeader && !has('f')) return yield* becomeLeader(process, line.operands, has('c'));
  // a group leader can't make a session, its child can
  const child = yield* sys.fork(() => becomeLeader(process, line.operands, has('c')));
  if (failed(child)) {
    yield* process.warn('fork', child);
    return 1;
  }
  if (!has('w')) return 0;
  const waited = yield* sys.wait4(child);
  if (failed(waited)) {
    yield* process.warn('wait', waited);
    return 1;
  }
  const { status } = waited;
  if (status !== null && 'exited' in status) return status.exited;
  // its status as wait(2) packs it; errno is what the search for the C library's messages left behind
  yield* process.warn(`child ${child} did not exit normally`, { errno: 'ENOENT' });
  return status === null ? 1 : encodeWaitStatus(status);
});

function* becomeLeader(process: Process, argv: readonly string[], takeTerminal: boolean): Coroutine<number> {
  const { sys } = process;
  const made = yield* sys.setsid();
  if (failed(made)) {
    yield* process.warn('setsid failed', made);
    return 1;
  }
  if (takeTerminal) {
    const taken = yield* sys.setControllingTerminal(0, true);
    if (failed(taken)) {
      yield* process.warn('failed to set the controlling terminal', taken);
      return 1;
    }
  }
  return yield* execOrFail(process, argv);
}
