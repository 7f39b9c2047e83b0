// Every system call a program can make. The machine implements it; programs know nothing else of the machine.
//
// Numbers, paths and errors are as the calling process sees them: its PID namespace, its mount namespace, its
// directory, its ids. All text is text: a descriptor reads and writes strings.

import type { ReadingShell } from './reading-shell.ts';
import type { Capability } from '../kernel/abi/capability.ts';
import type { Signal, SigInfo } from '../kernel/abi/signal.ts';
import type { WaitStatus } from '../kernel/abi/wait-status.ts';
import type { CloneFlag, PriorityOf, WaitOption } from '../kernel/call.ts';
import type { CapabilitySets } from '../kernel/cred/capability-sets.ts';
import type { Resource, ResourceLimit } from './resource-limits.ts';
import type { LockKind } from './file-locks.ts';
import type { Coroutine, Failure } from './program.ts';
import type { IoPriority, Scheduling } from './scheduling.ts';
import type { OtherModes } from './tty/termios.ts';
import type { DeviceNumbers } from './vfs/inode.ts';

export type Fd = number;

/** A system call: its value, or how it failed. */
export type Sysc<T> = Coroutine<T | Failure>;

/** A handler only notes what happened, as a careful C program's does; it makes no system calls. */
export type SignalHandler = (info: SigInfo) => void;

export type OpenFlag = 'O_RDONLY' | 'O_WRONLY' | 'O_RDWR' | 'O_CREAT' | 'O_TRUNC' | 'O_APPEND' | 'O_EXCL' | 'O_CLOEXEC' | 'O_DIRECTORY' | 'O_NOCTTY' | 'O_NONBLOCK'; // prettier-ignore

export type MountFlag =
  | 'MS_RDONLY' | 'MS_NOSUID' | 'MS_NODEV' | 'MS_NOEXEC' | 'MS_REMOUNT' | 'MS_NOATIME' | 'MS_NODIRATIME' | 'MS_BIND' | 'MS_MOVE'
  | 'MS_REC' | 'MS_UNBINDABLE' | 'MS_PRIVATE' | 'MS_SLAVE' | 'MS_SHARED' | 'MS_RELATIME' | 'MS_STRICTATIME'; // prettier-ignore

/** Of the file system a path is on. */
export interface Statfs {
  readonly type: string;
  readonly dev: number;
  /** Bytes; 0 for one that is made of nothing. */
  readonly capacity: number;
  readonly used: number;
  readonly files: number;
}

export interface Stat {
  readonly kind: 'file' | 'directory' | 'symlink' | 'char' | 'fifo' | 'ns';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Of 512 bytes. */
  readonly blocks: number;
  readonly ino: number;
  readonly dev: number;
  readonly nlink: number;
  /** Of a character device: st_rdev, else null. */
  readonly device: DeviceNumbers | null;
  readonly mtime: number;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: Stat['kind'];
}

export interface Waited {
  /** The child's number for the caller; 0 with WNOHANG and nothing to report. */
  readonly pid: number;
  readonly status: WaitStatus | null;
}

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

export interface Termios extends OtherModes {
  readonly echo: boolean;
  readonly canonical: boolean;
  readonly icrnl: boolean;
  readonly tostop: boolean;
}

/**
 * A stop of a traced process at a system call, for strace(1): before it is carried out, once it is done, or before it is
 * taken up again after a signal.
 */
export interface TracedCall {
  /** The tracee's number as the tracer sees it. */
  readonly pid: number;
  readonly at: 'entry' | 'exit' | 'restart';
  /** The method of Sys and what it was given. */
  readonly call: keyof Sys;
  readonly args: readonly unknown[];
  /** What it answered, at its exit. */
  readonly result: unknown;
  /** The number of the child it made, as the tracer sees it. */
  readonly child?: number;
}

