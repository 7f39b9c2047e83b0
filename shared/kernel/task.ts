// What the kernel knows about one process (struct task_struct, the parts that this lab models).
//
// A record is flat and frozen; lists between records are intrusive (sibling links), so that linking one child
// under a parent of ten thousand costs the same as under a parent of one.

import type { CapabilitySet } from './abi/capability.ts';
import type { SigInfo, Signal } from './abi/signal.ts';
import type { WaitStatus } from './abi/wait-status.ts';
import type { Gid, MntNsId, PidId, PidNsId, SimTime, TaskId, TtyId, Uid, UserNsId } from './ids.ts';

/**
 * Where a task stands in its life. Each is defined by what it no longer prevents:
 * - `running`: on the processor or ready for it.
 * - `sleeping`: waits for something (`waitingFor`); a signal it does not block wakes it.
 * - `stopped`: a group stop; only SIGCONT and SIGKILL move it (PNS-60).
 * - `traced`: in a ptrace stop; only its tracer and SIGKILL move it (PNS-75).
 * - `exiting`: a namespace init that has ended but whose namespace still holds numbers (PNS-37). It runs nothing, can't be waited for.
 * - `zombie`: has ended; no longer keeps its children, memory or files, still keeps its numbers and its status (PNS-09).
 * - `dead`: reaped; its record is gone. Only the lifecycle machine ever names this state.
 */
export type LifeState = 'running' | 'sleeping' | 'stopped' | 'traced' | 'exiting' | 'zombie' | 'dead';

/** What a sleeping task waits for. */
export type WaitChannel =
  | { readonly on: 'child' }
  /** With `sigs`, for one of them to be pending (sigtimedwait(2)); while it waits they count as not blocked. */
  | { readonly on: 'signal'; readonly sigs?: readonly Signal[] }
  | { readonly on: 'timer'; readonly until: SimTime }
  | { readonly on: 'tty'; readonly tty: TtyId; readonly op: 'read' | 'write' }
  | { readonly on: 'pipe'; readonly op: 'read' | 'write' }
  | { readonly on: 'flock' }
  /** For a child of CLONE_VFORK to run another program or to end. Nothing but a deadly signal wakes it (TASK_KILLABLE). */
  | { readonly on: 'vfork'; readonly child: TaskId };

/** What a signal does when it arrives. `handler` means "some code of the program"; which code is the program's business. */
export type Disposition = 'default' | 'ignore' | 'handler';

export interface SigAction {
  readonly disposition: Disposition;
  readonly flags: readonly ('SA_NOCLDSTOP' | 'SA_NOCLDWAIT' | 'SA_RESETHAND' | 'SA_RESTART')[];
}

export interface Credentials {
  readonly ruid: Uid;
  readonly euid: Uid;
  readonly suid: Uid;
  readonly rgid: Gid;
  readonly egid: Gid;
  readonly sgid: Gid;
  /** The supplementary ones, in ascending order. The filesystem ids are always the effective ones. */
  readonly groups: readonly Gid[];
  readonly userNs: UserNsId;
  readonly permitted: CapabilitySet;
  readonly effective: CapabilitySet;
  /** Left out where nothing was ever changed: nothing inheritable or ambient, nothing taken from the bounding set, no secure bits. */
  readonly inheritable?: CapabilitySet;
  readonly ambient?: CapabilitySet;
  readonly bounding?: CapabilitySet;
  readonly securebits?: number;
}

/** The part of struct mm_struct that decides who may look into it. */
export interface MemoryOwner {
  /** SUID_DUMP_USER: no privilege came into it from elsewhere, so that its own user may trace it. */
  readonly dumpable: boolean;
  /** The user namespace in which its program was started. */
  readonly userNs: UserNsId;
}

/** The part of struct nsproxy that this lab models. A task's own PID namespace is not here: it is that of its `pid` and never changes. */
export interface Nsproxy {
  /** Where children go: changed by unshare(2) and setns(2), never the caller's own place (PNS-20, PNS-26). */
  readonly pidNsForChildren: PidNsId;
  readonly mntNs: MntNsId;
  /** The user namespaces that own the others it is in. What is not named belongs to the lab's root. */
  readonly owners?: Readonly<Partial<Record<OtherNsKind | 'time_for_children', UserNsId>>>;
}

/** The namespaces that the kernel part of this lab does not follow (fidelity: other-namespaces). */
export type OtherNsKind = 'uts' | 'ipc' | 'cgroup' | 'net' | 'time';

/** What CLONE_FILES, CLONE_FS, CLONE_VM and CLONE_SIGHAND let two tasks have in common (clone(2)). */
export type SharedStruct = 'files' | 'fs' | 'mm' | 'sighand';

export interface Task {
  readonly id: TaskId;
  /** Thread group leader; equals `id`, since every process here has one thread (fidelity: threads). */
  readonly tgid: TaskId;
  /** Its numbers, one per level. */
  readonly pid: PidId;
  readonly state: LifeState;
  /** Set exactly while `state` is `sleeping`. */
  readonly waitingFor: WaitChannel | null;

