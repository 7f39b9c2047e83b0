// Every system call and every outside stimulus that `decide` can be asked to carry out, and what it answers.
//
// A call is made by one task (`by`). Numbers are the caller's own view: a `pid` here means what it means in the
// caller's PID namespace. Nothing in a call names a task by its TaskId except `by` and the handful of
// stimuli at the end, which come from the machine and not from a program.

import type { Capability, CapabilitySet } from './abi/capability.ts';
import type { Errno } from './abi/errno.ts';
import type { SigInfo, Signal } from './abi/signal.ts';
import type { WaitStatus } from './abi/wait-status.ts';
import type { Backlog } from './errand.ts';
import type { KernelEvent } from './event.ts';
import type { MntNsId, PidNsId, SimTime, TaskId, TtyId, UserNsId } from './ids.ts';
import type { NamespaceCharge } from './namespaces/ucounts.ts';
import type { KernelState, Mount, NamespaceKind, Propagation, UidMapping } from './state.ts';
import type { OtherNsKind, SigAction, WaitChannel } from './task.ts';

/** The CLONE_* flags that change anything here (clone(2)); others are accepted by their name and checked for legal combinations. */
export type CloneFlag =
  | 'CLONE_NEWPID' | 'CLONE_NEWUSER' | 'CLONE_NEWNS' | 'CLONE_PARENT' | 'CLONE_THREAD' | 'CLONE_SIGHAND' | 'CLONE_VM'
  | 'CLONE_FS' | 'CLONE_FILES' | 'CLONE_CLEAR_SIGHAND' | 'CLONE_VFORK' | 'CLONE_UNTRACED' | 'CLONE_SYSVSEM' | 'CLONE_IO'
  | 'CLONE_NEWUTS' | 'CLONE_NEWIPC' | 'CLONE_NEWNET' | 'CLONE_NEWCGROUP' | 'CLONE_NEWTIME'; // prettier-ignore

export type WaitOption = 'WNOHANG' | 'WUNTRACED' | 'WSTOPPED' | 'WEXITED' | 'WCONTINUED' | 'WNOWAIT' | '__WALL' | '__WCLONE' | '__WNOTHREAD'; // prettier-ignore

/** Which namespace setns(2) is given. The file was opened, with its own errors, by whoever makes the call. */
export type NsReference =
  | { readonly kind: 'pid'; readonly id: PidNsId }
  | { readonly kind: 'user'; readonly id: UserNsId }
  | { readonly kind: 'mnt'; readonly id: MntNsId };

/** A namespace of which no more is known here than who owns it (fidelity: other-namespaces). */
export interface OtherNsReference {
  readonly kind: OtherNsKind;
  readonly owner: UserNsId;
}

/** The inode numbers that new namespaces get. Which are free the machine knows, as open files hold namespaces, too. */
export interface NsNumbers {
  readonly user?: number;
  readonly mnt?: number;
  readonly pid?: number;
}

/** What is to be mounted; `of` is the mount that a bind copies. */
export interface NewMount {
  readonly mount: Omit<Mount, 'id' | 'pidNs' | 'peerGroup' | 'master' | 'locked'>;
  readonly of?: number;
}

/** Whose nice value: a process's, that of a process group, or that of all of a user. */
export type PriorityOf = 'PRIO_PROCESS' | 'PRIO_PGRP' | 'PRIO_USER';

interface By<Name extends string> {
  readonly call: Name;
  readonly by: TaskId;
}

