// What makes a process another user's: the ids, and the environment a login gives. login(1), initgroups(3)

import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Sys } from '../../sys.ts';
import type { User } from '../../libc/users.ts';

/** Where a login looks for programs. */
const ROOT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const USER_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games';

/** Null when it worked. Groups follow the user: nothing else is kept of them here. */
export function* becomeUser(sys: Sys, { uid }: User): Coroutine<Failure | null> {
  const done = yield* sys.setresuid({ ruid: uid, euid: uid, suid: uid });
  return failed(done) ? done : null;
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
