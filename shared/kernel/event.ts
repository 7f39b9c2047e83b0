// Every fact the simulated machine can record, in the past tense. The log is made of these and nothing else.
//
// Events are plain JSON, small, and enough for `evolve`: it never searches, it only writes what the event says.
// `actor` is the task whose system call or death caused the fact; null when an input from outside did (a key, the clock).
// `rule` names the kernel rule that decided it, where one did (SEMANTICS, PNS-nn): it is the answer to "why?".

import type { Errno } from './abi/errno.ts';
import type { SigInfo, Signal } from './abi/signal.ts';
import type { WaitStatus } from './abi/wait-status.ts';
import type { CallName } from './call.ts';
import type { Pid, PidId, PidNsId, SimTime, TaskId, TtyId } from './ids.ts';
import type { Fact } from './fact.ts';
import type {
  Mounted,
  Unmounted,
  PropagationChanged,
  MountChanged,
  MountMoved,
  ProcfsOpened,
} from './mount-event.ts';
import type {
  LastPidSet,
  MountNamespaceCreated,
  NamespaceRebooted,
  PidMaxSet,
  PidNamespaceClosed,
  PidNamespaceCreated,
  SetgroupsDenied,
  SharingEnded,
  TaskJoinedNamespace,
  TaskUnshared,
  UcountMaxSet,
  UidMapWritten,
  UserNamespaceCreated,
} from './namespace-event.ts';
import type { Credentials, Nsproxy, PtraceState, SharedStruct, SigAction, WaitChannel } from './task.ts';

// --- birth and program -------------------------------------------------------------------------------------------

/** fork(2), clone(2): a process was made. What it inherits, evolve copies from `copyOf`. */
export interface TaskForked extends Fact<'TaskForked'> {
  readonly task: TaskId;
  /** The task that was copied: the caller. */
  readonly copyOf: TaskId;
  /** Its parent: the caller, or the caller's parent with CLONE_PARENT. */
  readonly parent: TaskId | null;
  readonly ns: PidNsId;
  /** Outermost first. */
  readonly numbers: readonly Pid[];
  readonly exitSignal: Signal | null;
  readonly cred: Credentials;
  readonly nsproxy: Nsproxy;
  readonly clearSighand?: true;
  /** What it has in common with `copyOf` instead of a copy. Left out where there is nothing. */
  readonly shares?: readonly SharedStruct[];
  /** The caller waits until it runs another program or ends (CLONE_VFORK). */
  readonly vfork?: true;
  /** First process of its namespace (PNS-01). */
  readonly init?: true;
}
/** The counters of these namespaces moved (PNS-06); also by a fork that then failed (PNS-13). */
export interface PidsAllocated extends Fact<'PidsAllocated'> {
  readonly counters: readonly { readonly ns: PidNsId; readonly lastPid: number }[];
}
export interface TaskExecuted extends Fact<'TaskExecuted'> {
  readonly task: TaskId;
  readonly comm: string;
  readonly exe: string;
  readonly argv: readonly string[];
  /** Capabilities after exec (PNS-92). */
  readonly cred: Credentials;
  /** Left out where it stays: in its new memory it enters the time namespace that was made for children. */
  readonly nsproxy?: Nsproxy;
  /** It gained privilege, so the parent-death signal was cleared. */
  readonly clearsPdeath?: true;
  /** Its user may not trace it, for it has more privilege than that user, or a program that the user may not read. */
  readonly undumpable?: true;
}
export interface CommChanged extends Fact<'CommChanged'> {
  readonly task: TaskId;
  readonly comm: string;
}

// --- signals -----------------------------------------------------------------------------------------------------

/**
 * A signal was sent to one task. `outcome`:
 * `queued` it is pending (delivery follows if it is not blocked) · `ignored` the receiver ignores it ·
 * `dropped` the receiver is an init without a handler (PNS-30, PNS-31) · `coalesced` it was pending already (PNS-61) ·
 * `zombie` accepted without effect (PNS-40).
 */
