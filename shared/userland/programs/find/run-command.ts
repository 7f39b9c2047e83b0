// How does find(1) run the command of -exec and -ok?

import { signalNumber } from '../../../kernel/abi/signal.ts';
import { execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Search } from './evaluate.ts';

const STDIN = 0;
/** What neither exited nor could be started. */
const FAILURE = 1;

/** Its exit status, of a command in `place` or here. One that was asked about must not take the answers that follow. */
export function* runCommand(
  search: Search,
  argv: readonly string[],
  asks: boolean,
  place: string | null,
): Coroutine<number> {
  const { process, quote } = search;
  const { sys } = process;
  yield* process.flush();
  const child = yield* sys.fork(function* () {
    const nothing = asks ? yield* sys.open('/dev/null') : STDIN;
    if (!failed(nothing) && nothing !== STDIN) yield* sys.dup2(nothing, STDIN);
    if (place !== null && place !== '') yield* sys.chdir(place);
    const refused = yield* execvp(sys, argv, process.env);
    yield* process.error(quote(argv[0] ?? ''), refused);
    return FAILURE;
  });
  if (failed(child)) {
    yield* process.error('cannot fork', child);
    search.status = 1;
    return FAILURE;
  }
  const waited = yield* sys.wait4(child);
  if (failed(waited) || waited.status === null) return FAILURE;
  if ('exited' in waited.status) return waited.status.exited;
  if ('signaled' in waited.status)
    yield* process.error(
      `${quote(argv[0] ?? '')} terminated by signal ${signalNumber(waited.status.signaled)}`,
    );
  return FAILURE;
}

export function* isAgreed(process: Process, command: string, path: string): Coroutine<boolean> {
  yield* process.flush();
  yield* process.eprint(`< ${command} ... ${path} > ? `);
  const answer = yield* process.readInput();
  return !failed(answer) && /^[yY]/.test(answer);
}