/** prctl(2), by its options. Those that read give 0 or 1, PR_GET_SECUREBITS the bits. */
export type PrctlCall =
  | readonly [option: 'PR_SET_NAME', comm: string]
  | readonly [option: 'PR_SET_PDEATHSIG', signal: Signal | 0]
  | readonly [option: 'PR_SET_CHILD_SUBREAPER' | 'PR_SET_KEEPCAPS' | 'PR_SET_DUMPABLE', value: boolean]
  | readonly [option: 'PR_SET_NO_NEW_PRIVS' | 'PR_GET_NO_NEW_PRIVS' | 'PR_GET_SECUREBITS' | 'PR_GET_DUMPABLE']
  | readonly [option: 'PR_SET_SECUREBITS', bits: number]
  | readonly [option: 'PR_CAPBSET_READ' | 'PR_CAPBSET_DROP', capability: Capability]
  | readonly [option: 'PR_CAP_AMBIENT', what: 'PR_CAP_AMBIENT_RAISE' | 'PR_CAP_AMBIENT_LOWER' | 'PR_CAP_AMBIENT_IS_SET', capability: Capability] // prettier-ignore
  | readonly [option: 'PR_CAP_AMBIENT', what: 'PR_CAP_AMBIENT_CLEAR_ALL'];

/** What capget(2) and capset(2) know of: three of the five sets. */
export type CapabilityData = Pick<CapabilitySets, 'effective' | 'permitted' | 'inheritable'>;

export interface Sys {
  // --- processes
  /** fork(2): `child` is what the copy runs; its return value is the copy's exit status. Descriptors, directory, mask and dispositions are copied. Handlers too. */
  fork(child: () => Coroutine<number>): Sysc<number>;
  clone(flags: readonly CloneFlag[], child: () => Coroutine<number>): Sysc<number>;
  /** Does not return when it succeeds. ENOENT, EACCES, ENOEXEC, EISDIR ... */
  execve(path: string, argv: readonly string[], env: ReadonlyMap<string, string>): Sysc<never>;
  exit(code: number): Coroutine<never>;
  wait4(pid: number, options?: readonly WaitOption[]): Sysc<Waited>;
  getpid(): Coroutine<number>;
  getppid(): Coroutine<number>;
  getpgid(pid: number): Sysc<number>;
  setpgid(pid: number, pgid: number): Sysc<number>;
  getsid(pid: number): Sysc<number>;
  setsid(): Sysc<number>;
  getresuid(): Coroutine<{ readonly ruid: number; readonly euid: number; readonly suid: number }>;
  /** Of who may do everything all three ids, else the effective one. EPERM, EINVAL. */
  setuid(uid: number): Sysc<number>;
  setgid(gid: number): Sysc<number>;
  setresuid(ids: { readonly ruid?: number; readonly euid?: number; readonly suid?: number }): Sysc<number>;
  getresgid(): Coroutine<{ readonly rgid: number; readonly egid: number; readonly sgid: number }>;
  setresgid(ids: { readonly rgid?: number; readonly egid?: number; readonly sgid?: number }): Sysc<number>;
  /** The supplementary groups. */
  getgroups(): Coroutine<readonly number[]>;
  /** EPERM, EINVAL. */
  setgroups(groups: readonly number[]): Sysc<number>;
  prctl(...call: PrctlCall): Sysc<number>;
  capget(): Coroutine<CapabilityData>;
  /** EPERM. */
  capset(data: CapabilityData): Sysc<number>;
  /** pidfd_open(2) of a process and poll(2) of it: sleeps until it has exited, be it reaped or not. ESRCH. */
  pollExit(pid: number): Sysc<number>;
  setrlimit(resource: Resource, limit: ResourceLimit): Sysc<number>;
  getrlimit(resource: Resource): Coroutine<ResourceLimit>;
  /** prlimit(2): the limit a process had; 0 is the caller, null leaves it as it is. ESRCH, EPERM, EINVAL. */
  prlimit(pid: number, resource: Resource, limit: ResourceLimit | null): Sysc<ResourceLimit>;

  // --- scheduling
  /** The nice value, from -20 to 19; the least of several. ESRCH. */
  getpriority(which: PriorityOf, who: number): Sysc<number>;
  /** ESRCH, EPERM, EACCES. */
  setpriority(which: PriorityOf, who: number, nice: number): Sysc<number>;
  /** sched_getattr(2). ESRCH. */
  getScheduler(pid: number): Sysc<Scheduling>;
  /** sched_setattr(2). ESRCH, EPERM, EINVAL. */
  setScheduler(pid: number, scheduling: Scheduling): Sysc<number>;
  /** The numbers of the processors it may run on. ESRCH. */
  getAffinity(pid: number): Sysc<readonly number[]>;
  /** ESRCH, EPERM, EINVAL. */
  setAffinity(pid: number, processors: readonly number[]): Sysc<number>;
  /** The highest of several. ESRCH. */
  getIoPriority(which: PriorityOf, who: number): Sysc<IoPriority>;
  /** ESRCH, EPERM, EINVAL. */
  setIoPriority(which: PriorityOf, who: number, priority: IoPriority): Sysc<number>;

