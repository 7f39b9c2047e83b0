// Which event of the moment is drawn for as long as it is the current one? A signal on its way, or a refusal.

import type { KernelEvent } from '#shared/kernel/event.ts';
import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';

export type Cue =
  /** `from` is null when the signal came from outside every process: a key, the clock. */
  | {
      readonly kind: 'signal';
      readonly from: TaskId | null;
      readonly to: TaskId;
      readonly name: string;
      readonly dropped: boolean;
    }
  /** The init of a namespace ends: the kernel signals every member at once. */
  | {
      readonly kind: 'closing';
      readonly ns: PidNsId;
      readonly init: TaskId;
      readonly members: readonly TaskId[];
    }
  | { readonly kind: 'refused'; readonly task: TaskId; readonly errno: string; readonly ns: PidNsId | null };

/** What to draw for an event; null for those that show in the state they leave. */
export function cueOf(event: KernelEvent): Cue | null {
  switch (event.type) {
    case 'SignalSent':
      return {
        kind: 'signal',
        from: event.actor,
        to: event.to,
        name: event.info.signal,
        dropped: event.outcome === 'dropped' || event.outcome === 'ignored',
      };
    case 'PidNamespaceClosed':
      return { kind: 'closing', ns: event.ns, init: event.init, members: event.members };
    case 'SyscallFailed':
      if (event.actor === null) return null;
      return { kind: 'refused', task: event.actor, errno: event.errno, ns: event.ns ?? null };
    default:
      return null;
  }
}
