// Which system calls can strace -e trace= be asked for, singly and by class? strace(1). A pure table.

import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import { ownEntry } from '../../../own-entry.ts';

const PROCESS = ['clone', 'clone3', 'fork', 'vfork', 'execve', 'execveat', 'exit', 'exit_group', 'wait4', 'waitid', 'kill', 'tkill', 'tgkill', 'pidfd_open', 'pidfd_send_signal', 'unshare', 'setns', 'arch_prctl', 'rt_sigqueueinfo'] as const; // prettier-ignore
const FILE = ['open', 'openat', 'stat', 'lstat', 'newfstatat', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink', 'readlinkat', 'chdir', 'getcwd', 'mkdir', 'mkdirat', 'unlink', 'unlinkat', 'link', 'linkat', 'mknod', 'mknodat', 'chown', 'lchown', 'fchownat', 'truncate', 'utimensat', 'statfs', 'rmdir', 'symlink', 'symlinkat', 'rename', 'renameat', 'chmod', 'fchmodat', 'mount', 'umount2', 'execve', 'chroot'] as const; // prettier-ignore
const DESC = ['read', 'write', 'close', 'dup', 'dup2', 'dup3', 'pipe', 'pipe2', 'fcntl', 'ioctl', 'getdents64', 'openat', 'poll', 'select', 'pselect6', 'lseek', 'mmap', 'fstat', 'newfstatat'] as const; // prettier-ignore
const SIGNAL = ['rt_sigaction', 'rt_sigprocmask', 'rt_sigsuspend', 'rt_sigtimedwait', 'rt_sigpending', 'pause', 'kill', 'tkill', 'tgkill', 'rt_sigqueueinfo', 'sigaltstack', 'pidfd_send_signal'] as const; // prettier-ignore
const CREDENTIALS = ['getuid', 'geteuid', 'getgid', 'getegid', 'setuid', 'setgid', 'getresuid', 'setresuid', 'getgroups', 'setgroups', 'prctl', 'capget', 'capset'] as const; // prettier-ignore
/** Every call of x86-64, whether anybody here makes it or not. */
const OTHERS: readonly string[] = `
  _sysctl accept accept4 access acct add_key adjtimex afs_syscall alarm arch_prctl bind bpf brk capget capset chdir
  chmod chown chroot clock_adjtime clock_getres clock_gettime clock_nanosleep clock_settime clone clone3 close
  close_range connect copy_file_range creat create_module delete_module dup dup2 dup3 epoll_create epoll_create1
  epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2 execve execveat exit
  exit_group faccessat faccessat2 fadvise64 fallocate fanotify_init fanotify_mark fchdir fchmod fchmodat fchown
  fchownat fcntl fdatasync fgetxattr finit_module flistxattr flock fork fremovexattr fsconfig fsetxattr fsmount
  fsopen fspick fstat fstatfs fsync ftruncate futex futex_waitv futimesat get_kernel_syms get_mempolicy
  get_robust_list get_thread_area getcpu getcwd getdents getdents64 getegid geteuid getgid getgroups getitimer
  getpeername getpgid getpgrp getpid getpmsg getppid getpriority getrandom getresgid getresuid getrlimit getrusage
  getsid getsockname getsockopt gettid gettimeofday getuid getxattr init_module inotify_add_watch inotify_init
  inotify_init1 inotify_rm_watch io_cancel io_destroy io_getevents io_pgetevents io_setup io_submit io_uring_enter
  io_uring_register io_uring_setup ioctl ioperm iopl ioprio_get ioprio_set kcmp kexec_file_load kexec_load keyctl
  kill landlock_add_rule landlock_create_ruleset landlock_restrict_self lchown lgetxattr link linkat listen
  listxattr llistxattr lookup_dcookie lremovexattr lseek lsetxattr lstat madvise mbind membarrier memfd_create
  memfd_secret migrate_pages mincore mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap modify_ldt mount
  mount_setattr move_mount move_pages mprotect mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedsend
  mq_unlink mremap msgctl msgget msgrcv msgsnd msync munlock munlockall munmap name_to_handle_at nanosleep
  newfstatat nfsservctl open open_by_handle_at open_tree openat openat2 pause perf_event_open personality
  pidfd_getfd pidfd_open pidfd_send_signal pipe pipe2 pivot_root pkey_alloc pkey_free pkey_mprotect poll ppoll prctl
  pread64 preadv preadv2 prlimit64 process_madvise process_mrelease process_vm_readv process_vm_writev pselect6
  ptrace putpmsg pwrite64 pwritev pwritev2 query_module quotactl quotactl_fd read readahead readlink readlinkat
  readv reboot recvfrom recvmmsg recvmsg remap_file_pages removexattr rename renameat renameat2 request_key
  restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
  rt_sigtimedwait rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr
  sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setattr sched_setparam
  sched_setscheduler sched_yield seccomp security select semctl semget semop semtimedop sendfile sendmmsg sendmsg
  sendto set_mempolicy set_mempolicy_home_node set_robust_list set_thread_area set_tid_address setdomainname
  setfsgid setfsuid setgid setgroups sethostname setitimer setns setpgid setpriority setregid setresgid setresuid
  setreuid setrlimit setsid setsockopt settimeofday setuid setxattr shmat shmctl shmdt shmget shutdown sigaltstack
  signalfd signalfd4 socket socketpair splice stat statfs statx swapoff swapon symlink symlinkat sync
  sync_file_range syncfs sysfs sysinfo syslog tee tgkill time timer_create timer_delete timer_getoverrun
  timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime times tkill truncate tuxcall umask
  umount2 uname unlink unlinkat unshare uselib userfaultfd ustat utime utimensat utimes vfork vhangup vmsplice
  vserver wait4 waitid write writev
`
  .trim()
  .split(/\s+/);

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

/** The calls of a list: names, classes and patterns, all but those behind `!`. Null for every call; what is wrong with it. */
export function callsIn(list: string): ReadonlySet<string> | null | string {
  const isInverted = list.startsWith('!');
  const text = isInverted ? list.slice(1) : list;
  if (text === 'all' || text === 'none') return (text === 'all') === isInverted ? new Set() : null;
  const named = new Set<string>();
  for (const item of text.split(',')) {
    const calls = callsNamed(item.replace(/^\?/, ''));
    if (calls === null && !item.startsWith('?')) return `invalid system call '${item}'`;
    for (const call of calls ?? []) named.add(call);
  }
  return isInverted ? new Set([...ALL].filter((call) => !named.has(call))) : named;
}

/** The calls that a name, a class or a pattern stands for; null where nobody knows it. */
function callsNamed(name: string): readonly string[] | null {
  const classMembers = ownEntry(CLASSES, name.replace(/^%/, ''));
  if (classMembers !== undefined) return classMembers;
  if (ALL.has(name)) return [name];
  if (!name.startsWith('/')) return null;
  const pattern = compileRegex(name.slice(1), 'extended');
  return pattern instanceof Regex ? [...ALL].filter((call) => pattern.test(call)) : null;
}
