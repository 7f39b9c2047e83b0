// Who am I? id(1), whoami(1), groups(1)

import { coreutil, extraOperand, quote, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { readCredentials, withFirst } from '../libc/credentials.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine } from '../program.ts';
import type { Credentials } from '../libc/credentials.ts';
import type { Process } from '../libc/process.ts';
import type { Users } from '../libc/users.ts';

const OPTIONS = [
  ['a', ''], ['g', 'group'], ['G', 'groups'], ['n', 'name'], ['r', 'real'], ['u', 'user'], ['z', 'zero'], ['Z', 'context'],
] as const; // prettier-ignore

export const id = coreutil('id', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const choices = (['u', 'g', 'G'] as const).filter(has);
  const [choice] = choices;
  if (has('Z')) return yield* refuse(process, '--context (-Z) works only on an SELinux-enabled kernel');
  if (choices.length > 1) return yield* refuse(process, 'cannot print "only" of more than one choice');
  if (choice === undefined && (has('n') || has('r')))
    return yield* refuse(process, 'cannot print only names or real IDs in default format');
  if (choice === undefined && has('z'))
    return yield* refuse(process, 'option --zero not permitted in default format');
  const users = yield* readUsers(process.sys);
  const separator = has('z') ? '\0' : ' ';
  let status = 0;
  for (const name of line.operands.length === 0 ? [null] : line.operands) {
    const found = name === null ? yield* readCredentials(process.sys) : credentialsOf(users, name);
    if (found === null) {
      // an empty name is not even looked for
      const failure = name === '' ? ({ errno: 'ENOENT' } as const) : undefined;
      yield* process.error(`${quote(process, name ?? '')}: no such user`, failure);
      status = 1;
    } else {
      const text = choice === undefined ? everything(found, users) : one(found, choice, has('r'), has('n') ? users : null, separator); // prettier-ignore
      // lists of several users end in two zero bytes
      const isList = choice === 'G' && has('z') && line.operands.length > 1;
      process.print(`${text}${has('z') ? '\0' : '\n'}${isList ? '\0' : ''}`);
    }
  }
  return status;
});

export const whoami = coreutil('whoami', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const { euid } = yield* process.sys.getresuid();
  const name = (yield* readUsers(process.sys)).byUid(euid)?.name;
  if (name === undefined) return yield* refuse(process, `cannot find name for user ID ${euid}`);
  process.printLine(name);
  return 0;
});

export const groups = coreutil('groups', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const users = yield* readUsers(process.sys);
  if (line.operands.length === 0) {
    process.printLine(one(yield* readCredentials(process.sys), 'G', false, users));
    return 0;
  }
  let status = 0;
  for (const name of line.operands) {
    const found = credentialsOf(users, name);
    if (found === null) status = yield* refuse(process, `${quote(process, name)}: no such user`);
    else process.printLine(`${name} : ${one(found, 'G', false, users)}`);
  }
  return status;
});

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.error(message);
  return 1;
}

/** What a user would have after logging in. */
function credentialsOf(users: Users, name: string): Credentials | null {
  const user = users.byName(name) ?? users.byUid(/^\d+$/.test(name) ? Number(name) : -1);
  if (user === undefined) return null;
  const others = users.otherGroupsOf(user);
  return {
    ruid: user.uid,
    euid: user.uid,
    rgid: user.gid,
    egid: user.gid,
    groups: withFirst(user.gid, others),
  };
}

function one(
  found: Credentials,
  choice: 'u' | 'g' | 'G',
  real: boolean,
  names: Users | null,
  separator = ' ',
): string {
  const user = (uid: number): string => names?.userName(uid) ?? String(uid);
  const group = (gid: number): string => names?.groupName(gid) ?? String(gid);
  switch (choice) {
    case 'u':
      return user(real ? found.ruid : found.euid);
    case 'g':
      return group(real ? found.rgid : found.egid);
    case 'G':
      return listed(found).map(group).join(separator);
  }
}

/** print_group_list: the real group, the effective one, then all others. */
function listed({ rgid, egid, groups }: Credentials): readonly number[] {
  return [...new Set([rgid, egid]), ...groups.filter((gid) => gid !== rgid && gid !== egid)];
}

function everything(found: Credentials, users: Users): string {
  const named = (number: number, name: string | undefined): string =>
    `${number}${name === undefined ? '' : `(${name})`}`;
  const user = (uid: number): string => named(uid, users.byUid(uid)?.name);
  const group = (gid: number): string => named(gid, users.group(gid)?.name);
  const effective = found.euid === found.ruid ? '' : ` euid=${user(found.euid)}`;
  const effectiveGroup = found.egid === found.rgid ? '' : ` egid=${group(found.egid)}`;
  const groupList = found.groups.map(group).join(',');
  return `uid=${user(found.ruid)} gid=${group(found.rgid)}${effective}${effectiveGroup} groups=${groupList}`;
}
