// How does su watch over the shell it has started: what it does not hear, and what it does when it is told to end?

import { BLOCKABLE_SIGNALS } from '../../../kernel/abi/signal.ts';
import { shellStatus } from '../../../kernel/abi/wait-status.ts';
import { failed } from '../../program.ts';
import { strsignal } from '../../libc/signal-names.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Sys } from '../../sys.ts';

/** What the shell is given to end by itself, in milliseconds. */
const GRACE = 2000;

/** sigfillset(3) leaves out what the C library needs itself. */
const FILLED_SET = BLOCKABLE_SIGNALS.filter((signal) => signal !== 'SIG32' && signal !== 'SIG33');

/** Answers the status to exit with. `apart`: the shell has a session of its own, where no key reaches it. */
export function* watchShell(process: Process, child: number, apart: boolean): Coroutine<number> {
  const { sys } = process;
  yield* sys.chdir('/');
  const caught = yield* hearOnly(sys, apart ? ['SIGTERM', 'SIGINT', 'SIGQUIT'] : ['SIGTERM']);
  const status = caught.length === 0 ? yield* waitForShell(process, child) : null;
  const [signal] = caught;
  if (signal === undefined) return status ?? 1;
  if (status === null) yield* endShell(process, child);
  yield* sys.sigaction(signal, 'default');
  yield* sys.kill(yield* sys.getpid(), signal);
  // who is the init of a namespace is still there
  return status ?? shellStatus({ signaled: signal });
}

/** All others wait for ever, but SIGALRM. */
function* hearOnly(sys: Sys, signals: readonly Signal[]): Coroutine<readonly Signal[]> {
  const caught: Signal[] = [];
  const heard: readonly Signal[] = [...signals, 'SIGALRM'];
  yield* sys.sigprocmask('block', FILLED_SET);
  for (const signal of signals) {
    yield* sys.sigaction(signal, () => {
      caught.push(signal);
    });
  }
  yield* sys.sigprocmask('unblock', heard);
  return caught;
}

/** A shell that stops has su stop as well. Null when a signal came first. */
function* waitForShell(process: Process, child: number): Coroutine<number | null> {
  const { sys } = process;
  for (;;) {
    const waited = yield* sys.wait4(child, ['WUNTRACED']);
    if (failed(waited) || waited.status === null) return null;
    const { status } = waited;
    if ('stopped' in status) {
      yield* sys.kill(yield* sys.getpid(), 'SIGSTOP');
      yield* sys.kill(child, 'SIGCONT');
      continue;
    }
    if ('signaled' in status) yield* process.eprint(`${strsignal(status.signaled)}\n`);
    return shellStatus(status);
  }
}

function* endShell(process: Process, child: number): Coroutine<void> {
  const { sys } = process;
  yield* process.eprint('\nSession terminated, killing shell...');
  yield* sys.kill(child, 'SIGTERM');
  yield* sys.nanosleep(GRACE);
  yield* sys.kill(child, 'SIGKILL');
  yield* process.eprint(' ...killed.\n');
}