export interface SignalSent extends Fact<'SignalSent'> {
  readonly to: TaskId;
  readonly info: SigInfo;
  readonly outcome: 'queued' | 'ignored' | 'dropped' | 'coalesced' | 'zombie';
  /** Why it was sent when no kill(2) did it. */
  readonly because?: 'child' | 'parent-death' | 'zap' | 'orphaned-group' | 'tty' | 'ptrace' | 'pipe';
  /** Pending signals that this one removed (PNS-60). */
  readonly flushed?: readonly Signal[];
  /** Sent to the thread, not the process (tgkill, ptrace). */
  readonly thread?: true;
}
/** A pending signal was taken off the queue and acted on. */
export interface SignalDelivered extends Fact<'SignalDelivered'> {
  readonly task: TaskId;
  readonly info: SigInfo;
  /**
   * `traced`: it stops for its tracer, who decides what becomes of the signal (PNS-75). `taken`: the program asked for it
   * (sigtimedwait(2)).
   */
  readonly action: 'handler' | 'ignore' | 'terminate' | 'stop' | 'dropped' | 'traced' | 'taken';
  /** SA_RESETHAND put the action back to the default. */
  readonly reset?: true;
  /** It was pending for the thread, not the process. */
  readonly thread?: true;
  /** It ends the task without having been taken off the queue (complete_signal), or a tracer put it in: nothing leaves the queue. */
  readonly queueKept?: true;
}
export interface SignalActionChanged extends Fact<'SignalActionChanged'> {
  readonly task: TaskId;
  readonly signal: Signal;
  readonly action: SigAction;
  /** Pending instances that setting "ignore" discarded. */
  readonly discarded?: true;
}
/** A handler is to run with everything blocked, but the task stops before it does; or it has run now, and the mask is as before. */
export interface HandlerHeldUp extends Fact<'HandlerHeldUp'> {
  readonly task: TaskId;
}
export interface HandlerReturned extends Fact<'HandlerReturned'> {
  readonly task: TaskId;
}
export interface SignalMaskChanged extends Fact<'SignalMaskChanged'> {
  readonly task: TaskId;
  readonly blocked: readonly Signal[];
}

// --- life --------------------------------------------------------------------------------------------------------

export interface TaskSlept extends Fact<'TaskSlept'> {
  readonly task: TaskId;
  readonly on: WaitChannel;
}
export interface TaskWoke extends Fact<'TaskWoke'> {
  readonly task: TaskId;
}
export interface TaskStopped extends Fact<'TaskStopped'> {
  readonly task: TaskId;
  readonly signal: Signal;
  /** The group stop was in effect already (a tracer had let it run): there is nothing new to report. */
  readonly renewed?: true;
}
export interface TaskContinued extends Fact<'TaskContinued'> {
  readonly task: TaskId;
}
/** SIGNAL_CLD_CONTINUED: its parent is to hear of its continue later, or has heard by now. */
export interface CldContinuedChanged extends Fact<'CldContinuedChanged'> {
  readonly task: TaskId;
  readonly due: boolean;
}
/** do_exit began. */
export interface TaskExited extends Fact<'TaskExited'> {
  readonly task: TaskId;
  readonly status: WaitStatus;
  /** An init whose namespace still holds numbers goes to `exiting`, everything else straight on (PNS-37). */
  readonly held: boolean;
}
export interface TaskReparented extends Fact<'TaskReparented'> {
  readonly task: TaskId;
  readonly from: TaskId;
  readonly to: TaskId | null;
}
export interface TaskBecameZombie extends Fact<'TaskBecameZombie'> {
  readonly task: TaskId;
  readonly status: WaitStatus;
}
/** release_task: its numbers are free again unless a group or session keeps them. `by` is null when the kernel did it. */
export interface TaskReaped extends Fact<'TaskReaped'> {
  readonly task: TaskId;
  readonly by: TaskId | null;
}
/** A wait collected a stop or a continue, which is then no longer reported. */
export interface ChildReported extends Fact<'ChildReported'> {
  readonly task: TaskId;
  readonly status: WaitStatus;
}

// --- identity, groups, sessions ----------------------------------------------------------------------------------

export interface GroupChanged extends Fact<'GroupChanged'> {
  readonly task: TaskId;
  readonly pgrp: PidId;
}
/** setsid(2): session and group take the caller's number; the controlling terminal is let go. */
export interface SessionCreated extends Fact<'SessionCreated'> {
  readonly task: TaskId;
}
export interface CredentialsChanged extends Fact<'CredentialsChanged'> {
  readonly task: TaskId;
  readonly cred: Credentials;
  /**
   * The effective uid or gid changed, or privilege was gained: the parent-death signal was cleared (PNS-48), and the memory
   * is not dumpable any more.
   */
  readonly clearsPdeath?: true;
}
/** PR_SET_DUMPABLE. */
export interface DumpableSet extends Fact<'DumpableSet'> {
  readonly task: TaskId;
  readonly dumpable: boolean;
}
/** PR_SET_NO_NEW_PRIVS. */
export interface NoNewPrivsSet extends Fact<'NoNewPrivsSet'> {
  readonly task: TaskId;
}
export interface SubreaperSet extends Fact<'SubreaperSet'> {
  readonly task: TaskId;
  readonly value: boolean;
}
export interface ParentDeathSignalSet extends Fact<'ParentDeathSignalSet'> {
  readonly task: TaskId;
  readonly signal: Signal | null;
}

/** setpriority(2). */
export interface NiceChanged extends Fact<'NiceChanged'> {
  readonly task: TaskId;
  readonly nice: number;
}

// --- ptrace ------------------------------------------------------------------------------------------------------

