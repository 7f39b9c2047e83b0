// How does strace write a system call: which one it is, its arguments, what it answered? One entry for each method of Sys.

import {
  cloneFlags,
  octal,
  quoted,
  resultText,
  siginfoText,
  signalSet,
  signalText,
  statusText,
} from './values.ts';
import { isFailure, isRecord, numberAt, statOf, textAt, waitedOf, wordsAt } from './traced.ts';
import { signalNumber } from '../../../kernel/abi/signal.ts';
import type { SigInfo, Signal } from '../../../kernel/abi/signal.ts';
import type { Sys, TracedCall } from '../../sys.ts';

export interface Described {
  /** The name that -e trace= chooses by. */
  readonly name: string;
  /** The arguments that are known before the call is carried out, and those that it fills in. */
  readonly given: string;
  readonly filledIn: string;
  readonly result: string;
}

/** `unabridged`: environments in full. */
type Describe = (call: Made, stringLimit: number, unabridged: boolean) => Described | null;
type Made = Pick<TracedCall, 'call' | 'args' | 'result'>;

/** Stands in a text of arguments before the first that the call fills in; in quotes it is escaped. */
const FILLED_IN = '\u0001';

/** Where a program's memory would be. */
const [STACK, HEAP, TID] = ['0x7ffd9e9a7b50', '0x7ffe8a9ee340', '0x7f7063aaea10'];
const DIRENT_BYTES = 32;

/** Null for a call that Linux does not have. */
export function describeCall(call: Made, stringLimit: number, unabridged = false): Described | null {
  return (TABLE[call.call] ?? unknown)(call, stringLimit, unabridged);
}

const unknown: Describe = () => null;

function made(name: string, args: string, result: unknown): Described {
  const [given = '', filledIn = ''] = args.split(FILLED_IN);
  return { name, given, filledIn, result: typeof result === 'string' ? result : resultText(result) };
}

/** A call whose arguments are written one after the other. */
function plain(
  name: string,
  ...write: readonly ((args: readonly unknown[], at: number) => string)[]
): Describe {
  return ({ args, result }) => made(name, write.map((each, at) => each(args, at)).join(', '), result);
}

const number = (args: readonly unknown[], at: number): string => String(numberAt(args, at));
const path = (args: readonly unknown[], at: number): string => quoted(textAt(args, at));
const mode = (args: readonly unknown[], at: number): string =>
  octal(args[at] === undefined ? 0o777 : numberAt(args, at));
// the argument of kill and its kin is a signal's name or number
const signal = (args: readonly unknown[], at: number): string =>
  signalText((args[at] ?? 0) as Signal | number);

/** What an ioctl of the terminal reads or sets. */
function ioctl(request: string, value: (call: Made) => string): Describe {
  return (call) =>
    made(
      'ioctl',
      `${numberAt(call.args, 0)}, ${request}, ${value(call)}`,
      typeof call.result === 'boolean' || !isFailure(call.result) ? 0 : call.result,
    );
}

const TERMIOS = '{c_iflag=ICRNL|IXON, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, c_cflag=B38400|CS8|CREAD, c_lflag=ISIG|ICANON|ECHO|ECHOE|ECHOK|IEXTEN|ECHOCTL|ECHOKE, ...}'; // prettier-ignore

function clone(flags: readonly string[], result: unknown): Described {
  const namespaces = cloneFlags(flags) === '0' ? '' : `${cloneFlags(flags)}|`;
  return made(
    'clone',
    `child_stack=NULL, flags=${namespaces}CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD${FILLED_IN}, child_tidptr=${TID}`,
    result,
  );
}

const wait4: Describe = ({ args, result }) => {
  const waited = waitedOf(result);
  const ended = waited?.status ?? null;
  const status = ended === null ? STACK : statusText(ended);
  const options = wordsAt(args, 1).join('|') || '0';
  return made(
    'wait4',
    `${numberAt(args, 0)}, ${FILLED_IN}${status}, ${options}, NULL`,
    waited?.pid ?? result,
  );
};

