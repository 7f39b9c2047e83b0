// Which process runs next, and for how long? One processor, first come first served.
//
// Order: a woken, forked or continued process goes to the end of the queue, in the order of the causes. The running one
// goes on until it blocks or ends, or has made a slice's worth of system calls; then it goes to the end as well.
// A process that computes without end and without any effect is set aside, so that the input can be over: it is
// taken up again with the next thing that happens.

import { asTaskId } from '../kernel/ids.ts';
import type { TaskId } from '../kernel/ids.ts';
import { numberIn } from '../kernel/selectors.ts';
import type { Divisible } from '../divisible.ts';
import { assertNever, invariant } from '../result.ts';
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
  }

  /** What the running process has read or written costs as much as the calls that it would have taken in small parts. */
  chargeText(characters: number): void {
    this.charge(Math.floor(characters / CHARACTERS_PER_CALL));
  }

  /** The names of a path that had to be walked. */
  chargePath(names: number): void {
    this.charge(Math.floor(names / NAMES_PER_CALL));
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
      const queue = this.#queue;
      this.#queue = [];
      for (const [index, process] of queue.entries()) {
        if (this.limit() !== null) {
          this.#queue = [...queue.slice(index), ...this.#queue];
          return;
        }
        process.queued = false;
        this.#run(process);
        yield this.#kernel.eventCount;
      }
      if (this.#queue.length > 0) continue;
      if (this.#aside.length === 0 || this.#kernel.state.seq === seq) return;
      this.#takeUpAside();
      seq = this.#kernel.state.seq;
    }
  }

  forget(process: Process): void {
    this.#spins.delete(process.id);
    process.sleep?.queue?.delete(process);
    process.sleep = null;
  }

  #run(process: Process): void {
    const state = process.taskOrNull?.state;
    // it may have ended or been stopped since it was put into the queue
    if (state !== 'running' && state !== 'sleeping') return;
    if (process.isLoading) {
      process.isLoading = false;
      this.enqueue(process);
      return;
    }
    this.#current = process;
    this.#calls = 0;
    const resume = this.#wake(process, state === 'sleeping');
    const seq = this.#kernel.state.seq;
    const step = this.#resume(process, resume);
    this.#kernel.flushWrites();
    if (step.done === true) this.#kernel.call({ call: 'exit', by: process.id, code: step.value & 0xff });
    this.#current = null;
    if (step.done === true) return;
    process.deliverHeldBack();
    if (process.sleep !== null && process.signalled !== 'no') this.enqueue(process);
    switch (step.value.pause) {
      case 'preempted':
        this.#preempted(process, this.#kernel.state.seq === seq);
        return;
      case 'blocked':
        this.#spins.delete(process.id);
        return;
      case 'gone':
        // execve: the process goes on as another program, when its turn comes
        if (process.taskOrNull?.state === 'running') this.enqueue(process);
        return;
      default:
        return assertNever(step.value);
    }
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
    if (process.taskOrNull?.state !== 'running') return;
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
