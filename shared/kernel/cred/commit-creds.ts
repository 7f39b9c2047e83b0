// What does a process that changes its ids lose (commit_creds)?

import type { Recorder } from '../recorder.ts';
import type { KernelState } from '../state.ts';
import type { Credentials, Task } from '../task.ts';
import { capsAreSubset } from './capable.ts';

const COMPARED = ['ruid', 'euid', 'suid', 'rgid', 'egid', 'sgid', 'permitted', 'effective', 'inheritable', 'bounding', 'ambient', 'securebits'] as const; // prettier-ignore

/**
 * A changed effective id, or a gained capability, clears the parent-death signal (PNS-48).
 *
 * Emits: CredentialsChanged, where anything did change.
 */
export function commitCreds(kernel: Recorder, { id, cred: old }: Task, cred: Credentials): void {
  const isSame = COMPARED.every((name) => old[name] === cred[name]) && isSameList(old.groups, cred.groups);
  if (isSame) return;
  const clearsPdeath = raisesPrivilege(kernel.state, old, cred);
  kernel.emit({
    type: 'CredentialsChanged',
    rule: 'PNS-90',
    task: id,
    cred,
    ...(clearsPdeath && { clearsPdeath }),
  });
}

/** Whether the effective ids are others, or there is privilege that was not there before. */
export function raisesPrivilege(state: KernelState, old: Credentials, cred: Credentials): boolean {
  return old.euid !== cred.euid || old.egid !== cred.egid || !capsAreSubset(state, old, cred);
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
