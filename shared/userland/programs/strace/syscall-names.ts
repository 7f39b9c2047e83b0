// Which system calls can strace -e trace= be asked for, singly and by class? strace(1). A pure table.

import { ownEntry } from '../../../own-entry.ts';

const PROCESS = ['clone', 'clone3', 'fork', 'vfork', 'execve', 'execveat', 'exit', 'exit_group', 'wait4', 'waitid', 'kill', 'tkill', 'tgkill', 'pidfd_open', 'pidfd_send_signal', 'unshare', 'setns', 'arch_prctl', 'rt_sigqueueinfo'] as const; // prettier-ignore
const FILE = ['open', 'openat', 'stat', 'lstat', 'newfstatat', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink', 'readlinkat', 'chdir', 'getcwd', 'mkdir', 'mkdirat', 'unlink', 'unlinkat', 'rmdir', 'symlink', 'symlinkat', 'rename', 'renameat', 'chmod', 'fchmodat', 'mount', 'umount2', 'execve', 'chroot'] as const; // prettier-ignore
const DESC = ['read', 'write', 'close', 'dup', 'dup2', 'dup3', 'pipe', 'pipe2', 'fcntl', 'ioctl', 'getdents64', 'openat', 'poll', 'select', 'pselect6', 'lseek', 'mmap', 'fstat', 'newfstatat'] as const; // prettier-ignore
const SIGNAL = ['rt_sigaction', 'rt_sigprocmask', 'rt_sigsuspend', 'rt_sigtimedwait', 'rt_sigpending', 'pause', 'kill', 'tkill', 'tgkill', 'rt_sigqueueinfo', 'sigaltstack', 'pidfd_send_signal'] as const; // prettier-ignore
const CREDENTIALS = ['getuid', 'geteuid', 'getgid', 'getegid', 'setuid', 'setgid', 'getresuid', 'setresuid', 'getgroups', 'setgroups', 'prctl', 'capget', 'capset'] as const; // prettier-ignore
const OTHERS = ['getpid', 'getppid', 'gettid', 'getpgid', 'getpgrp', 'setpgid', 'getsid', 'setsid', 'ptrace', 'nanosleep', 'clock_nanosleep', 'clock_gettime', 'alarm', 'setitimer', 'sethostname', 'uname', 'umask', 'prlimit64', 'getrlimit', 'setrlimit', 'sched_yield', 'brk', 'munmap', 'mprotect', 'socket', 'connect', 'bind', 'listen', 'accept', 'getpriority', 'setpriority', 'reboot', 'pivot_root', 'restart_syscall', 'futex', 'getrandom', 'set_tid_address'] as const; // prettier-ignore

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  process: PROCESS,
  file: FILE,
  desc: DESC,
  signal: SIGNAL,
  creds: CREDENTIALS,
  network: ['socket', 'connect', 'bind', 'listen', 'accept'],
  memory: ['brk', 'mmap', 'munmap', 'mprotect'],
  pure: ['getpid', 'getppid', 'gettid', 'getuid', 'geteuid', 'getgid', 'getegid', 'getpgrp'],
};

const ALL: ReadonlySet<string> = new Set([
  ...PROCESS,
  ...FILE,
  ...DESC,
  ...SIGNAL,
  ...CREDENTIALS,
  ...OTHERS,
]);

/** The calls that a name or a class stands for; null for a name nobody knows. */
export function callsNamed(name: string): readonly string[] | null {
  const classMembers = ownEntry(CLASSES, name.replace(/^%/, ''));
  if (classMembers !== undefined) return classMembers;
  return ALL.has(name) ? [name] : null;
}
