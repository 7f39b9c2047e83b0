// How often was each system call made, and how often did it fail? The table of strace -c; no time passes in a call here
// (fidelity: strace).

/** Numbers of x86-64, by which the table is sorted where nothing else tells calls apart. */
const NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    read: 0, write: 1, close: 3, lseek: 8, rt_sigaction: 13, rt_sigprocmask: 14, ioctl: 16, access: 21, pipe: 22, dup2: 33, pause: 34,
    alarm: 37, getpid: 39, clone: 56, fork: 57, vfork: 58, execve: 59, exit: 60, wait4: 61, kill: 62, uname: 63, fcntl: 72, flock: 73,
    truncate: 76, getcwd: 79, chdir: 80, rename: 82, mkdir: 83, rmdir: 84, link: 86, unlink: 87, symlink: 88, readlink: 89, chmod: 90,
    umask: 95, ptrace: 101, setuid: 105, setgid: 106, geteuid: 107, getegid: 108, setpgid: 109, getppid: 110, setsid: 112,
    getgroups: 115, setgroups: 116, setresuid: 117, setresgid: 119, getpgid: 121, getsid: 124, rt_sigtimedwait: 128, statfs: 137,
    getpriority: 140, setpriority: 141, prctl: 157, mount: 165, umount2: 166, sethostname: 170, getdents64: 217, restart_syscall: 219,
    clock_nanosleep: 230, exit_group: 231, openat: 257, mknodat: 259, fchownat: 260, newfstatat: 262, pselect6: 270, unshare: 272,
    utimensat: 280, pipe2: 293, prlimit64: 302, setns: 308, pidfd_open: 434,
  }),
); // prettier-ignore

const SORTS = ['time', 'time_total', 'total_time', 'min_time', 'max_time', 'avg_time', 'calls', 'count', 'errors', 'error', 'name', 'syscall', 'syscall_name', 'nothing', 'none'] as const; // prettier-ignore
export type SummarySort = (typeof SORTS)[number];

export function summarySort(text: string): SummarySort | null {
  return SORTS.find((sort) => sort === text) ?? null;
}

const RULE = '------ ----------- ----------- --------- --------- ----------------\n';

export class CallSummary {
  readonly #calls = new Map<string, { calls: number; errors: number }>();

  count(name: string, failed: boolean): void {
    const known = this.#calls.get(name) ?? { calls: 0, errors: 0 };
    this.#calls.set(name, { calls: known.calls + 1, errors: known.errors + (failed ? 1 : 0) });
  }

  /** Nothing where no call was made. */
  text(sort: SummarySort): string {
    const rows = [...this.#calls].map(([name, counts]) => ({ name, ...counts }));
    if (rows.length === 0) return '';
    const number = (name: string): number => NUMBERS.get(name) ?? Infinity;
    rows.sort((a, b) => number(a.name) - number(b.name) || (a.name < b.name ? -1 : 1));
    if (sort === 'calls' || sort === 'count') rows.sort((a, b) => b.calls - a.calls);
    else if (sort === 'errors' || sort === 'error') rows.sort((a, b) => b.errors - a.errors);
    else if (/name|syscall/.test(sort)) rows.sort((a, b) => (a.name < b.name ? -1 : 1));
    const sum = (key: 'calls' | 'errors'): number => rows.reduce((total, row) => total + row[key], 0);
    return [
      '% time     seconds  usecs/call     calls    errors syscall\n',
      RULE,
      ...rows.map(({ name, calls, errors }) => line('  0.00', calls, errors, name)),
      RULE,
      line('100.00', sum('calls'), sum('errors'), 'total'),
    ].join('');
  }
}

function line(share: string, calls: number, errors: number, name: string): string {
  const failures = errors === 0 ? '' : String(errors);
  return `${share}    0.000000           0 ${String(calls).padStart(9)} ${failures.padStart(9)} ${name}\n`;
}
