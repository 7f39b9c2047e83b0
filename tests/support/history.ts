// A long run of the machine without programs: births, deaths, orphans, stops and nested namespaces, in the proportions
// of a busy system. Legal by construction, and the same for the same seed.
import type { KernelEvent } from '#shared/kernel/event.ts';
import { applyEvent } from '#shared/kernel/evolve.ts';
import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import { asPid, asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import type { KernelState, PidNamespace } from '#shared/kernel/state.ts';
import type { KernelStore } from '#shared/kernel/store.ts';

const DEEPEST = 5;

export const HISTORY_START: KernelState = initialState({ comm: 'init' });

/** Numbers from 0 to below 1 (mulberry32). */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Grows to `live` processes, then goes on with as many until there are `length` events. */
export function history(options: {
  readonly seed: number;
  readonly live: number;
  readonly length: number;
}): KernelEvent[] {
  const maker = new HistoryMaker(options.seed);
  while (maker.events.length < options.length) maker.act(options.live);
  return maker.events.slice(0, options.length);
}

class HistoryMaker {
  readonly events: KernelEvent[] = [];
  readonly #store: KernelStore = mutableStore(HISTORY_START);
  readonly #random: () => number;
  /** Whoever runs, sleeps or is stopped, PID 1 first. */
  readonly #live: TaskId[] = [asTaskId(1)];

  constructor(seed: number) {
    this.#random = random(seed);
  }

  act(goal: number): void {
    const task = this.#live[Math.floor(this.#random() * this.#live.length)] ?? asTaskId(1);
    const choice = this.#random();
    if (choice < 0.12) this.#sleepOrWake(task);
    else if (choice < 0.17) this.#stopOrContinue(task);
    else if (choice < 0.2) this.#exec(task);
    else if (choice < 0.22) this.#unshare(task);
    else if (this.#live.length < goal || choice < 0.6) this.#fork(task);
    else this.#exit(task);
  }

  #emit(event: KernelEvent): void {
    applyEvent(this.#store, event);
    this.events.push(event);
  }

  #fork(task: TaskId): void {
    const caller = this.#store.task(task);
    if (caller.state !== 'running') return this.#sleepOrWake(task);
    const ns = caller.nsproxy.pidNsForChildren;
    const chain = this.#chain(ns);
    const numbers = chain.map(({ lastPid, numbers: taken }) =>
      asPid(taken.firstFreeFrom(Math.max(lastPid, 0) + 1, 1 << 22) ?? 1),
    );
    const child = asTaskId(this.#store.meta.nextTask);
    const counters = chain.map(({ id }, level) => ({ ns: id, lastPid: numbers[level] ?? 1 }));
    this.#emit({ type: 'PidsAllocated', actor: task, counters });
    const init = this.#store.pidNs(ns).phase === 'unborn' ? ({ init: true, rule: 'PNS-01' } as const) : {};
    const { cred, nsproxy } = caller;
    this.#emit({ type: 'TaskForked', actor: task, task: child, copyOf: task, parent: task, ns, numbers, exitSignal: 'SIGCHLD', cred, nsproxy, ...init }); // prettier-ignore
    this.#live.push(child);
  }

  #exit(task: TaskId): void {
    const { parent, pid } = this.#store.task(task);
    const { ns, numbers } = this.#store.pid(pid);
    // An init would take its namespace along.
    if (parent === null || numbers.at(-1) === 1) return this.#fork(task);
    const reaper = this.#store.pidNs(ns).childReaper ?? asTaskId(1);
    const status = { exited: Math.floor(this.#random() * 3) };
    this.#emit({ type: 'TaskExited', actor: task, task, status, held: false });
    for (
      let { firstChild } = this.#store.task(task);
      firstChild !== null;
      { firstChild } = this.#store.task(task)
    ) {
      this.#emit({
        type: 'TaskReparented',
        actor: task,
        task: firstChild,
        from: task,
        to: reaper,
        rule: 'PNS-50',
      });
    }
    this.#emit({ type: 'TaskBecameZombie', actor: task, task, status });
    this.#emit({ type: 'TaskReaped', actor: parent, task, by: parent });
    this.#live[this.#live.indexOf(task)] = this.#live[this.#live.length - 1] ?? task;
    this.#live.pop();
  }

  #unshare(task: TaskId): void {
    const { nsproxy, cred } = this.#store.task(task);
    const parent = this.#store.pidNs(nsproxy.pidNsForChildren);
    if (parent.level >= DEEPEST || parent.phase === 'unborn') return this.#sleepOrWake(task);
    const ns = asPidNsId(this.#store.meta.nextPidNs);
    this.#emit({ type: 'PidNamespaceCreated', actor: task, ns, parent: parent.id, level: parent.level + 1, owner: cred.userNs, inode: 4_026_540_000 + ns }); // prettier-ignore
    this.#emit({ type: 'TaskUnshared', actor: task, task, flags: ['CLONE_NEWPID'], nsproxy: { ...nsproxy, pidNsForChildren: ns }, cred }); // prettier-ignore
  }

  #exec(task: TaskId): void {
    const { cred } = this.#store.task(task);
    const comm = `program-${this.events.length % 7}`;
    this.#emit({
      type: 'TaskExecuted',
      actor: task,
      task,
      comm,
      exe: `/bin/${comm}`,
      argv: [comm, '-x'],
      cred,
    });
  }

  #sleepOrWake(task: TaskId): void {
    const { state } = this.#store.task(task);
    if (state === 'sleeping') this.#emit({ type: 'TaskWoke', actor: null, task });
    else if (state === 'running') this.#emit({ type: 'TaskSlept', actor: task, task, on: { on: 'child' } });
    else this.#stopOrContinue(task);
  }

  #stopOrContinue(task: TaskId): void {
    if (this.#store.task(task).state === 'stopped') this.#emit({ type: 'TaskContinued', actor: null, task });
    else this.#emit({ type: 'TaskStopped', actor: null, task, signal: 'SIGSTOP' });
  }

  /** Outermost first. */
  #chain(ns: PidNsId): PidNamespace[] {
    const chain: PidNamespace[] = [];
    for (let id: PidNsId | null = ns; id !== null; id = chain[0]?.parent ?? null)
      chain.unshift(this.#store.pidNs(id));
    return chain;
  }
}