const execve: Describe = ({ args, result }, _stringLimit, unabridged) => {
  const env = args[2];
  const count = env instanceof Map ? env.size : 0;
  const argv = wordsAt(args, 1)
    .map((word) => quoted(word))
    .join(', ');
  const variables =
    env instanceof Map ? [...env].map(([name, value]) => quoted(`${String(name)}=${String(value)}`)) : [];
  const shown = unabridged ? `[${variables.join(', ')}]` : `${HEAP} /* ${count} vars */`;
  return made('execve', `${path(args, 0)}, [${argv}], ${shown}`, result);
};

const sigaction: Describe = ({ args, result }) => {
  const action = args[1];
  const handler = action === 'default' ? 'SIG_DFL' : action === 'ignore' ? 'SIG_IGN' : '0x55d0c0de1000';
  const flags = wordsAt(args, 2).join('|') || '0';
  return made(
    'rt_sigaction',
    `${signal(args, 0)}, {sa_handler=${handler}, sa_mask=[], sa_flags=${flags}}, NULL, 8`,
    result,
  );
};

const sigprocmask: Describe = ({ args, result }) => {
  const how = { block: 'SIG_BLOCK', unblock: 'SIG_UNBLOCK', setmask: 'SIG_SETMASK' }[textAt(args, 0)] ?? '0';
  // both are lists of signals by the contract of sigprocmask
  const old = Array.isArray(result) ? signalSet(result as readonly Signal[]) : 'NULL';
  return made(
    'rt_sigprocmask',
    `${how}, ${signalSet(wordsAt(args, 1) as readonly Signal[])}, ${FILLED_IN}${old}, 8`,
    isFailure(result) ? result : 0,
  );
};

const sigtimedwait: Describe = ({ args, result }) => {
  const signals = signalSet(wordsAt(args, 0) as readonly Signal[]);
  if (!isRecord(result) || isFailure(result))
    return made('rt_sigtimedwait', `${signals}, ${FILLED_IN}${STACK}, NULL, 8`, result);
  // by the contract of sigtimedwait
  const info = result as unknown as SigInfo;
  const taken = `${signalNumber(info.signal)} (${info.signal})`;
  return made('rt_sigtimedwait', `${signals}, ${FILLED_IN}${siginfoText(info)}, NULL, 8`, taken);
};

const mount: Describe = ({ args, result }) => {
  const order = ['MS_RDONLY', 'MS_NOSUID', 'MS_NODEV', 'MS_NOEXEC', 'MS_REMOUNT', 'MS_NOATIME', 'MS_NODIRATIME', 'MS_BIND', 'MS_MOVE', 'MS_REC', 'MS_UNBINDABLE', 'MS_PRIVATE', 'MS_SLAVE', 'MS_SHARED', 'MS_RELATIME', 'MS_STRICTATIME']; // prettier-ignore
  const flags = order.filter((flag) => wordsAt(args, 3).includes(flag));
  const data = textAt(args, 4);
  const type = textAt(args, 2) === '' ? 'NULL' : path(args, 2);
  return made(
    'mount',
    `${path(args, 0)}, ${path(args, 1)}, ${type}, ${flags.join('|') || '0'}, ${data === '' ? 'NULL' : quoted(data)}`,
    result,
  );
};

const open: Describe = ({ args, result }) => {
  const flags = wordsAt(args, 1).join('|') || 'O_RDONLY';
  const creates = flags.includes('O_CREAT')
    ? `, ${octal(args[2] === undefined ? 0o666 : numberAt(args, 2))}`
    : '';
  return made('openat', `AT_FDCWD, ${path(args, 0)}, ${flags}${creates}`, result);
};

const read: Describe = ({ args, result }, limit) =>
  made(
    'read',
    `${numberAt(args, 0)}, ${FILLED_IN}${typeof result === 'string' ? quoted(result, limit) : STACK}, ${args[1] === undefined ? 131072 : numberAt(args, 1)}`,
    typeof result === 'string' ? result.length : result,
  );

const write: Describe = ({ args, result }, limit) => {
  const text = textAt(args, 1);
  return made('write', `${numberAt(args, 0)}, ${quoted(text, limit)}, ${text.length}`, result);
};

