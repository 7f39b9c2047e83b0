// Which process runs next, and for how long? One processor, first come first served.
//
// Order: a woken, forked or continued process goes to the end of the queue, in the order of the causes. The running one
// goes on until it blocks or ends, or has made a slice's worth of system calls; then it goes to the end as well.
// Whoever is woken by a kill acts on it when its turn comes: before the killer goes on only if it has had less than its
// share, as does a new process whose parent has had more than a slice. (fair-queue.ts)
// A process that computes without end and without any effect is set aside, so that the input can be over: it is
// taken up again with the next thing that happens.

import { asTaskId } from '../kernel/ids.ts';
import type { PidId, TaskId } from '../kernel/ids.ts';
import { numberIn } from '../kernel/selectors.ts';
import type { Divisible } from '../divisible.ts';
import { assertNever, invariant } from '../result.ts';
import { FairQueue } from './fair-queue.ts';
import { isExhaustion } from './libc/exhaustion.ts';
import type { LiveKernel } from './live-kernel.ts';
import type { Process } from './process.ts';
import type { Pause, Resume } from './program.ts';

/** System calls until the next one's turn. */
const SLICE = 200;
/** Calls without any event after which a process is set aside, the first time and once it is known to spin. */
const SPIN_PATIENCE = 300_000;
const SPIN_GLIMPSE = 2_000;
/** System calls that one input may cost altogether. (fidelity: one-line) */
const STEPS_PER_INPUT = 1_000_000;
/** How much text is read or written in the time of one system call. */
const CHARACTERS_PER_CALL = 512;
/** How many names of a path are walked in the time of one system call. */
const NAMES_PER_CALL = 16;
/** What one input may put on the terminals. */
const CHARACTERS_PER_INPUT = 1_000_000;

/**
 * In microseconds, what is done while a process has the processor, so that a fair queue knows who has had how much of it:
 * a system call, an action on a signal, and calls that take longer. With the line editor's work in setTerminal.
 */
const CALL_US = 2;
const TURN_US = 60;
const COSTS_US = { write: 10, setTerminal: 156, fork: 200, wake: 12 };

/** Whoever runs out of memory is killed in its name. */
const INIT = asTaskId(1);

interface Spin {
  /** Calls since the last event. */
  calls: number;
  known: boolean;
}

export class Scheduler {
  readonly #kernel: LiveKernel;
  readonly #eventsPerInput: number;
  #queue: Process[] = [];
  /** How many of the queue have been taken out. */
  #taken = 0;
  /** Those that were preempted by those that they have woken, and these. Whoever goes on ends it for the latter. */
  #preemptedOnes: readonly Process[] = [];
  #wokenOnes: readonly Process[] = [];
  /** Who has come to the queue since the running one runs and preempts it, if it is of a kind that does. */
  #owed: Process[] = [];
  /** By session: each has a share of its own in the processor. (sched/autogroup.c) */
  readonly #fairQueues = new Map<PidId, FairQueue>();
  #current: Process | null = null;
  #calls = 0;
  #steps = 0;
  readonly #spins = new Map<TaskId, Spin>();
  #aside: Process[] = [];

  constructor(kernel: LiveKernel, eventsPerInput: number) {
    this.#kernel = kernel;
    this.#eventsPerInput = eventsPerInput;
  }