export type Call =
  // birth, program, death
  /** `charges`: the namespaces that exist, as the machine knows them; it holds some by open files, and the records keep those that are gone. `chrooted`: the caller's root is not that of its mount namespace. */
  | (By<'clone'> & {
      readonly flags: readonly CloneFlag[];
      readonly exitSignal: Signal | null;
      readonly setTid?: readonly number[];
      readonly nsNumbers?: NsNumbers;
      readonly charges?: readonly NamespaceCharge[];
      readonly chrooted?: true;
    })
  /**
   * `setuid`, `setgid`: owner and group of the file, where it has the set-user-ID or set-group-ID bit. `unreadable`: the caller
   * may execute the file, but not read it.
   */
  | (By<'execve'> & {
      readonly comm: string;
      readonly exe: string;
      readonly argv: readonly string[];
      readonly setuid?: number;
      readonly setgid?: number;
      readonly unreadable?: true;
    })
  | (By<'setcomm'> & { readonly comm: string })
  | (By<'exit'> & { readonly code: number })
  // waiting: without WNOHANG the result may be `blocks`
  | (By<'wait4'> & { readonly pid: number; readonly options: readonly WaitOption[] })
  | (By<'waitid'> & {
      readonly idtype: 'P_ALL' | 'P_PID' | 'P_PGID' | 'P_PIDFD';
      readonly id: number | string;
      readonly options: readonly WaitOption[];
    })
  // identity
  | By<'getpid'>
  | By<'gettid'>
  | By<'getppid'>
  | (By<'getpgid'> & { readonly pid: number })
  | (By<'getsid'> & { readonly pid: number })
  | (By<'setpgid'> & { readonly pid: number; readonly pgid: number })
  | By<'setsid'>
  | (By<'getpriority'> & { readonly which: PriorityOf; readonly who: number })
  /** `niceLimits`: RLIMIT_NICE of every process that has one; the machine keeps the limits. */
  | (By<'setpriority'> & {
      readonly which: PriorityOf;
      readonly who: number;
      readonly nice: number;
      readonly niceLimits?: ReadonlyMap<TaskId, number>;
    })
  | (By<'setresuid'> & { readonly ruid?: number; readonly euid?: number; readonly suid?: number })
  | By<'getresuid'>
  | (By<'setresgid'> & { readonly rgid?: number; readonly egid?: number; readonly sgid?: number })
  | By<'getresgid'>
  | (By<'setgroups'> & { readonly groups: readonly number[] })
  | By<'getgroups'>
  // capabilities; the getters of prctl(2) and capget(2) are the machine's: they only read the caller's credentials
  | (By<'capset'> & {
      readonly effective: CapabilitySet;
      readonly permitted: CapabilitySet;
      readonly inheritable: CapabilitySet;
    })
  | (By<'capbset_drop'> & { readonly cap: Capability })
  /** Without `cap` none is ambient any more. */
  | (By<'cap_ambient'> & { readonly raise: boolean; readonly cap?: Capability })
  | (By<'set_securebits'> & { readonly bits: number })
  | (By<'set_keepcaps'> & { readonly value: boolean })
  | By<'set_no_new_privs'>
  | (By<'set_dumpable'> & { readonly value: number })
  // signals; sig 0 tests. A number that is no signal is EINVAL, after the search for the target (PNS-56)
  | (By<'kill'> & { readonly pid: number; readonly sig: Signal | number })
  | (By<'tgkill'> & { readonly pid: number; readonly sig: Signal | number })
  | (By<'sigqueue'> & { readonly pid: number; readonly sig: Signal | number; readonly value: number })
  | (By<'sigaction'> & { readonly sig: Signal | number; readonly action: SigAction })
  | (By<'sigprocmask'> & { readonly how: 'block' | 'unblock' | 'setmask'; readonly sigs: readonly Signal[] })
  | By<'sigpending'>
  | (By<'sigtimedwait'> & { readonly sigs: readonly Signal[] })
  // namespaces
  | (By<'unshare'> & {
      readonly flags: readonly CloneFlag[];
      readonly privatePropagation?: boolean;
      readonly nsNumbers?: NsNumbers;
      readonly charges?: readonly NamespaceCharge[];
      readonly chrooted?: true;
    })
  | (By<'setns'> & { readonly ns: NsReference | OtherNsReference; readonly nstype: CloneFlag | null })
  | (By<'setns_pidfd'> & { readonly pidfd: string; readonly flags: readonly CloneFlag[] })
  | (By<'write_uid_map'> & {
      readonly ns: UserNsId;
      readonly kind: 'uid' | 'gid';
      readonly map: readonly UidMapping[];
    })
  | (By<'write_setgroups'> & { readonly ns: UserNsId; readonly setgroups: 'allow' | 'deny' })
  | (By<'set_last_pid'> & { readonly value: number; readonly ns?: PidNsId })
  | (By<'get_last_pid'> & { readonly ns?: PidNsId })
  | (By<'set_pid_max'> & { readonly value: number; readonly ns?: PidNsId })
  | (By<'get_pid_max'> & { readonly ns?: PidNsId })
  | (By<'set_ucount_max'> & { readonly kind: NamespaceKind; readonly value: number })
  | (By<'ns_ioctl'> & { readonly request: string; readonly ns: PidNsId; readonly pid?: number })
  | (By<'reboot'> & { readonly cmd: string })
  // prctl
  | (By<'set_subreaper'> & { readonly value: boolean })
  | By<'get_subreaper'>
  | (By<'set_pdeathsig'> & { readonly sig: Signal | number })
  | By<'get_pdeathsig'>
  // ptrace
  | (By<'ptrace'> & {
      readonly request: 'SEIZE' | 'ATTACH' | 'TRACEME' | 'CONT' | 'DETACH' | 'INTERRUPT' | 'LISTEN';
      readonly pid: number;
      readonly sig?: Signal | number;
      readonly options?: readonly 'EXITKILL'[];
    })
  // descriptors and messages
  | (By<'pidfd_open'> & { readonly pid: number; readonly as: string; readonly flags: readonly string[] })
  | (By<'pidfd_send_signal'> & {
      readonly pidfd: string;
      readonly sig: Signal | number;
      readonly flags: readonly string[];
    })
  | (By<'pidfd_close'> & { readonly pidfd: string })
  | (By<'scm_send'> & { readonly pid?: number; readonly uid?: number })
  | By<'scm_recv'>
  // mounts: the machine has resolved paths and checked that they exist; permission is checked here
  | (By<'mount'> &
      NewMount & {
        /** With a recursive bind: what hangs below, in order of mounting. */
        readonly below?: readonly NewMount[];
      })
  | (By<'remount'> & { readonly mount: number; readonly options: string })
  | (By<'move_mount'> & { readonly mount: number; readonly target: string })
  | (By<'umount'> & { readonly target: string; readonly detach?: boolean })
  /** Of one mount, or with `recursive` of all below as well; of the whole namespace where none is named. */
  | (By<'set_propagation'> & {
      readonly propagation: Propagation;
      readonly mount?: number;
      readonly recursive?: boolean;
    })
  // terminals
  /** `steal`: from whatever session has it, which takes CAP_SYS_ADMIN. */
  | (By<'tiocsctty'> & { readonly tty: TtyId; readonly steal?: boolean })
  | (By<'tiocnotty'> & { readonly tty: TtyId })
  | (By<'tcsetpgrp'> & { readonly tty: TtyId; readonly pgid: number })
  | (By<'tcsetattr'> & {
      readonly tty: TtyId;
      readonly echo: boolean;
      readonly canonical: boolean;
      readonly icrnl: boolean;
      readonly tostop: boolean;
    })
  /** A background process reads or (with tostop) writes its controlling terminal: SIGTTIN/SIGTTOU to its group, or EIO where orphaned. */
  | (By<'tty_job_control'> & { readonly tty: TtyId; readonly op: 'read' | 'write' })
  | (By<'tty_write'> & {
      readonly tty: TtyId;
      readonly text: string;
      readonly kind: 'output' | 'prompt' | 'echo';
    })
  // facts that the machine reports about the task, so that the log has them
  | (By<'procfs_opened'> & {
      readonly path: string;
      readonly mountPidNs: PidNsId;
      readonly about: TaskId | null;
    })
  | (By<'syscall_failed'> & { readonly of: CallName; readonly errno: Errno })
  | (By<'block'> & { readonly on: WaitChannel })
  | By<'wake'>;