function stat(which: (args: readonly unknown[]) => string, flags: string): Describe {
  return ({ args, result }) => {
    const found = statOf(result);
    const kinds: Readonly<Record<string, string>> = {
      directory: 'S_IFDIR',
      symlink: 'S_IFLNK',
      char: 'S_IFCHR',
      fifo: 'S_IFIFO',
    };
    const shown =
      found === null
        ? STACK
        : `{st_mode=${kinds[found.kind] ?? 'S_IFREG'}|${octal(found.mode)}, st_size=${found.size}, ...}`;
    return made('newfstatat', `${which(args)}, ${FILLED_IN}${shown}, ${flags}`, found === null ? result : 0);
  };
}

const readlink: Describe = ({ args, result }) =>
  made(
    'readlink',
    `${path(args, 0)}, ${FILLED_IN}${typeof result === 'string' ? quoted(result) : STACK}, 64`,
    typeof result === 'string' ? result.length : result,
  );

function timespec(ms: number): string {
  return `{tv_sec=${Math.floor(ms / 1000)}, tv_nsec=${Math.round((ms % 1000) * 1e6)}}`;
}

const sleep: Describe = ({ args, result }) => {
  const time = timespec(numberAt(args, 0));
  const interrupted = isFailure(result) ? '? ERESTART_RESTARTBLOCK (Interrupted by signal)' : result;
  return made('clock_nanosleep', `CLOCK_REALTIME, 0, ${time}, ${FILLED_IN}${STACK}`, interrupted);
};

const setIds =
  (kind: 'u' | 'g'): Describe =>
  ({ args, result }) => {
    const ids = isRecord(args[0]) ? args[0] : {};
    const [real, effective, saved] = ['r', 'e', 's'].map((which) => {
      const id = ids[`${which}${kind}id`];
      return typeof id === 'number' ? id : -1;
    });
    return made(`setres${kind}id`, `${real}, ${effective}, ${saved}`, result);
  };

const setgroups: Describe = ({ args, result }) => {
  const groups = Array.isArray(args[0]) ? args[0] : [];
  const list = groups.length === 0 ? 'NULL' : `[${groups.join(', ')}]`;
  return made('setgroups', `${groups.length}, ${list}`, result);
};

const prctl: Describe = ({ args, result }) => {
  const option = textAt(args, 0);
  const rest = args.slice(1).map((value) => {
    if (typeof value === 'boolean') return value ? '1' : '0';
    if (option === 'PR_SET_NAME') return quoted(String(value));
    return option === 'PR_SET_PDEATHSIG' ? signalText(value as Signal | number) : String(value);
  });
  if (option === 'PR_SET_NO_NEW_PRIVS') rest.push('1');
  return made('prctl', [option, ...rest].join(', '), result);
};

/** prlimit64(2), which the C library calls for getrlimit(3) and setrlimit(3) as well. */
function limit(pid: number, resource: unknown, wanted: unknown, result: unknown): Described {
  const text = (value: unknown): string => {
    const amount = (key: string): string => {
      const number = isRecord(value) ? value[key] : null;
      if (typeof number !== 'number') return 'RLIM64_INFINITY';
      return number > 1024 && number % 1024 === 0 ? `${number / 1024}*1024` : String(number);
    };
    return `{rlim_cur=${amount('soft')}, rlim_max=${amount('hard')}}`;
  };
  const old = isRecord(result) && !isFailure(result) ? text(result) : 'NULL';
  const args = `${pid}, RLIMIT_${String(resource).toUpperCase()}, ${wanted === null ? 'NULL' : text(wanted)}, ${FILLED_IN}${old}`; // prettier-ignore
  return made('prlimit64', args, isFailure(result) ? result : 0);
}

