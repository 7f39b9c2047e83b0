// The machine's side of a task: the running program, and what only the program and its files care about.

import { invariant } from '../result.ts';
import type { SigInfo, Signal } from '../kernel/abi/signal.ts';
import type { SimTime, TaskId } from '../kernel/ids.ts';
import type { KernelState } from '../kernel/state.ts';
import type { SigAction, Task } from '../kernel/task.ts';
import type { Blocked } from './blocking.ts';
import { Share } from './fair-queue.ts';
import { FdTable } from './fd-table.ts';
import type { OpenFile } from './open-file.ts';
import type { OtherNamespaces } from './other-namespaces.ts';
import type { Coroutine } from './program.ts';
import { INITIAL_LIMITS } from './resource-limits.ts';
import type { ResourceLimits } from './resource-limits.ts';
import { NO_IO_PRIORITY, USUAL_SCHEDULING } from './scheduling.ts';
import type { IoPriority, Scheduling } from './scheduling.ts';
import type { SignalHandler, TracedCall } from './sys.ts';
import type { Location } from './vfs/location.ts';

interface Handler {
  readonly run: SignalHandler;
  readonly flags: SigAction['flags'];
}

/** Where a process starts: what boot gives PID 1, and what fork hands on. */
export interface ProcessPlace {
  readonly cwd: Location;
  readonly env: ReadonlyMap<string, string>;
  readonly others: OtherNamespaces;
}

/** Where the kernel's view of the machine is found; it changes under the process. */
export interface KernelView {
  readonly state: KernelState;
}

export class Process {
  readonly id: TaskId;
  coroutine: Coroutine<number>;
  files = new FdTable();
  cwd: Location;
  /** Set by chroot(2); null where it is the root of its mount namespace. */
  root: Location | null = null;
  /** As the program was started with it (proc(5), environ). */
  env: ReadonlyMap<string, string>;
  others: OtherNamespaces;
  /** The file it was made from, where execve found one. */
  exe: Location | null = null;
  umask = 0o022;
  /** From -1000 to 1000. */
  oomScoreAdj = 0;
  limits: ResourceLimits = INITIAL_LIMITS;
  scheduling: Scheduling = USUAL_SCHEDULING;
  ioPriority: IoPriority = NO_IO_PRIORITY;
  /** PF_SUPERPRIV: it did something that its capabilities allowed. An exec keeps it, a fork does not hand it on. */
  usedPrivilege = false;
  /** When alarm(2) rings. */
  alarmAt: SimTime | null = null;

  /** The end of a pipe with a name that it has opened, while it waits for somebody at the other. */
  opening: OpenFile | null = null;

  /** What it sleeps on; null while it runs, waits for the processor or is stopped. */
  sleep: Blocked | null = null;
  /** Whether a handler ran since it went to sleep, and whether the call goes on all the same (SA_RESTART). */
  signalled: 'no' | 'restarts' | 'interrupts' = 'no';
  /** Calls its tracees made that it has not looked at yet. */
  readonly tracedCalls: TracedCall[] = [];
  /** Children of its tracees become its tracees (PTRACE_O_TRACEFORK). */
  tracesForks = false;
  /** The call it is in, while a tracer looks on. */
  observedCall: Pick<TracedCall, 'call' | 'args'> | null = null;

  /** It lets the others run once more before its new program begins. */
  isLoading = false;
  /** Its place in the run queue is taken. */
  queued = false;
  /** What it takes before it begins: a new process copies the pages that it writes to. */
  startUs = 0;
  /** It has never run. */
  isNew = true;
  readonly share = new Share();

  readonly #handlers = new Map<Signal, Handler>();
  readonly #kernel: KernelView;

  constructor(id: TaskId, kernel: KernelView, place: ProcessPlace, coroutine: Coroutine<number>) {
    this.id = id;
    this.#kernel = kernel;
    this.cwd = place.cwd;
    this.env = place.env;
    this.others = place.others;
    this.coroutine = coroutine;
  }

  /** Null once it is reaped. */
  get taskOrNull(): Task | null {
    return this.#kernel.state.tasks.get(this.id) ?? null;
  }

  get task(): Task {
    const task = this.taskOrNull;
    invariant(task !== null, `process ${this.id} has no task any more`);
    return task;
  }

  get kernelState(): KernelState {
    return this.#kernel.state;
  }

  setHandler(signal: Signal, run: SignalHandler, flags: SigAction['flags']): void {
    this.#handlers.set(signal, { run, flags });
  }

  /** A handler runs: it only notes what happened. */
  deliver(info: SigInfo): void {
    const handler = this.#handlers.get(info.signal);
    invariant(handler !== undefined, `process ${this.id} has no handler for ${info.signal}`);
    if (handler.flags.includes('SA_RESTART')) {
      if (this.signalled === 'no') this.signalled = 'restarts';
    } else this.signalled = 'interrupts';
    handler.run(info);
  }

  /** fork(2): everything is copied but the alarm; open files are shared. */
  fork(id: TaskId, coroutine: Coroutine<number>): Process {
    const child = new Process(id, this.#kernel, this, coroutine);
    child.files = this.files.copy();
    child.root = this.root;
    child.exe = this.exe;
    child.umask = this.umask;
    child.oomScoreAdj = this.oomScoreAdj;
    child.limits = this.limits;
    child.scheduling = this.scheduling.resetOnFork ? USUAL_SCHEDULING : this.scheduling;
    child.ioPriority = this.ioPriority;
    for (const [signal, handler] of this.#handlers) child.#handlers.set(signal, handler);
    return child;
  }

  /** execve(2) succeeded: handlers are gone, marked descriptors closed. */
  become(exe: Location, env: ReadonlyMap<string, string>, coroutine: Coroutine<number>): void {
    this.exe = exe;
    this.env = env;
    this.coroutine = coroutine;
    this.#handlers.clear();
    this.files.closeOnExec();
  }
}
