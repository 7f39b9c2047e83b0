// A shell or a command as another user. su(1) and runuser(1) of util-linux.

import { initgroups, setIds, userEnvironment } from './become-user.ts';
import { execOrFail, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { RUNUSER_USAGE, SU_USAGE } from '../util-linux-usage.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { Process, program } from '../../libc/process.ts';
import { readUsers } from '../../libc/users.ts';
import { askAtInput } from './password.ts';
import { watchShell } from './watch-shell.ts';
import type { Sys } from '../../sys.ts';
import type { Coroutine } from '../../program.ts';
import type { Group, User, Users } from '../../libc/users.ts';

const SU_OPTIONS = [
  ['c', 'command', 'required'], ['', 'session-command', 'required'], ['f', 'fast'], ['l', 'login'], ['m', 'preserve-environment'],
  ['p', ''], ['P', 'pty'], ['s', 'shell', 'required'], ['g', 'group', 'required'], ['G', 'supp-group', 'required'],
  ['w', 'whitelist-environment', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore
const RUNUSER_OPTIONS = [...SU_OPTIONS, ['u', 'user', 'required']] as const;

/** nss-systemd(8) answers for these two, whatever can be read. */
const KNOWN_WITHOUT_SHADOW: ReadonlySet<string> = new Set(['root', 'nobody']);

interface Request {
  readonly user: string;
  readonly login: boolean;
  readonly keepEnvironment: boolean;
  /** -w: variables that a login keeps. */
  readonly kept: readonly string[];
  readonly shell: string | null;
  /** -c. */
  readonly command: string | null;
  /** -f: the shell reads no files when it starts. */
  readonly fast: boolean;
  readonly ownSession: boolean;
  /** Further arguments of the shell; with runuser -u the whole command. */
  readonly args: readonly string[];
  readonly direct: boolean;
  /** The last -g. */
  readonly group: string | null;
  /** Of -g and -G, in their order. */
  readonly groups: readonly string[];
}

export const su = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, SU_OPTIONS);
  return yield* run(process, line.options, line.operands, line.problem);
});

export const runuser = program(function* (process: Process): Coroutine<number> {
  const stop = process.args.some((arg) => arg === '-u' || arg.startsWith('--user'));
  const line = getoptLong(process.args, RUNUSER_OPTIONS, stop ? 'stopAtOperand' : 'permute');
  if (line.problem === null && (yield* process.sys.getresuid()).euid !== 0) {
    yield* process.warn('may not be used by non-root users');
    return 1;
  }
  return yield* run(process, line.options, line.operands, line.problem, true);
});

function* run(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
  operands: readonly string[],
  problem: string | null,
  isRunuser = false,
): Coroutine<number> {
  if (problem !== null) return yield* tryHelp(process, problem);
  const has = (key: string): boolean => options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('V') ? versionLine(process) : isRunuser ? RUNUSER_USAGE : SU_USAGE);
    return 0;
  }
  const value = (key: string): string | null =>
    options.findLast((option) => option.key === key)?.value ?? null;
  const dash = operands[0] === '-';
  const [name, ...rest] = dash ? operands.slice(1) : operands;
  const direct = has('u');
  const request: Request = {
    user: direct ? (value('u') ?? '') : (name ?? 'root'),
    login: has('l') || dash,
    keepEnvironment: has('m') || has('p'),
    kept: (value('w') ?? '').split(','),
    shell: value('s'),
    command: value('c') ?? value('session-command'),
    fast: has('f'),
    ownSession: value('c') !== null,
    args: direct ? operands : rest,
    direct,
    group: value('g'),
    groups: options.filter(({ key }) => key === 'g' || key === 'G').map((option) => option.value ?? ''),
  };
  if (direct && request.args.length === 0) {
    yield* process.warn('no command was specified');
    return 1;
  }
  if (has('P')) {
    yield* process.warn(notAvailable('-P'));
    return 1;
  }
  return yield* switchUser(process, request);
}

