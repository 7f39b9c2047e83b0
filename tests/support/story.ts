// A short run written down fact by fact, for tests of how a run is told: three processes outside, two levels inside.
import type { SigInfo, Signal } from '#shared/kernel/abi/signal.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { evolve } from '#shared/kernel/evolve.ts';
import type { MntNsId, PidId, PidNsId, TaskId } from '#shared/kernel/ids.ts';
import { asMntNsId, asPid, asPidId, asPidNsId, asSimTime, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { narrate } from '#shared/replay/narrate.ts';

const MNT: MntNsId = asMntNsId(1);
export const task = asTaskId;
export const ns = asPidNsId;

export function siginfo(signal: Signal): SigInfo {
  return { signal, code: 'SI_USER', pid: 0, uid: 0 };
}

export class Story {
  before: KernelState = initialState({ comm: 'init' });
  after: KernelState = this.before;
  readonly events: KernelEvent[] = [];

  /** Tells one event, as somebody outside or inside a namespace would. */
  tell(event: KernelEvent, lens: PidNsId | null = null): string | null {
    this.before = this.after;
    this.after = evolve(this.before, event);
    this.events.push(event);
    return narrate(event, { before: this.before, after: this.after, lens });
  }

  /** Tells the last event once more, from elsewhere. */
  again(lens: PidNsId | null): string | null {
    const event = this.events.at(-1);
    return event === undefined ? null : narrate(event, { before: this.before, after: this.after, lens });
  }

  fork(
    caller: TaskId,
    numbers: readonly number[],
    home: PidNsId = ns(1),
    init?: true,
    parent = caller,
  ): KernelEvent {
    const { cred, nsproxy } = this.#task(caller);
    return {
      type: 'TaskForked',
      actor: caller,
      task: asTaskId(this.after.nextTask),
      copyOf: caller,
      parent,
      ns: home,
      numbers: numbers.map(asPid),
      exitSignal: 'SIGCHLD',
      cred,
      nsproxy,
      ...(init ? { init } : {}),
    };
  }

  exec(id: TaskId, comm: string): KernelEvent {
    const { cred } = this.#task(id);
    return { type: 'TaskExecuted', actor: id, task: id, comm, exe: `/bin/${comm}`, argv: [comm], cred };
  }

  makeNs(actor: TaskId, id: PidNsId): KernelEvent {
    const parent = this.#task(actor).nsproxy.pidNsForChildren;
    const level = (this.after.pidNamespaces.get(parent)?.level ?? 0) + 1;
    const { userNs } = this.#task(actor).cred;
    return {
      type: 'PidNamespaceCreated',
      actor,
      ns: id,
      parent,
      level,
      owner: userNs,
      inode: 4_026_532_000 + id,
    };
  }

  unshare(id: TaskId, inner: PidNsId): KernelEvent {
    const { cred } = this.#task(id);
    const nsproxy = { pidNsForChildren: inner, mntNs: MNT };
    return { type: 'TaskUnshared', actor: id, task: id, flags: ['CLONE_NEWPID'], nsproxy, cred };
  }

  setns(id: TaskId, inner: PidNsId): KernelEvent {
    const { cred } = this.#task(id);
    const nsproxy = { pidNsForChildren: inner, mntNs: MNT };
    return { type: 'TaskJoinedNamespace', actor: id, task: id, kind: 'pid', nsproxy, cred };
  }

  mountProc(actor: TaskId, shows: PidNsId): KernelEvent {
    const mount = { id: this.after.nextMount, target: '/proc', source: 'proc', fstype: 'proc', options: '', pidNs: shows, nsFile: null, propagation: 'private', peerGroup: null } as const; // prettier-ignore
    return { type: 'Mounted', actor, mntNs: MNT, mount };
  }

  #task(id: TaskId) {
    const found = this.after.tasks.get(id);
    if (found === undefined) throw new Error(`no task ${id} in this story`);
    return found;
  }
}

/** bash (2) at terminal 0; unshare (3) with level 1: bash (4), worker (5); unshare (6) in it with level 2: sleep (7). */
export function nestedStory(): Story {
  const story = new Story();
  story.tell({ type: 'TtyOpened', actor: null, tty: asTtyId(0), columns: 80, rows: 24 });
  story.tell(story.fork(task(1), [2]));
  story.tell(story.exec(task(2), 'bash'));
  story.tell(story.fork(task(2), [3]));
  story.tell(story.exec(task(3), 'unshare'));
  story.tell(story.makeNs(task(3), ns(2)));
  story.tell(story.unshare(task(3), ns(2)));
  story.tell(story.fork(task(3), [4, 1], ns(2), true));
  story.tell(story.exec(task(4), 'bash'));
  story.tell(story.fork(task(4), [5, 2], ns(2)));
  story.tell(story.exec(task(5), 'worker'));
  story.tell(story.fork(task(4), [6, 3], ns(2)));
  story.tell(story.exec(task(6), 'unshare'));
  story.tell(story.makeNs(task(6), ns(3)));
  story.tell(story.unshare(task(6), ns(3)));
  story.tell(story.fork(task(6), [7, 4, 1], ns(3), true));
  story.tell(story.exec(task(7), 'sleep'));
  return story;
}

export function pidId(n: number): PidId {
  return asPidId(n);
}

export const clock = (to: number): KernelEvent => ({ type: 'ClockAdvanced', actor: null, to: asSimTime(to) });