const TABLE: Readonly<Partial<Record<keyof Sys, Describe>>> = {
  fork: ({ result }) => clone([], result),
  clone: ({ args, result }) => clone(wordsAt(args, 0), result),
  execve,
  exit: ({ args }) => made('exit_group', number(args, 0), '?'),
  wait4,
  getpid: plain('getpid'),
  pollExit: ({ args, result }) => made('pidfd_open', `${numberAt(args, 0)}, 0`, result),
  getppid: plain('getppid'),
  getpgid: plain('getpgid', number),
  setpgid: plain('setpgid', number, number),
  getsid: plain('getsid', number),
  setsid: plain('setsid'),
  getresuid: ({ result }) => made('geteuid', '', isRecord(result) ? result['euid'] : 0),
  setuid: plain('setuid', number),
  setgid: plain('setgid', number),
  setresuid: setIds('u'),
  getresgid: ({ result }) => made('getegid', '', isRecord(result) ? result['egid'] : 0),
  setresgid: setIds('g'),
  getgroups: ({ result }) => made('getgroups', `65536, ${FILLED_IN}[${Array.isArray(result) ? result.join(', ') : ''}]`, Array.isArray(result) ? result.length : 0), // prettier-ignore
  setgroups,
  prctl,
  kill: plain('kill', number, signal),
  sigaction,
  sigprocmask,
  sigtimedwait,
  pause: () => made('pause', '', '? ERESTARTNOHAND (To be restarted if no handler)'),
  nanosleep: sleep,
  alarm: ({ args, result }) => made('alarm', String(Math.ceil(numberAt(args, 0) / 1000)), result),
  unshare: ({ args, result }) => made('unshare', cloneFlags(wordsAt(args, 0)), result),
  setns: ({ args, result }) => made('setns', `${numberAt(args, 0)}, ${textAt(args, 1) || '0'}`, result),
  nsIoctl: ({ args, result }) => made('ioctl', `${numberAt(args, 0)}, ${textAt(args, 1)}`, result),
  mount,
  umount: ({ args, result }) =>
    made('umount2', `${path(args, 0)}, ${wordsAt(args, 1).join('|') || '0'}`, result),
  ptrace: ({ args, result }) =>
    made('ptrace', `PTRACE_${textAt(args, 0)}, ${numberAt(args, 1)}, NULL, NULL`, result),
  gethostname: ({ result }) =>
    made('uname', `${FILLED_IN}{sysname="Linux", nodename=${quoted(String(result))}, ...}`, 0),
  sethostname: ({ args, result }) =>
    made('sethostname', `${path(args, 0)}, ${textAt(args, 0).length}`, result),
  open,
  read,
  write,
  writePrompt: write,
  writeEcho: write,
  close: plain('close', number),
  dup2: plain('dup2', number, number),
  dup: ({ args, result }) => made('fcntl', `${numberAt(args, 0)}, F_DUPFD, ${numberAt(args, 1)}`, result),
  setCloexec: ({ args, result }) =>
    made('fcntl', `${numberAt(args, 0)}, F_SETFD, ${args[1] === true ? 'FD_CLOEXEC' : '0'}`, result),
  pipe: ({ result }) => made('pipe2', isRecord(result) && !isFailure(result) ? `${FILLED_IN}[${String(result['read'])}, ${String(result['write'])}], 0` : `${FILLED_IN}${STACK}, 0`, isFailure(result) ? result : 0), // prettier-ignore
  stat: stat((args) => `AT_FDCWD, ${path(args, 0)}`, '0'),
  lstat: stat((args) => `AT_FDCWD, ${path(args, 0)}`, 'AT_SYMLINK_NOFOLLOW'),
  fstat: stat((args) => `${numberAt(args, 0)}, ""`, 'AT_EMPTY_PATH'),
  readlink,
  readdir: ({ args, result }) => made('getdents64', `${typeof args[0] === 'number' ? args[0] : 3}, ${FILLED_IN}${STACK} /* ${Array.isArray(result) ? result.length : 0} entries */, 32768`, Array.isArray(result) ? result.length * DIRENT_BYTES : result), // prettier-ignore
  access: ({ args, result }) => made('access', `${path(args, 0)}, ${textAt(args, 1)}`, result),
  chdir: plain('chdir', path),
  getcwd: ({ result }) =>
    made('getcwd', `${FILLED_IN}${quoted(String(result))}, 4096`, String(result).length + 1),
  mkdir: plain('mkdir', path, mode),
  unlink: plain('unlink', path),
  rmdir: plain('rmdir', path),
  symlink: plain('symlink', path, path),
  rename: plain('rename', path, path),
  chmod: plain('chmod', path, mode),
  chown: ({ args, result }) => {
    const ids = isRecord(args[1]) ? args[1] : {};
    const id = (key: string): string => (typeof ids[key] === 'number' ? String(ids[key]) : '-1');
    const follow = isRecord(args[2]) && args[2]['follow'] === true;
    return made(
      'fchownat',
      `AT_FDCWD, ${path(args, 0)}, ${id('uid')}, ${id('gid')}, ${follow ? '0' : 'AT_SYMLINK_NOFOLLOW'}`,
      result,
    );
  },
  mkfifo: ({ args, result }) =>
    made('mknodat', `AT_FDCWD, ${path(args, 0)}, S_IFIFO|${octal(args[1] === undefined ? 0o666 : numberAt(args, 1))}`, result), // prettier-ignore
  link: plain('link', path, path),
  utimes: ({ args, result }) => made('utimensat', `AT_FDCWD, ${path(args, 0)}, NULL, 0`, result),
  truncate: plain('truncate', path, number),
  lseek: ({ args, result }) => made('lseek', `${numberAt(args, 0)}, ${numberAt(args, 1)}, ${textAt(args, 2) || 'SEEK_SET'}`, result), // prettier-ignore
  flock: ({ args, result }) => made('flock', `${numberAt(args, 0)}, ${wordsAt(args, 1).join('|')}`, result),
  statfs: ({ args, result }) =>
    made('statfs', `${path(args, 0)}, ${FILLED_IN}${STACK}`, isFailure(result) ? result : 0),
  getpriority: ({ args, result }) => {
    // the system call answers 20 minus the nice value
    const raw = typeof result === 'number' ? 20 - result : result;
    return made('getpriority', `${textAt(args, 0)}, ${numberAt(args, 1)}`, raw);
  },
  setpriority: ({ args, result }) =>
    made('setpriority', `${textAt(args, 0)}, ${numberAt(args, 1)}, ${numberAt(args, 2)}`, result),
  getrlimit: ({ args, result }) => limit(0, args[0], null, result),
  setrlimit: ({ args, result }) => limit(0, args[0], args[1], result),
  prlimit: ({ args, result }) => limit(numberAt(args, 0), args[1], args[2] ?? null, result),
  umask: ({ args, result }) =>
    made('umask', octal(numberAt(args, 0)), octal(typeof result === 'number' ? result : 0)),
  isatty: ({ args, result }) => made('ioctl', `${numberAt(args, 0)}, TCGETS, ${FILLED_IN}${result === true ? TERMIOS : STACK}`, result === true ? 0 : { errno: 'ENOTTY' }), // prettier-ignore
  pollInput: ({ args, result }) => {
    const fd = numberAt(args, 0);
    const found = result === true ? 1 : result === false ? '0 (Timeout)' : result;
    return made('pselect6', `${fd + 1}, [${fd}], NULL, NULL, ${timespec(numberAt(args, 1))}, NULL`, found);
  },
  tcgetattr: ioctl('TCGETS', () => `${FILLED_IN}${TERMIOS}`),
  tcsetattr: ioctl('TCSETSW', () => TERMIOS),
  tcgetpgrp: ioctl(
    'TIOCGPGRP',
    ({ result }) => `${FILLED_IN}${typeof result === 'number' ? `[${result}]` : STACK}`,
  ),
  tcsetpgrp: ioctl('TIOCSPGRP', ({ args }) => `[${numberAt(args, 1)}]`),
  giveUpTerminal: ({ args, result }) => made('ioctl', `${numberAt(args, 0)}, TIOCNOTTY`, result),
  setControllingTerminal: ioctl('TIOCSCTTY', () => '0'),
  setWindowSize: ioctl('TIOCSWINSZ', ({ args }) => isRecord(args[1]) ? `{ws_row=${String(args[1]['rows'])}, ws_col=${String(args[1]['columns'])}, ws_xpixel=0, ws_ypixel=0}` : STACK), // prettier-ignore
  windowSize: ioctl('TIOCGWINSZ', ({ result }) => `${FILLED_IN}${isRecord(result) && !isFailure(result) ? `{ws_row=${String(result['rows'])}, ws_col=${String(result['columns'])}, ws_xpixel=0, ws_ypixel=0}` : STACK}`), // prettier-ignore
};
