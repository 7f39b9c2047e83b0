// How does a shell wait for a child that is no job, or make a call again that a child's end has interrupted?

import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import { countForTrap, onlyChildren, reapChildren } from './reap.ts';
import type { Shell } from './shell.ts';

/** Makes a system call again when nothing but a child's change of state has interrupted it. */
export function* restarting<T>(shell: Shell, call: () => Coroutine<T | Failure>): Coroutine<T | Failure> {
  for (;;) {
    const result = yield* call();
    if (!failed(result) || result.errno !== 'EINTR' || !onlyChildren(shell)) return result;
    yield* reapChildren(shell);
  }
}

/** The status of a child that forkApart made: read here, or already collected with the others. */
export function* waitForPid(shell: Shell, pid: number): Coroutine<number> {
  const { unlisted } = shell.jobs;
  for (;;) {
    const known = unlisted.get(pid) ?? null;
    const waited = known === null ? yield* shell.sys.wait4(pid) : { pid, status: known };
    if (failed(waited) && waited.errno === 'EINTR') {
      yield* reapChildren(shell);
      continue;
    }
    unlisted.delete(pid);
    if (known === null && !failed(waited)) countForTrap(shell);
    return failed(waited) || waited.status === null ? 127 : shellStatus(waited.status);
  }
}