  // --- signals
  kill(pid: number, signal: Signal | number): Sysc<number>;
  sigaction(signal: Signal, action: SignalHandler | 'default' | 'ignore', flags?: readonly ('SA_RESTART' | 'SA_NOCLDSTOP' | 'SA_NOCLDWAIT' | 'SA_RESETHAND')[]): Sysc<number>; // prettier-ignore
  /** The current disposition. */
  sigdisposition(signal: Signal): Coroutine<'default' | 'ignore' | 'handler'>;
  /** Returns the old mask. */
  sigprocmask(how: 'block' | 'unblock' | 'setmask', signals: readonly Signal[]): Sysc<readonly Signal[]>;
  /** sigwaitinfo(2): sleeps until one of them is pending and takes it. The caller has blocked them. EINTR: a handler ran. */
  sigtimedwait(signals: readonly Signal[]): Sysc<SigInfo>;
  /** Sleeps until a handler has run: always EINTR. */
  pause(): Sysc<never>;
  /** EINTR when a handler ran; the time that was left is lost. */
  nanosleep(ms: number): Sysc<number>;
  /** alarm(2), in milliseconds: SIGALRM to oneself after that time; 0 takes it back. Kept by exec, not inherited by fork. */
  alarm(ms: number): Coroutine<number>;
  /** Simulated milliseconds since boot. */
  clock(): Coroutine<number>;
  /**
   * sched_yield(2): the caller offers its turn, which is taken from it when the turn is nearly over; after that it is not
   * interrupted for a while. A loop that makes no other system call makes this one, or the machine can't interrupt it.
   */
  schedYield(): Coroutine<void>;

  // --- namespaces, mounts, tracing
  unshare(flags: readonly CloneFlag[]): Sysc<number>;
  /** setns(2) with the descriptor of a /proc/PID/ns file. */
  setns(fd: Fd, nstype: CloneFlag | null): Sysc<number>;
  /** ioctl_nsfs(2): a descriptor of the user namespace that owns the one behind `fd`, or of the one in which it is nested. */
  nsIoctl(fd: Fd, request: 'NS_GET_USERNS' | 'NS_GET_PARENT'): Sysc<Fd>;
  /** `data` is for the file system alone: `size=1m`. */
  mount(source: string, target: string, fstype: string, flags: readonly MountFlag[], data?: string): Sysc<number>; // prettier-ignore
  umount(target: string, flags?: readonly ('MNT_DETACH' | 'MNT_FORCE')[]): Sysc<number>;
  /** statfs(2). */
  statfs(path: string): Sysc<Statfs>;
  ptrace(request: 'SEIZE' | 'ATTACH' | 'TRACEME' | 'CONT' | 'DETACH' | 'INTERRUPT' | 'LISTEN', pid: number, signal?: Signal | 0): Sysc<number>; // prettier-ignore
  /** PTRACE_SYSCALL: where a tracee of the caller stopped at a call, in their order; null when a wait has something to report instead. */
  nextTracedCall(): Sysc<TracedCall | null>;
  /** PTRACE_O_TRACEFORK: whether children of the caller's tracees are its tracees as well, from their birth. */
  ptraceFollow(on: boolean): Coroutine<void>;
  /** PTRACE_GETSIGINFO: the signal that a tracee of the caller is stopped for. */
  ptraceSiginfo(pid: number): Sysc<SigInfo>;
  gethostname(): Coroutine<string>;
  sethostname(name: string): Sysc<number>;

