// The parts of one running machine, and who is told what when the kernel records an event.

import type { SigInfo } from '../kernel/abi/signal.ts';
import type { KernelEvent } from '../kernel/event.ts';
import type { MntNsId, PidId, TaskId, TtyId } from '../kernel/ids.ts';
import { isExiting } from '../kernel/selectors.ts';
import type { KernelState } from '../kernel/state.ts';
import { WaitQueue } from './blocking.ts';
import { FileLocks } from './file-locks.ts';
import { LiveKernel } from './live-kernel.ts';
import type { Process } from './process.ts';
import type { ProgramTable } from './program-table.ts';
import { Scheduler } from './scheduler.ts';
import { recordTracedCall } from './traced-calls.ts';
import { Terminals } from './tty/terminals.ts';
import { mountNamespace } from './vfs/mounts.ts';
import { Filesystems } from './vfs/filesystems.ts';
import { Vfs } from './vfs/vfs.ts';
import type { World } from './world.ts';

export class System {
  readonly world: World;
  readonly programs: ProgramTable;
  readonly kernel: LiveKernel;
  readonly scheduler: Scheduler;
  readonly terminals: Terminals;
  readonly filesystems: Filesystems;
  readonly vfs: Vfs;
  /** Living processes, by TaskId. A zombie has none: it has no program and no files any more. */
  readonly processes = new Map<TaskId, Process>();
  /** What is left of those that have ended: how they were scheduled, and their limits. */
  readonly #zombies = new Map<TaskId, Process>();

  /** Who sleeps until some process has exited (pidfd_open(2)). */
  readonly exits: WaitQueue = this.newWaitQueue();

  readonly locks = new FileLocks(() => this.newWaitQueue());

  /** Terminals whose session lost its leader, but which somebody still has open. */
  readonly #leaderless = new Map<TtyId, { session: PidId | undefined; readonly readers: Set<Process> }>();
  #nextPipeInode = 20001;

  constructor(world: World, programs: ProgramTable, seed: number, state: KernelState) {
    this.world = world;
    this.programs = programs;
    this.kernel = new LiveKernel(
      state,
      (event) => {
        this.#react(event);
      },
      (task) => {
        this.#letTakeTurn(task);
      },
    );
    this.scheduler = new Scheduler(this.kernel, world.limits.eventsPerInput);
    this.terminals = new Terminals(this.kernel, () => this.newWaitQueue());
    this.filesystems = new Filesystems(this, seed);
    this.vfs = new Vfs(
      this.kernel,
      (mount) => this.filesystems.rootInodeOf(mount),
      (names) => {
        this.scheduler.chargePath(names);
      },
    );
  }

  /** A pipe's number, as `pipe:[4711]` shows it. */
  nextPipeInode(): number {
    return this.#nextPipeInode++;
  }

  newWaitQueue(): WaitQueue {
    return new WaitQueue((process) => {
      this.scheduler.enqueue(process);
    });
  }

  /** A process or a zombie; undefined once it is reaped. */
  unreaped(id: TaskId): Process | undefined {
    return this.processes.get(id) ?? this.#zombies.get(id);
  }

  /** A process that can run from now on. */
  start(process: Process): void {
    this.processes.set(process.id, process);
    this.scheduler.enqueue(process);
  }

  /** What this process waits for may have come. Whoever died with others in one call is told nothing more. */
  recheck(process: Process): void {
    if (process.queued || process.taskOrNull === null) return;
    if (process.sleep?.ready() === true) this.scheduler.enqueue(process);
  }

