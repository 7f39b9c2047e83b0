// A shell or a command with another group: newgrp(1) and sg(1) of shadow.

import { askPassword } from './su/password.ts';
import { failed } from '../program.ts';
import { program } from '../libc/process.ts';
import { readUsers } from '../libc/users.ts';
import { shellStatus } from '../../kernel/abi/wait-status.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import { watchChild } from '../libc/watch-child.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { User } from '../libc/users.ts';

/** What a login keeps of the environment. */
const KEPT = ['PATH', 'HOME', 'SHELL', 'TERM'];

interface Request {
  /** Null: the user's own. */
  readonly group: string | null;
  readonly login: boolean;
  readonly command: string | null;
}

export const newgrp = program(function* (process: Process): Coroutine<number> {
  const { login, words } = afterDash(process.args);
  const [group = null] = words;
  if (group?.startsWith('-')) return yield* refuse(process, 'Usage: newgrp [-] [group]');
  return yield* run(process, { group, login, command: null });
});

export const sg = program(function* (process: Process): Coroutine<number> {
  const { login, words } = afterDash(process.args);
  const [group, first = null, second] = words;
  if (group === undefined || group.startsWith('-'))
    return yield* refuse(process, 'Usage: sg group [[-c] command]');
  const command = first === '-c' && second !== undefined ? second : first;
  return yield* run(process, { group, login, command });
});

function afterDash(args: readonly string[]): { readonly login: boolean; readonly words: readonly string[] } {
  const login = args[0] === '-' || args[0] === '-l';
  return { login, words: login ? args.slice(1) : args };
}

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.eprint(`${message}\n`);
  return 1;
}

function* run(process: Process, request: Request): Coroutine<number> {
  const { sys } = process;
  const { ruid } = yield* sys.getresuid();
  const users = yield* readUsers(sys);
  const user = users.byUid(ruid);
  if (user === undefined)
    return yield* refuse(process, `${process.shortName}: Cannot determine your user name.`);
  const wanted = request.group ?? users.group(user.gid)?.name;
  if (wanted === undefined)
    return yield* refuse(process, `${process.shortName}: GID '${user.gid}' does not exist`);
  const group = users.groups.find(({ name }) => name === wanted);
  if (group === undefined)
    return yield* refuse(process, `${process.shortName}: group '${wanted}' does not exist`);
  const isMember = group.gid === user.gid || group.members.includes(user.name);
  // no group has a password here, so nothing that is typed is right
  if (!isMember && ruid !== 0) {
    yield* askPassword(sys, 'Password: ');
    yield* sys.nanosleep(1000);
    return yield* refuse(process, 'Invalid password.');
  }
  yield* process.flush();
  const child = yield* sys.fork(() => becomeMember(process, user, group.gid, request));
  if (failed(child))
    return yield* refuse(process, `${process.shortName}: failure forking: ${strerror(child.errno)}`);
  const status = yield* watchChild(sys, child);
  return status === null ? 1 : shellStatus(status);
}

/** The group joins those it has already, and takes the place of the real, effective and saved one. */
function* becomeMember(process: Process, user: User, gid: number, request: Request): Coroutine<number> {
  const { sys } = process;
  const { ruid } = yield* sys.getresuid();
  const groups = yield* sys.getgroups();
  if (!groups.includes(gid)) {
    const joined = yield* sys.setgroups([...groups, gid]);
    if (failed(joined)) yield* process.eprint(`setgroups: ${strerror(joined.errno)}\n`);
  }
  const set = yield* sys.setgid(gid);
  if (failed(set)) return yield* refuse(process, `setgid: ${strerror(set.errno)}`);
  yield* sys.setuid(ruid);
  if (request.command !== null) {
    const refused = yield* sys.execve('/bin/sh', ['sh', '-c', request.command], process.env);
    return yield* refuse(process, `/bin/sh: ${strerror(refused.errno)}`);
  }
  if (request.login) {
    const moved = yield* sys.chdir(user.home);
    if (failed(moved)) yield* process.eprint(`chdir: ${strerror(moved.errno)}\n`);
  }
  const shell = (request.login ? null : process.env.get('SHELL')) ?? user.shell;
  const name = shell.slice(shell.lastIndexOf('/') + 1);
  const env = request.login
    ? new Map([...process.env].filter(([variable]) => KEPT.includes(variable)))
    : process.env;
  const refused = yield* sys.execve(shell, [request.login ? `-${name}` : name], env);
  return yield* refuse(process, `${shell}: ${strerror(refused.errno)}`);
}