export interface TaskTraced extends Fact<'TaskTraced'> {
  readonly task: TaskId;
  /** Null for one outside the machine. */
  readonly tracer: TaskId | null;
  readonly ptrace: PtraceState;
}
export interface TaskUntraced extends Fact<'TaskUntraced'> {
  readonly task: TaskId;
}
/** A tracee entered or left a ptrace stop, or its trace details changed. `stopped` tells whether it now is in one. */
export interface TraceChanged extends Fact<'TraceChanged'> {
  readonly task: TaskId;
  readonly ptrace: PtraceState;
  readonly stopped: boolean;
}

// --- descriptors and messages ------------------------------------------------------------------------------------

export interface PidfdsChanged extends Fact<'PidfdsChanged'> {
  readonly task: TaskId;
  readonly pidfds: Readonly<Record<string, PidId>>;
  /** Left out where there is none. */
  readonly threadPidfds?: readonly string[];
}
export interface MailboxChanged extends Fact<'MailboxChanged'> {
  readonly sent?: { readonly pid: PidId | null; readonly uid: number; readonly ns: PidNsId };
  readonly taken?: true;
}

// --- terminals and time ------------------------------------------------------------------------------------------

export interface TtyOpened extends Fact<'TtyOpened'> {
  readonly tty: TtyId;
  readonly columns: number;
  readonly rows: number;
}
/** The window around it changed (TIOCSWINSZ). */
export interface TtyResized extends Fact<'TtyResized'> {
  readonly tty: TtyId;
  readonly columns: number;
  readonly rows: number;
}
/** A session took the terminal as its controlling one (TIOCSCTTY); null: it was hung up or given back, and has no foreground group any more. */
export interface TtyControlChanged extends Fact<'TtyControlChanged'> {
  readonly tty: TtyId;
  readonly session: PidId | null;
  /** Whose controlling terminal it became: the session's leader; or no longer is: the whole session. In order of birth. */
  readonly tasks: readonly TaskId[];
}
/** A process that does not lead its session has no controlling terminal any more (TIOCNOTTY). */
export interface TtyGivenUp extends Fact<'TtyGivenUp'> {
  readonly task: TaskId;
}
export interface TtyForegroundChanged extends Fact<'TtyForegroundChanged'> {
  readonly tty: TtyId;
  readonly foreground: PidId | null;
}
export interface TtyModeChanged extends Fact<'TtyModeChanged'> {
  readonly tty: TtyId;
  readonly echo: boolean;
  readonly canonical: boolean;
  readonly icrnl: boolean;
  readonly tostop: boolean;
}
/** Text appeared on the terminal: output of a program, or the echo of what was typed (`actor` null). State keeps no text; the timeline does. */
export interface TtyWrote extends Fact<'TtyWrote'> {
  readonly tty: TtyId;
  readonly text: string;
  /** What kind of text it is, so that a screen reader or a transcript can tell prompt from output. */
  readonly kind: 'output' | 'echo' | 'prompt';
}
export interface TtyClosed extends Fact<'TtyClosed'> {
  readonly tty: TtyId;
}
export interface ClockAdvanced extends Fact<'ClockAdvanced'> {
  readonly to: SimTime;
}

// --- refusals ----------------------------------------------------------------------------------------------------

/** A system call failed. This is a fact: the learner's EINVAL is in the log and can be graded. */
export interface SyscallFailed extends Fact<'SyscallFailed'> {
  readonly call: CallName;
  readonly errno: Errno;
  /** The number that was asked for, where the call names a process by number. */
  readonly pid?: number;
  readonly signal?: Signal;
  /** The process that number named, where it named one (EPERM). */
  readonly target?: TaskId;
  /** The namespace the call was about, where there is one (ENOMEM of a closed namespace). */
  readonly ns?: PidNsId;
}

export type KernelEvent =
  | TaskForked | PidsAllocated | TaskExecuted | CommChanged
  | PidNamespaceCreated | UserNamespaceCreated | MountNamespaceCreated | TaskUnshared | SharingEnded | TaskJoinedNamespace
  | PidNamespaceClosed | UidMapWritten | SetgroupsDenied | PidMaxSet | LastPidSet | UcountMaxSet | NamespaceRebooted
  | Mounted | Unmounted | PropagationChanged | MountChanged | MountMoved | ProcfsOpened
  | SignalSent | SignalDelivered | SignalActionChanged | SignalMaskChanged | HandlerHeldUp | HandlerReturned
  | TaskSlept | TaskWoke | TaskStopped | TaskContinued | CldContinuedChanged | TaskExited | TaskReparented | TaskBecameZombie | TaskReaped | ChildReported
  | GroupChanged | SessionCreated | CredentialsChanged | DumpableSet | NoNewPrivsSet | SubreaperSet | ParentDeathSignalSet | NiceChanged
  | TaskTraced | TaskUntraced | TraceChanged | PidfdsChanged | MailboxChanged
  | TtyOpened | TtyResized | TtyControlChanged | TtyGivenUp | TtyForegroundChanged | TtyModeChanged | TtyWrote | TtyClosed | ClockAdvanced
  | SyscallFailed; // prettier-ignore

export type KernelEventType = KernelEvent['type'];
