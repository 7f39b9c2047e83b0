// Who are the users and groups? /etc/passwd and /etc/group, as getpwnam(3) and its kin read them.

import { linesOf, readFileOrEmpty } from './read.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  /** Who is in it besides those whose own group it is. */
  readonly members: readonly string[];
}

export class Users {
  readonly users: readonly User[];
  readonly groups: readonly Group[];

  constructor(passwd: string, group: string) {
    this.users = linesOf(passwd).map(parseUser);
    this.groups = linesOf(group).map(parseGroup);
  }

  byName(name: string): User | undefined {
    return this.users.find((user) => user.name === name);
  }

  byUid(uid: number): User | undefined {
    return this.users.find((user) => user.uid === uid);
  }

  group(nameOrGid: string | number): Group | undefined {
    return this.groups.find((group) => group.name === nameOrGid || group.gid === nameOrGid);
  }

  /** Those that /etc/group adds to the user's own. */
  otherGroupsOf({ name, gid: own }: User): readonly number[] {
    const others = this.groups.filter((group) => group.members.includes(name) && group.gid !== own);
    return others.map((group) => group.gid);
  }

  /** A user's name, or the number when nobody has it. */
  userName(uid: number): string {
    return this.byUid(uid)?.name ?? String(uid);
  }

  groupName(gid: number): string {
    return this.group(gid)?.name ?? String(gid);
  }
}

export function* readUsers(sys: Sys): Coroutine<Users> {
  const passwd = yield* readFileOrEmpty(sys, '/etc/passwd');
  const group = yield* readFileOrEmpty(sys, '/etc/group');
  return new Users(passwd, group);
}

function parseUser(line: string): User {
  const [name = '', , uid, gid, , home = '/', shell = ''] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid), home, shell };
}

function parseGroup(line: string): Group {
  const [name = '', , gid, members = ''] = line.split(':');
  return { name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') };
}
