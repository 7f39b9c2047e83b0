// Runs a program with another root directory. chroot(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { execStatus, execvp } from '../libc/exec.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { initgroups } from './su/become-user.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { User, Users } from '../libc/users.ts';

const OPTIONS = [
  ['', 'groups', 'required'],
  ['', 'userspec', 'required'],
  ['', 'skip-chdir'],
] as const;
const CANCELED = 125;

/** What --userspec and --groups name; left out what they do not. */
interface Identity {
  readonly uid?: number;
  readonly gid?: number;
  /** Whose groups it gets, unless they are named. */
  readonly user?: User;
  readonly groups?: readonly number[];
}

export const chroot = coreutil(
  'chroot',
  function* (process: Process): Coroutine<number> {
    const { sys, env } = process;
    const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
    if (line.problem !== null) return yield* tryHelp(process, line.problem, CANCELED);
    const option = (key: string): string | null | undefined =>
      line.options.findLast((given) => given.key === key)?.value;
    const [root, ...given] = line.operands;
    if (root === undefined) return yield* tryHelp(process, 'missing operand', CANCELED);
    const skips = option('skip-chdir') !== undefined;
    if (skips && !(yield* isOldRoot(process, root)))
      return yield* tryHelp(process, "option --skip-chdir only permitted if NEWROOT is old '/'", CANCELED);
    // who is who may be known outside only, or inside only
    const outside = yield* readUsers(sys);
    const entered = yield* sys.chroot(root);
    if (failed(entered)) {
      yield* process.error(`cannot change root directory to ${quoteaf(root)}`, entered);
      return CANCELED;
    }
    if (!skips) yield* sys.chdir('/');
    const inside = yield* readUsers(sys);
    const users = inside.users.length > 0 ? inside : outside;
    const identity = readIdentity(process, users, option('userspec') ?? '', option('groups') ?? null);
    const problem = typeof identity === 'string' ? identity : yield* become(process, users, identity);
    if (problem !== null) {
      yield* process.error(problem);
      return CANCELED;
    }
    const command = given.length > 0 ? given : [env.get('SHELL') ?? '/bin/sh', '-i'];
    const refused = yield* execvp(sys, command, env);
    yield* process.error(`failed to run command ${quote(process, command[0] ?? '')}`, refused);
    return execStatus(refused);
  },
  'beforeOperands',
);

function* isOldRoot({ sys }: Process, path: string): Coroutine<boolean> {
  const [wanted, root] = [yield* sys.stat(path), yield* sys.stat('/')];
  return !failed(wanted) && !failed(root) && wanted.dev === root.dev && wanted.ino === root.ino;
}

/** Or what is wrong with it. */
function readIdentity(
  process: Process,
  users: Users,
  spec: string,
  groups: string | null,
): Identity | string {
  const [name = '', group = ''] = spec.split(':');
  const user = users.byName(name) ?? users.byUid(numberOf(name) ?? -1);
  const uid = user?.uid ?? numberOf(name);
  if (name !== '' && uid === null) return 'invalid user';
  const named = users.group(group)?.gid ?? numberOf(group);
  if (group !== '' && named === null) return 'invalid group';
  const gid = named ?? user?.gid;
  if (name !== '' && gid === undefined) return `no group specified for unknown uid: ${uid ?? ''}`;
  const list = groups === null ? null : groupList(users, groups);
  if (typeof list === 'string') return `invalid group ${quote(process, list)}`;
  return {
    ...(uid !== null && { uid }),
    ...(gid !== undefined && { gid }),
    ...(user !== undefined && { user }),
    ...(list !== null && { groups: list }),
  };
}

/** Or the one that is none. */
function groupList(users: Users, text: string): readonly number[] | string {
  const list: number[] = [];
  for (const word of text.split(',').filter((name) => name !== '')) {
    const gid = users.group(word)?.gid ?? numberOf(word);
    if (gid === null) return word;
    list.push(gid);
  }
  return list;
}

function numberOf(text: string): number | null {
  return /^\+?\d+$/.test(text) && Number(text) < 2 ** 32 - 1 ? Number(text) : null;
}

/** Null, or what was refused. */
function* become(
  { sys }: Process,
  users: Users,
  { uid, gid, user, groups }: Identity,
): Coroutine<string | null> {
  const set =
    groups !== undefined
      ? yield* sys.setgroups(groups)
      : user !== undefined
        ? yield* initgroups(sys, users, user)
        : 0;
  if (failed(set)) return 'failed to set supplemental groups';
  if (gid !== undefined && failed(yield* sys.setgid(gid))) return 'failed to set group-ID';
  return uid !== undefined && failed(yield* sys.setuid(uid)) ? 'failed to set user-ID' : null;
}