/** What comes from outside every task: the keyboard, the clock, the driver of a terminal. */
export type Stimulus =
  | { readonly stimulus: 'clock'; readonly to: SimTime }
  | { readonly stimulus: 'tty_opened'; readonly tty: TtyId; readonly columns: number; readonly rows: number }
  /** The window of the other end has another size: SIGWINCH to the foreground group. */
  | { readonly stimulus: 'tty_resized'; readonly tty: TtyId; readonly columns: number; readonly rows: number }
  | { readonly stimulus: 'tty_echo'; readonly tty: TtyId; readonly text: string }
  /** ^C, ^\, ^Z: the driver signals the foreground group. */
  | {
      readonly stimulus: 'tty_signal';
      readonly tty: TtyId;
      readonly signal: 'SIGINT' | 'SIGQUIT' | 'SIGTSTP';
    }
  /** A task that a signal has woken gets the processor. */
  | { readonly stimulus: 'turn'; readonly task: TaskId }
  /** alarm(2) rang: SIGALRM, from the kernel. */
  | { readonly stimulus: 'alarm'; readonly task: TaskId }
  /** The other end was closed: SIGHUP and SIGCONT to the session leader and the foreground group. */
  | { readonly stimulus: 'tty_hangup'; readonly tty: TtyId };

/** Names for `SyscallFailed`: also calls that only the machine knows (open, mount ...). */
export type CallName = Call['call'] | 'fork' | 'open' | 'read' | 'write' | 'readlink' | 'chdir' | 'tcsetpgrp';

/** What the caller gets back. */
export type CallResult =
  /** Success. `extra` carries what the call reports beyond a number. */
  | ({ readonly ret: number } & CallExtra)
  | { readonly errno: Errno }
  /** The caller is gone, or stopped and will find its call done when continued. */
  | { readonly noreturn: true }
  /** Nothing to report yet; the machine puts the caller to sleep on this and asks again when it wakes. */
  | { readonly blocks: WaitChannel };

export interface CallExtra {
  readonly status?: WaitStatus;
  readonly info?: {
    readonly pid: number;
    readonly uid: number;
    readonly code: SigInfo['code'];
    readonly status: number;
  } | null;
  readonly pending?: readonly Signal[];
  /** The signal that sigtimedwait took. */
  readonly siginfo?: SigInfo;
  readonly oldAction?: SigAction;
  readonly oldMask?: readonly Signal[];
  readonly ids?: { readonly ruid: number; readonly euid: number; readonly suid: number };
  readonly groupIds?: { readonly rgid: number; readonly egid: number; readonly sgid: number };
  readonly groups?: readonly number[];
  readonly credentials?: { readonly pid: number; readonly uid: number };
  /** clone: the new task, for whoever has to give it a program to run. Not visible to programs. */
  readonly task?: TaskId;
}

export interface Decision {
  /** In order. Applying them with `evolve` to the state that was asked gives `state`. */
  readonly events: readonly KernelEvent[];
  readonly state: KernelState;
  readonly result: CallResult;
  /** Who has been woken and waits for a turn. */
  readonly backlog: Backlog;
}