  /** At most 15 characters, as in the kernel. */
  readonly comm: string;
  readonly argv: readonly string[];
  /** The path execve(2) was given; empty for a task that never called it. */
  readonly exe: string;
  readonly startedAt: SimTime;

  /** real_parent. Null only for a task whose parent is outside the simulated machine. */
  readonly parent: TaskId | null;
  /** Children in list order: order of birth, adopted ones appended (PNS-50, PNS-82). */
  readonly firstChild: TaskId | null;
  readonly lastChild: TaskId | null;
  readonly prevSibling: TaskId | null;
  readonly nextSibling: TaskId | null;
  /** Counts its execve calls, and the parent's count when it was forked: a parent that is another program by now gets SIGCHLD, not `exitSignal`. */
  readonly selfExecId: number;
  readonly parentExecId: number;

  /** Process group and session, named by the struct pid of the leader they were made by (PNS-12, PNS-70). */
  readonly pgrp: PidId;
  readonly session: PidId;
  /** The process group's members, those that joined last first (hlist of struct pid). */
  readonly prevInGroup: TaskId | null;
  readonly nextInGroup: TaskId | null;
  /** Controlling terminal. */
  readonly tty: TtyId | null;
  /** Of a session leader whose terminal was hung up: the foreground group of that moment. It hears of it when the leader ends. */
  readonly ttyOldPgrp: PidId | null;
  /** Has called execve since its parent forked it (setpgid(2) EACCES, PNS-71). */
  readonly didExec: boolean;
  /** vfork_done: who waits until it runs another program or ends. */
  readonly vforkDone: TaskId | null;

  readonly nsproxy: Nsproxy;
  readonly cred: Credentials;
  readonly mm: MemoryOwner;

  /** Only signals whose action is not the default stand here. */
  readonly actions: Readonly<Partial<Record<Signal, SigAction>>>;
  readonly blocked: readonly Signal[];
  /** What is blocked again once the handler has run that a stop keeps from running; null when there is none. */
  readonly sigreturnMask: readonly Signal[] | null;
  /** Sent to the process, in order of arrival; a standard signal at most once (PNS-61). */
  readonly pending: readonly SigInfo[];
  /** Sent to the thread (tgkill, ptrace): taken before `pending`. */
  readonly threadPending: readonly SigInfo[];
  /** From -20 to 19 (nice(2)); inherited by fork, kept by exec. */
  readonly nice: number;
  readonly childSubreaper: boolean;
  readonly pdeathSignal: Signal | null;
  /** PR_SET_NO_NEW_PRIVS: no execve gives it anything; for good, and for all its children. */
  readonly noNewPrivs: boolean;

  readonly exitSignal: Signal | null;
  /** Set from the moment it is exiting. */
  readonly exitStatus: WaitStatus | null;
  /** A stop or continue that no wait has collected yet (PNS-51). */
  readonly unreported: WaitStatus | null;
  /** The signal of the current group stop; null when none. */
  readonly groupStop: Signal | null;
  /** SIGNAL_CLD_CONTINUED: its parent is to hear that it continues once it comes to get_signal. Where that is at once, this is not set. */
  readonly cldContinued: boolean;

  /** Null, with `ptrace` set, where it is traced from outside the machine. */
  readonly tracer: TaskId | null;
  /** Whom it traces; the last one attached first. */
  readonly tracees: readonly TaskId[];
  /** Details of ptrace, null when not traced. The kernel's own affair. */
  readonly ptrace: PtraceState | null;

  /**
   * What it shares with others: for each such struct its next user, in a ring that leads back here. What is not named
   * is its own alone. What a shared struct holds (`pidfds`, `actions`, `mm`) stands in the record of every user alike.
   */
  readonly nextUser: Readonly<Partial<Record<SharedStruct, TaskId>>>;

  /** pidfd handles this task holds; inherited by fork, closed by exec (PNS-85). */
  readonly pidfds: Readonly<Record<string, PidId>>;
  /** Those of them opened with PIDFD_THREAD: a signal through one goes to the thread. */
  readonly threadPidfds: readonly string[];

  /** seq of the last event that changed this record: same id and same v means the same record. */
  readonly v: number;
}

export interface PtraceState {
  /** ptracer_cred: the privileges with which it was made a tracee; its own where it asked for that itself. */
  readonly tracerCred: Credentials;
  readonly seized: boolean;
  readonly exitKill: boolean;
  /** PTRACE_LISTEN: it stays in its stop, but is neither waited for nor asked anything until something happens. */
  readonly listening: boolean;
  /** What the current ptrace stop is for; null when it runs. */
  readonly stop: WaitStatus | null;
  /** The stop has been collected by the tracer's wait. */
  readonly collected: boolean;
  /** The signal held back by the current stop, and whether it came from `threadPending`. */
  readonly held: SigInfo | null;
  readonly heldThread: boolean;
  /** JOBCTL_STOP_DEQUEUED: no SIGCONT came since the last signal was taken. */
  readonly stopDequeued: boolean;
  /** JOBCTL_TRAP_STOP: it stops once more when it next runs. */
  readonly trapStop: boolean;
  /** JOBCTL_TRAP_NOTIFY: a seized one has to report that its group stop changed. */
  readonly trapNotify: boolean;
}
