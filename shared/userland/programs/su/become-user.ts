// What makes a process another user's: the ids, and the environment a login gives. login(1), initgroups(3)

import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Sys, Sysc } from '../../sys.ts';
import type { User, Users } from '../../libc/users.ts';

/** Where a login looks for programs. */
const ROOT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const USER_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';

/** initgroups(3), setgid(2), setuid(2); `gid` where it is not to be the user's own. Null when all worked. */
export function* becomeUser(sys: Sys, users: Users, user: User, gid = user.gid): Coroutine<Failure | null> {
  const grouped = yield* initgroups(sys, users, user);
  if (failed(grouped)) return grouped;
  return (yield* setIds(sys, { uid: user.uid, gid }))?.failure ?? null;
}

/** initgroups(3): the user's own group, and those it is a member of. */
export function* initgroups(sys: Sys, users: Users, user: User): Sysc<number> {
  return yield* sys.setgroups([user.gid, ...users.otherGroupsOf(user)]);
}

export function* setIds(
  sys: Sys,
  { uid, gid }: Pick<User, 'uid' | 'gid'>,
): Coroutine<{ readonly what: 'group' | 'user'; readonly failure: Failure } | null> {
  const group = yield* sys.setgid(gid);
  if (failed(group)) return { what: 'group', failure: group };
  const user = yield* sys.setuid(uid);
  return failed(user) ? { what: 'user', failure: user } : null;
}

/** A login begins with an empty environment; otherwise only what names the user is changed. */
export function userEnvironment(
  env: ReadonlyMap<string, string>,
  user: User,
  shell: string,
  login: boolean,
  kept: readonly string[] = [],
): ReadonlyMap<string, string> {
  const term = env.get('TERM');
  const changed = login ? new Map(term === undefined ? [] : [['TERM', term]]) : new Map(env);
  changed.set('HOME', user.home).set('SHELL', shell);
  if (login)
    changed.set('PATH', user.uid === 0 ? ROOT_PATH : USER_PATH).set('MAIL', `/var/mail/${user.name}`);
  for (const name of login ? kept : []) {
    const value = env.get(name);
    if (value !== undefined && !changed.has(name)) changed.set(name, value);
  }
  if (login || user.uid !== 0) changed.set('USER', user.name).set('LOGNAME', user.name);
  return changed;
}