  #letTakeTurn(id: TaskId): void {
    const process = this.processes.get(id);
    if (process === undefined) this.kernel.giveTurn(id);
    else this.scheduler.enqueue(process);
    this.scheduler.spendOn('wake');
  }

  #react(event: KernelEvent): void {
    switch (event.type) {
      case 'MountNamespaceCreated':
        this.#copyMounts(event.copyOf, event.ns);
        return;
      case 'TaskExecuted':
        this.#observeExec(event.task);
        return;
      case 'TaskExited':
        this.#end(event.task);
        return;
      case 'SignalSent':
        this.#askSignalWaiter(event.to);
        return;
      case 'SignalDelivered':
        if (event.action === 'handler') this.#deliver(event.task, event.info);
        return;
      case 'TaskWoke':
        this.#mayRun(event.task);
        return;
      case 'TaskStopped':
        this.#stopAside(event.task);
        this.#askWaiters(event.task);
        return;
      case 'TaskBecameZombie':
        this.#askWaiters(event.task);
        this.exits.notify();
        return;
      case 'TaskContinued':
      case 'TaskTraced':
      case 'TraceChanged':
      case 'TaskUntraced':
        this.#mayRun(event.task);
        this.#askWaiters(event.task);
        return;
      case 'TaskReparented':
        this.#askWaiter(event.to);
        return;
      case 'TaskReaped':
        this.#zombies.delete(event.task);
        this.exits.notify();
        // the kernel reaped it itself: whoever waited for its last child finds that it has none
        if (event.by === null) for (const id of this.processes.keys()) this.#askWaiter(id);
        return;
      case 'TtyControlChanged':
        if (event.session === null) this.#leaderIsGone(event.tty, event.actor);
        return;
      case 'TtyClosed':
        this.terminals.close(event.tty);
        return;
      default:
        return;
    }
  }

  /** The leader of its session ended. One that lives only lets go of its terminal. */
  #leaderIsGone(tty: TtyId, actor: TaskId | null): void {
    const leader = actor === null ? undefined : this.kernel.state.tasks.get(actor);
    if (leader !== undefined && !isExiting(leader)) return;
    if (this.#holders(tty).some(({ taskOrNull }) => taskOrNull?.id !== leader?.id))
      this.#leaderless.set(tty, { session: leader?.session, readers: new Set() });
    else this.#close(tty);
  }

  #closeLeaderless(): void {
    for (const tty of this.#leaderless.keys()) if (this.#holders(tty).length === 0) this.#close(tty);
  }

  /**
   * A terminal whose leader is gone stays for whoever was seen reading from it (a shell within the shell), and for
   * another session that has it open; what runs in its background does not keep its window open.
   */
  closeUnreadTerminals(): void {
    for (const [tty, { session, readers }] of this.#leaderless) {
      for (const reader of this.terminals.get(tty)?.readers.sleepers ?? []) readers.add(reader);
      const keeps = (holder: Process): boolean =>
        readers.has(holder) || (holder.taskOrNull !== null && holder.taskOrNull.session !== session);
      if (!this.#holders(tty).some(keeps)) this.#close(tty);
    }
  }

  #holders(tty: TtyId): readonly Process[] {
    return [...this.processes.values()].filter((process) => holdsTerminal(process, tty));
  }

  #close(tty: TtyId): void {
    this.#leaderless.delete(tty);
    if (this.kernel.state.ttys.get(tty)?.session === null)
      this.kernel.stimulate({ stimulus: 'tty_hangup', tty });
  }

  #copyMounts(from: MntNsId, to: MntNsId): void {
    const copies = mountNamespace(this.kernel.state, to).mounts;
    mountNamespace(this.kernel.state, from).mounts.forEach((mount, index) => {
      const copy = copies[index];
      if (copy !== undefined) this.filesystems.copyMount(mount, copy);
    });
  }

  /** A tracer sees the call return, although the program that made it is no more. */
  #observeExec(id: TaskId): void {
    const process = this.processes.get(id);
    if (process?.observedCall)
      recordTracedCall(this, process, { ...process.observedCall, at: 'exit', result: 0 });
  }

  /** Its program never goes on; its files are closed, which others may be waiting for. */
  #end(id: TaskId): void {
    const process = this.processes.get(id);
    if (process === undefined) return;
    this.processes.delete(id);
    this.#zombies.set(id, process);
    this.scheduler.forget(process);
    process.files.closeAll();
    process.opening?.dropReference();
    this.#closeLeaderless();
  }

  #deliver(id: TaskId, info: SigInfo): void {
    const process = this.processes.get(id);
    if (process === undefined) return;
    process.deliver(info);
    if (process.sleep !== null) this.scheduler.enqueue(process);
  }

  /** From the keyboard, for one: it had the processor to itself, and is owed nothing. */
  #stopAside(id: TaskId): void {
    const process = this.processes.get(id);
    if (process !== undefined && process !== this.scheduler.running) process.share.lagUs = 0;
  }

  /** A stopped process was let go on: it asks its call again. */
  #mayRun(id: TaskId): void {
    const process = this.processes.get(id);
    if (process?.taskOrNull?.state === 'running') this.scheduler.enqueue(process);
  }

  /** Something about a child changed that its parent or tracer may be waiting for. */
  #askWaiters(child: TaskId): void {
    const task = this.kernel.state.tasks.get(child);
    if (task === undefined) return;
    this.#askWaiter(task.tracer);
    this.#askWaiter(task.parent);
  }

  #askSignalWaiter(id: TaskId): void {
    const process = this.processes.get(id);
    if (process?.sleep?.blocks.on === 'signal') this.recheck(process);
  }

  #askWaiter(id: TaskId | null): void {
    const process = id === null ? undefined : this.processes.get(id);
    if (process?.sleep?.blocks.on === 'child') this.recheck(process);
  }
}

function holdsTerminal({ files }: Process, tty: TtyId): boolean {
  return files.files().some(({ inode }) => inode.kind === 'char' && inode.tty === tty);
}