  // --- files
  open(path: string, flags?: readonly OpenFlag[], mode?: number): Sysc<Fd>;
  /** '' at the end of the file. A terminal gives at most one line, with its newline; without canonical mode ^D arrives as \x04. */
  read(fd: Fd, max?: number): Sysc<string>;
  /** All of it or a failure; EPIPE comes with SIGPIPE. */
  write(fd: Fd, text: string): Sysc<number>;
  /** Where the next read or write begins, from the start of the file. ESPIPE where there is no such place. */
  lseek(fd: Fd, offset: number, whence?: 'SEEK_SET' | 'SEEK_CUR' | 'SEEK_END'): Sysc<number>;
  close(fd: Fd): Sysc<number>;
  dup2(from: Fd, to: Fd): Sysc<Fd>;
  /** The lowest free descriptor that is at least `least` (F_DUPFD). */
  dup(fd: Fd, least?: number): Sysc<Fd>;
  /** flock(2). EBADF, EAGAIN with LOCK_NB where it would sleep, EINTR. */
  flock(fd: Fd, operation: readonly (LockKind | 'LOCK_UN' | 'LOCK_NB')[]): Sysc<number>;
  setCloexec(fd: Fd, on: boolean): Sysc<number>;
  pipe(): Sysc<{ readonly read: Fd; readonly write: Fd }>;
  stat(path: string): Sysc<Stat>;
  lstat(path: string): Sysc<Stat>;
  fstat(fd: Fd): Sysc<Stat>;
  readlink(path: string): Sysc<string>;
  /** Names in the order of the directory, by its path or as it is open; without . and .. */
  readdir(place: string | Fd): Sysc<readonly DirEntry[]>;
  access(path: string, mode: 'F_OK' | 'R_OK' | 'W_OK' | 'X_OK'): Sysc<number>;
  chdir(path: string): Sysc<number>;
  fchdir(fd: Fd): Sysc<number>;
  chroot(path: string): Sysc<number>;
  getcwd(): Coroutine<string>;
  mkdir(path: string, mode?: number): Sysc<number>;
  unlink(path: string): Sysc<number>;
  rmdir(path: string): Sysc<number>;
  symlink(target: string, path: string): Sysc<number>;
  rename(from: string, to: string): Sysc<number>;
  chmod(path: string, mode: number): Sysc<number>;
  /** An id that is left out stays. Without `follow` a symbolic link itself is meant (lchown(2)). */
  chown(path: string, ids: { readonly uid?: number; readonly gid?: number }, how: { readonly follow: boolean }): Sysc<number>; // prettier-ignore
  /** mknod(2) with S_IFIFO: a pipe with a name. */
  mkfifo(path: string, mode?: number): Sysc<number>;
  link(from: string, to: string): Sysc<number>;
  /** utimensat(2): when it was last changed, in seconds since 1970; null for now. */
  utimes(path: string, mtime: number | null, how?: { readonly follow: boolean }): Sysc<number>;
  truncate(path: string, length: number): Sysc<number>;
  umask(mask: number): Coroutine<number>;

  // --- terminals
  isatty(fd: Fd): Coroutine<boolean>;
  /** The n of /dev/pts/n behind a descriptor, or null. */
  ttyOf(fd: Fd): Coroutine<number | null>;
  tcgetpgrp(fd: Fd): Sysc<number>;
  tcsetpgrp(fd: Fd, pgid: number): Sysc<number>;
  /** TIOCSCTTY. With `steal` from another session, which takes privilege. */
  setControllingTerminal(fd: Fd, steal?: boolean): Sysc<number>;
  /** TIOCNOTTY. ENOTTY. */
  giveUpTerminal(fd: Fd): Sysc<number>;
  tcgetattr(fd: Fd): Sysc<Termios>;
  tcsetattr(fd: Fd, termios: Termios): Sysc<number>;
  /** poll(2) of a terminal: whether something was typed within so many milliseconds, null: ever. True at once for what is no terminal. EINTR. */
  pollInput(fd: Fd, timeoutMs: number | null): Sysc<boolean>;
  windowSize(fd: Fd): Sysc<WindowSize>;
  /** TIOCSWINSZ: the foreground hears of another size with SIGWINCH. */
  setWindowSize(fd: Fd, size: WindowSize): Sysc<number>;
  /** Writes a prompt: like write, but the log can tell it from output. `shell` answers its line editor while the prompt waits. */
  writePrompt(fd: Fd, text: string, shell?: ReadingShell): Sysc<number>;
  /** Writes back what was typed, as a line editor does that has switched the terminal's own echo off. */
  writeEcho(fd: Fd, text: string): Sysc<number>;
}
