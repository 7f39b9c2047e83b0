// What does a process that changes its ids lose (commit_creds)?

import type { Recorder } from '../recorder.ts';
import type { Credentials, Task } from '../task.ts';
import { capsAreSubset } from './capable.ts';

const COMPARED = ['ruid', 'euid', 'suid', 'rgid', 'egid', 'sgid', 'permitted', 'effective'] as const;

/**
 * A changed effective id, or a gained capability, clears the parent-death signal (PNS-48).
 *
 * Emits: CredentialsChanged, where anything did change.
 */
export function commitCreds(kernel: Recorder, { id, cred: old }: Task, cred: Credentials): void {
  const isSame = COMPARED.every((name) => old[name] === cred[name]) && isSameList(old.groups, cred.groups);
  if (isSame) return;
  const clearsPdeath =
    old.euid !== cred.euid || old.egid !== cred.egid || !capsAreSubset(kernel.state, old, cred);
  kernel.emit({
    type: 'CredentialsChanged',
    rule: 'PNS-90',
    task: id,
    cred,
    ...(clearsPdeath && { clearsPdeath }),
  });
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
