// A command as root, for whoever may. sudo(8): root itself, and whoever /etc/sudoers lets in without a password.

import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { becomeUser, setIds } from './su/become-user.ts';
import { execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Process } from '../libc/process.ts';
import { program } from '../libc/process.ts';
import { readFile } from '../libc/read.ts';
import { readUsers } from '../libc/users.ts';
import { watchChild } from '../libc/watch-child.ts';
import type { Coroutine } from '../program.ts';
import type { User, Users } from '../libc/users.ts';

const OPTIONS = [
  ['A', 'askpass'], ['b', 'background'], ['E', 'preserve-env', 'optional', 'none'], ['g', 'group', 'required'], ['H', 'set-home'],
  ['h', 'help'], ['i', 'login'], ['k', 'reset-timestamp'], ['K', 'remove-timestamp'], ['l', 'list'], ['n', 'non-interactive'],
  ['S', 'stdin'], ['s', 'shell'], ['u', 'user', 'required'], ['V', 'version'], ['v', 'validate'],
] as const; // prettier-ignore

const USAGE = `usage: sudo -h | -K | -k | -V
usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]
usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user] [-u user]
            [command [arg ...]]
usage: sudo [-ABbEHkNnPS] [-r role] [-t type] [-C num] [-D directory] [-g
            group] [-h host] [-p prompt] [-R directory] [-T timeout] [-u user]
            [VAR=value] [-i | -s] [command [arg ...]]
usage: sudo -e [-ABkNnS] [-r role] [-t type] [-C num] [-D directory] [-g group]
            [-h host] [-p prompt] [-R directory] [-T timeout] [-u user] file ...
`;

const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What survives env_reset. */
const KEPT = ['TERM', 'LANG', 'COLUMNS', 'LINES', 'DISPLAY', 'PS1'];

export const sudo = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('V')) {
    process.print('Sudo version 1.9.13p3\n');
    return 0;
  }
  const wantsShell = has('i') || has('s');
  const nothingToDo =
    line.operands.length === 0 && !wantsShell && !has('v') && !has('k') && !has('K') && !has('l');
  if (line.problem !== null) yield* process.error(line.problem);
  if (line.problem !== null || nothingToDo || has('h')) {
    yield* process.eprint(USAGE);
    return has('h') ? 0 : 1;
  }
  const users = yield* readUsers(sys);
  const { ruid } = yield* sys.getresuid();
  const caller = users.byUid(ruid);
  const name = caller?.name ?? String(ruid);
  if (ruid !== 0 && !(yield* standsInSudoers(process, name))) {
    yield* process.eprint(`${name} is not in the sudoers file.\n`);
    return 1;
  }
  yield* setIds(sys, { uid: 0, gid: 0 });
  if (has('v') || has('k') || has('K')) return 0;
  const wanted = line.options.find((option) => option.key === 'u')?.value ?? 'root';
  const user = users.byName(wanted) ?? users.byUid(Number(wanted.replace('#', '')));
  if (user === undefined) {
    yield* process.error(`unknown user ${wanted}`);
    yield* process.error('error initializing audit plugin sudoers_audit');
    return 1;
  }
  if (has('l')) {
    process.print(
      `User ${name} may run the following commands on ${yield* sys.gethostname()}:\n    (ALL : ALL) ALL\n`,
    );
    return 0;
  }
  const group = line.options.findLast((option) => option.key === 'g')?.value ?? null;
  const gid = group === null ? user.gid : groupOf(users, group);
  if (gid === undefined) {
    yield* process.error(`unknown group ${group ?? ''}`);
    return 1;
  }
  return yield* runCommand(process, users, user, line.operands, {
    gid,
    background: has('b'),
    caller: name,
    callerId: ruid,
    login: has('i'),
    shell: wantsShell,
    keepAll: has('E'),
  });
});

/** sudoers(5), the one form that asks for no password: `NAME ALL=(ALL) NOPASSWD: ALL`. */
function* standsInSudoers(process: Process, name: string): Coroutine<boolean> {
  const text = yield* readFile(process.sys, '/etc/sudoers');
  if (failed(text)) return false;
  return text.split('\n').some((line) => {
    const [who, grant] = [line.split(/\s/)[0], line.replace(/^\S+\s+/, '')];
    return who === name && /^ALL\s*=\s*\(ALL(:ALL)?\)\s*NOPASSWD:\s*ALL\s*$/.test(grant);
  });
}

/** -g: a name, or a number behind #. */
function groupOf(users: Users, text: string): number | undefined {
  return users.group(text)?.gid ?? (/^#\d+$/.test(text) ? Number(text.slice(1)) : undefined);
}

interface Style {
  readonly gid: number;
  /** -b: nobody waits for it. */
  readonly background: boolean;
  readonly caller: string;
  readonly callerId: number;
  readonly login: boolean;
  readonly shell: boolean;
  readonly keepAll: boolean;
}

function* runCommand(
  process: Process,
  users: Users,
  user: User,
  operands: readonly string[],
  style: Style,
): Coroutine<number> {
  const { sys } = process;
  const assignments = operands.filter((_, at) =>
    operands.slice(0, at + 1).every((word) => /^\w+=/.test(word)),
  );
  const words = operands.slice(assignments.length);
  const name = user.shell.slice(user.shell.lastIndexOf('/') + 1);
  const shellArgs = words.length === 0 ? [] : ['-c', words.join(' ')];
  const argv = style.shell ? [style.login ? `-${name}` : user.shell, ...shellArgs] : words;
  const env = environment(process, user, argv, assignments, style);
  yield* process.flush();
  const child = yield* sys.fork(function* () {
    yield* becomeUser(sys, users, user, style.gid);
    if (style.login) yield* sys.chdir(user.home);
    const refused = yield* execvp(sys, argv, env, style.shell ? user.shell : (argv[0] ?? ''));
    if (refused.errno === 'ENOENT') yield* process.error(`${argv[0] ?? ''}: command not found`);
    else yield* process.error(`unable to execute ${argv[0] ?? ''}`, refused);
    return 1;
  });
  if (failed(child)) {
    yield* process.error('unable to fork', child);
    return 1;
  }
  if (style.background) return 0;
  const status = yield* watchChild(sys, child);
  if (status !== null && 'signaled' in status) {
    yield* sys.sigaction(status.signaled, 'default');
    yield* sys.kill(yield* sys.getpid(), status.signaled);
  }
  return status === null ? 1 : shellStatus(status);
}

function environment(
  process: Process,
  user: User,
  argv: readonly string[],
  assignments: readonly string[],
  { keepAll, caller, callerId }: Style,
): ReadonlyMap<string, string> {
  const env = new Map([...process.env].filter(([key]) => keepAll || KEPT.includes(key)));
  env
    .set('PATH', SECURE_PATH)
    .set('HOME', user.home)
    .set('SHELL', user.shell)
    .set('USER', user.name)
    .set('LOGNAME', user.name);
  env
    .set('SUDO_COMMAND', argv.join(' '))
    .set('SUDO_USER', caller)
    .set('SUDO_UID', String(callerId))
    .set('SUDO_GID', String(callerId));
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=');
    env.set(assignment.slice(0, equals), assignment.slice(equals + 1));
  }
  return env;
}