  /** The process whose system call is being carried out. */
  get current(): Process {
    invariant(this.#current !== null, 'a system call was made while no process runs');
    return this.#current;
  }

  /** The same, or null between two turns. */
  get running(): Process | null {
    return this.#current;
  }

  /** Appends a process to the run queue, unless it is there already or runs. */
  enqueue(process: Process): void {
    if (process.queued || process === this.#current) return;
    process.queued = true;
    this.#queue.push(process);
    this.#share(process);
  }

  #share(process: Process): void {
    const task = process.taskOrNull;
    const getsTurn = task?.state === 'running' || task?.state === 'sleeping';
    if (task === null || !(getsTurn || this.#kernel.isWaiting(process.id))) return;
    const { session } = task;
    let fair = process.share.queue ?? this.#fairQueues.get(session);
    if (fair === undefined) this.#fairQueues.set(session, (fair = new FairQueue()));
    const isPlaced = process.share.queue === null;
    fair.add(process.share);
    const running = this.#current?.share;
    if (isPlaced && running?.queue === fair && fair.preempts(process.share, running, process.isNew))
      this.#owed.push(process);
  }

  /** Whoever the running one has just woken by a kill, or forked, goes first if that preempts it. */
  isPreemptedBy(isMeant: (process: Process) => boolean): boolean {
    const { current } = this;
    const owed = this.#owed.some(isMeant);
    this.#owed = [];
    if (!owed) return false;
    const competes = (process: Process): boolean =>
      process.share.queue === current.share.queue && isMeant(process);
    const queue = this.#queue.slice(this.#taken);
    this.#preemptedOnes = [...this.#preemptedOnes, current];
    this.#wokenOnes = [...this.#wokenOnes, ...queue.filter(competes)];
    this.#queue = queue.filter((process) => !competes(process));
    this.#taken = 0;
    return true;
  }

  /** A new input begins: its budget is fresh, and whoever was set aside gets a look. */
  beginInput(): void {
    this.#steps = 0;
    this.#takeUpAside();
  }

  /** Counts one system call of the running process; true when its turn is over. */
  countCall(): boolean {
    this.charge(1);
    return this.#calls > SLICE || this.limit() !== null;
  }

  /** Adds to what the running process has cost. */
  charge(calls: number): void {
    this.#calls += calls;
    this.#steps += calls;
    this.spend(calls * CALL_US);
  }

  /** The running process has had the processor for so long. */
  spend(us: number): void {
    const share = this.#current?.share;
    share?.queue?.charge(share, us);
  }

  /** What the running process has read or written costs as much as the calls that it would have taken in small parts. */
  chargeText(characters: number): void {
    this.charge(Math.floor(characters / CHARACTERS_PER_CALL));
  }

  /** The names of a path that had to be walked. */
  chargePath(names: number): void {
    this.charge(Math.floor(names / NAMES_PER_CALL));
  }

  /** The running process has done something that takes longer than a system call. */
  spendOn(what: keyof typeof COSTS_US): void {
    this.spend(COSTS_US[what]);
  }

  /** Whether less than half of the running process's turn is left. */
  get turnIsNearlyOver(): boolean {
    return this.#calls > SLICE / 2;
  }

  /** Why this input has to end although something still wants to run, in plain words, and what helps. */
  limit(): string | null {
    if (this.#kernel.eventCount >= this.#eventsPerInput) return paused(this.#eventsPerInput, 'events');
    if (this.#kernel.characterCount >= CHARACTERS_PER_INPUT)
      return paused(CHARACTERS_PER_INPUT, 'characters');
    return this.#steps >= STEPS_PER_INPUT ? paused(STEPS_PER_INPUT, 'system calls') : null;
  }

  /** Runs until every process is blocked or set aside, or a limit is reached. Can be left between two turns. */
  *runUntilRest(): Divisible<void> {
    let seq = this.#kernel.state.seq;
    for (;;) {
      if (this.limit() !== null) return;
      const process = this.#next();
      if (process !== null) {
        process.queued = false;
        this.#run(process);
        yield this.#kernel.eventCount;
        continue;
      }
      for (const [session, fair] of this.#fairQueues) {
        fair.drain();
        if (fair.isEmpty) this.#fairQueues.delete(session);
      }
      if (this.#aside.length === 0 || this.#kernel.state.seq === seq) return;
      this.#takeUpAside();
      seq = this.#kernel.state.seq;
    }
  }

  #next(): Process | null {
    if (this.#preemptedOnes.length > 0) return this.#nextContender();
    const process = this.#queue[this.#taken];
    if (process === undefined) {
      this.#queue = [];
      this.#taken = 0;
      return null;
    }
    this.#taken += 1;
    return this.#kernel.isWaiting(process.id) ? this.#mostEntitled(process) : process;
  }

  /** Of this one and those that have been woken or forked since, the one that the fair queue picks. */
  #mostEntitled(process: Process): Process {
    const fair = process.share.queue;
    const others = this.#queue
      .slice(this.#taken)
      .filter((other) => other.share.queue === fair && other.isNew);
    const chosen = fair?.pick([process, ...others].map(({ share }) => share));
    const other = others.find(({ share }) => share === chosen);
    if (other === undefined) return process;
    this.#queue = [process, ...this.#queue.slice(this.#taken).filter((queued) => queued !== other)];
    this.#taken = 0;
    return other;
  }

  #nextContender(): Process | null {
    const all = [...this.#wokenOnes, ...this.#preemptedOnes];
    const share = all[0]?.share.queue?.pick(all.map((process) => process.share));
    const chosen = all.find((process) => process.share === share) ?? all.at(-1) ?? null;
    const others = this.#preemptedOnes.filter((process) => process !== chosen);
    if (others.length < this.#preemptedOnes.length) {
      this.#queue.push(...this.#wokenOnes);
      this.#wokenOnes = [];
    } else this.#wokenOnes = this.#wokenOnes.filter((process) => process !== chosen);
    this.#preemptedOnes = others;
    return chosen;
  }

  forget(process: Process): void {
    this.#spins.delete(process.id);
    process.sleep?.queue?.delete(process);
    process.sleep = null;
    process.share.queue?.remove(process.share);
  }

  #run(process: Process): void {
    if (this.#kernel.isWaiting(process.id) && !this.#takeTurn(process)) return;
    const state = process.taskOrNull?.state;
    // it may have ended or been stopped since it was put into the queue
    if (state !== 'running' && state !== 'sleeping') {
      process.share.queue?.remove(process.share);
      return;
    }
    if (process.isLoading) {
      process.isLoading = false;
      this.enqueue(process);
      return;
    }
    this.#current = process;
    this.#calls = 0;
    this.#owed = [];
    process.share.queue?.settle();
    this.spend(process.startUs);
    process.startUs = 0;
    process.isNew = false;
    const resume = this.#wake(process, state === 'sleeping');
    const seq = this.#kernel.state.seq;
    const step = this.#resume(process, resume);
    this.#kernel.flushWrites();
    if (step.done === true) this.#kernel.call({ call: 'exit', by: process.id, code: step.value & 0xff });
    this.#current = null;
    if (step.done === true) return;
    if (process.sleep !== null && process.signalled !== 'no') this.enqueue(process);
    switch (step.value.pause) {
      case 'preempted':
        this.#preempted(process, this.#kernel.state.seq === seq);
        return;
      case 'blocked':
        this.#spins.delete(process.id);
        if (!process.queued) process.share.queue?.sleep(process.share);
        return;
      case 'gone':
        // execve: the process goes on as another program, when its turn comes
        if (process.taskOrNull?.state === 'running') this.enqueue(process);
        return;
      default:
        return assertNever(step.value);
    }
  }

  /** It acts on the signals that have woken it. False if it then sleeps on. */
  #takeTurn(process: Process): boolean {
    this.#current = process;
    this.spend(TURN_US);
    this.#kernel.giveTurn(process.id);
    this.#current = null;
    const isAsleep = process.taskOrNull?.state === 'sleeping' && process.signalled === 'no';
    if (!isAsleep || process.sleep === null || process.sleep.ready()) return true;
    process.share.queue?.sleep(process.share);
    return false;
  }

  /** Runs the program until it gives up the processor. One that needs more memory or stack than there is is killed. */
  #resume(process: Process, resume: Resume): IteratorResult<Pause, number> {
    try {
      return process.coroutine.next(resume);
    } catch (error) {
      if (!isExhaustion(error) || process.id === INIT) throw error;
      const { state } = this.#kernel;
      const pid = numberIn(state, process.task.pid, state.rootPidNs);
      this.#kernel.call({ call: 'kill', by: INIT, pid, sig: 'SIGKILL' });
      return { done: false, value: { pause: 'gone' } };
    }
  }

  #wake(process: Process, slept: boolean): Resume {
    process.sleep?.queue?.delete(process);
    process.sleep = null;
    if (slept) this.#kernel.call({ call: 'wake', by: process.id });
    return process.signalled === 'no' ? 'ready' : 'interrupted';
  }

  #preempted(process: Process, idle: boolean): void {
    if (process.taskOrNull?.state !== 'running') {
      process.share.queue?.remove(process.share);
      // whoever stops itself has worked for it
      process.share.lagUs = Math.min(process.share.lagUs, 0);
      return;
    }
    if (this.#preemptedOnes.includes(process)) {
      process.queued = true;
      return;
    }
    const spin = this.#spins.get(process.id) ?? { calls: 0, known: false };
    this.#spins.set(process.id, spin);
    spin.calls = idle ? spin.calls + this.#calls : 0;
    if (spin.calls < (spin.known ? SPIN_GLIMPSE : SPIN_PATIENCE)) {
      this.enqueue(process);
      return;
    }
    spin.known = true;
    this.#aside.push(process);
  }

  #takeUpAside(): void {
    const aside = this.#aside;
    this.#aside = [];
    for (const process of aside) {
      const spin = this.#spins.get(process.id);
      if (spin !== undefined) spin.calls = 0;
      if (process.taskOrNull?.state === 'running') this.enqueue(process);
    }
  }
}

function paused(count: number, what: string): string {
  return `Paused after ${withThousands(count)} ${what} from one line. Ctrl-C ends a loop; from a fork bomb, go back to before it.`;
}

function withThousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
