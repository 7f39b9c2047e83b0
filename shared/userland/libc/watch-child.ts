// How does a program wait for the command it has started: stop with it, and end with its status?

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';

/** When the child stops, so does this process; when this one is let go on, so is the child. Null when there is no child to wait for. */
export function* watchChild(sys: Sys, child: number): Coroutine<WaitStatus | null> {
  const self = yield* sys.getpid();
  for (;;) {
    const waited = yield* sys.wait4(child, ['WUNTRACED']);
    if (failed(waited)) {
      if (waited.errno === 'EINTR') continue;
      return null;
    }
    const { status } = waited;
    if (status === null || !('stopped' in status)) return status;
    yield* sys.kill(self, 'SIGSTOP');
    yield* sys.kill(child, 'SIGCONT');
  }
}