function* switchUser(process: Process, request: Request): Coroutine<number> {
  const { sys } = process;
  const users = yield* readUsers(sys);
  const groups = groupsAskedFor(users, request.groups);
  if (typeof groups === 'string') {
    yield* process.warn(`group ${groups} does not exist`);
    return 1;
  }
  const { ruid } = yield* sys.getresuid();
  if (groups.length > 0 && ruid !== 0) {
    yield* process.warn('only root can specify alternative groups');
    return 1;
  }
  const account = users.byName(request.user);
  // the last -g, else the first -G, takes the place of the user's own
  const primary = groups.find(({ name }) => name === request.group) ?? groups[0];
  const user = account === undefined ? undefined : { ...account, gid: primary?.gid ?? account.gid };
  if (user === undefined || user.shell === '') {
    yield* process.warn(
      `user ${request.user} does not exist or the user entry does not contain all the required fields`,
    );
    return 1;
  }
  if (ruid !== 0) {
    yield* askAtInput(sys, 'Password: ');
    yield* process.warn('Authentication failure');
    return 1;
  }
  // whether the account is still valid stands in a file that root of a user namespace may not read
  const isValid = KNOWN_WITHOUT_SHADOW.has(user.name) || (yield* isReadable(sys, '/etc/shadow'));
  if (process.shortName === 'su' && !isValid) {
    yield* process.warn('Authentication failure');
    return 1;
  }
  const grouped =
    groups.length > 0
      ? yield* sys.setgroups(groups.map(({ gid }) => gid))
      : yield* initgroups(sys, users, user);
  if (failed(grouped)) {
    yield* process.warn('cannot set groups', grouped);
    return 1;
  }
  yield* process.flush();
  // a command of anybody but root has a session of its own, unless -C gives it
  const apart = request.ownSession && user.uid !== 0;
  const child = yield* sys.fork(() => becomeCommand(process, request, user, apart));
  if (failed(child)) {
    yield* process.warn('cannot create child process', child);
    return 1;
  }
  return yield* watchShell(process, child, apart);
}

/** None where none was asked for. The name of the first that there is not, else. */
function groupsAskedFor(users: Users, names: readonly string[]): readonly Group[] | string {
  const groups: Group[] = [];
  for (const name of names) {
    const group = users.groups.find((known) => known.name === name);
    if (group === undefined) return name;
    groups.push(group);
  }
  return groups;
}

function* isReadable(sys: Sys, path: string): Coroutine<boolean> {
  const fd = yield* sys.open(path);
  if (failed(fd)) return false;
  yield* sys.close(fd);
  return true;
}

function* becomeCommand(process: Process, request: Request, user: User, apart: boolean): Coroutine<number> {
  const { sys } = process;
  if (apart) yield* sys.setsid();
  const shell = request.shell ?? user.shell;
  const env = request.keepEnvironment
    ? process.env
    : userEnvironment(process.env, user, shell, request.login, request.kept);
  const refused = yield* setIds(sys, user);
  if (refused !== null) {
    yield* process.warn(`cannot set ${refused.what} id`, refused.failure);
    return 1;
  }
  if (request.login && failed(yield* sys.chdir(user.home))) {
    yield* process.warn(`warning: cannot change directory to ${user.home}`, { errno: 'ENOENT' });
  }
  const child = new Process({ sys, argv: process.argv, env });
  if (request.direct) return yield* execOrFail(child, request.args);
  const name = shell.slice(shell.lastIndexOf('/') + 1);
  const argv = [
    request.login ? `-${name}` : name,
    ...(request.fast ? ['-f'] : []),
    ...(request.command === null ? [] : ['-c', request.command]),
    ...request.args,
  ];
  const failure = yield* sys.execve(shell, argv, env);
  yield* process.warn(`failed to execute ${shell}`, failure);
  return failure.errno === 'ENOENT' ? 127 : 126;
}
