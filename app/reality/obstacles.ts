// Which traces can't be carried out on the real kernel as things stand, although nothing is wrong with them?

import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import type { LabKind } from './run-on-kernel.ts';

/** In words, with the first step it is about; null where every step can be carried out. */
export function obstacleOf(steps: readonly TraceStep[], { as }: LabKind): string | null {
  for (const [index, step] of steps.entries()) {
    if ('flags' in step && (step.flags as readonly unknown[]).includes('CLONE_VFORK'))
      return `step ${index} makes its caller wait (CLONE_VFORK)`;
    const uid = as === 'user' ? foreignUid(step) : null;
    if (uid !== null) return `needs root: step ${index} ${uid}`;
  }
  return null;
}

/** Without root there is one user id, and inside the lab that is 0. */
function foreignUid(step: TraceStep): string | null {
  switch (step.call) {
    case 'setresuid': {
      const other = [step.ruid, step.euid, step.suid].find((id) => id !== undefined && id !== 0 && id !== -1);
      return other === undefined ? null : `changes to uid ${other}`;
    }
    case 'write_uid_map':
      return /^\s*\d+\s+0\s+1\s*$/.test(step.map) ? null : 'maps uids other than 0';
    case 'scm_send':
      return step.uid === undefined || step.uid === 0 ? null : `claims to be uid ${step.uid}`;
    default:
      return null;
  }
}
