// Gives files to another owner or group: chown(1), chgrp(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Users } from '../libc/users.ts';

const OPTIONS = [
  ['c', 'changes'], ['f', 'silent'], ['f', 'quiet'], ['v', 'verbose'], ['', 'dereference'], ['h', 'no-dereference'],
  ['', 'from', 'required'], ['', 'no-preserve-root'], ['', 'preserve-root'], ['', 'reference', 'required'], ['R', 'recursive'],
  ['H', ''], ['L', ''], ['P', ''],
] as const; // prettier-ignore

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

interface Settings {
  readonly wanted: Owner;
  /** As it is told with -v. */
  readonly text: string;
  readonly what: 'ownership' | 'group';
  readonly tell: 'nothing' | 'changes' | 'everything';
  readonly silent: boolean;
  readonly follow: boolean;
  readonly recursive: boolean;
  /** With -R: which links to directories are gone through. */
  readonly traverse: 'none' | 'operands' | 'all';
  readonly from: Owner;
  readonly users: Users;
}

export const chown = coreutil('chown', (process) => main(process, 'ownership'));
export const chgrp = coreutil('chgrp', (process) => main(process, 'group'));

function* main(process: Process, what: Settings['what']): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const reference = value('reference');
  const [spec, ...rest] = line.operands;
  const files = reference === null ? rest : line.operands;
  if (files.length === 0) {
    if (spec === undefined) return yield* tryHelp(process, 'missing operand');
    return yield* tryHelp(process, `missing operand after ${quote(process, line.operands.at(-1) ?? '')}`);
  }
  const users = yield* readUsers(process.sys);
  let wanted: Owner | string;
  if (reference === null)
    wanted = what === 'group' ? parseGroup(process, users, spec ?? '') : parseOwner(process, users, spec ?? ''); // prettier-ignore
  else {
    const stat = yield* process.sys.stat(reference);
    if (failed(stat)) {
      yield* process.error(`failed to get attributes of ${quoteaf(reference)}`, stat);
      return 1;
    }
    wanted = what === 'group' ? { gid: stat.gid } : { uid: stat.uid, gid: stat.gid };
  }
  const from = value('from') === null ? {} : parseOwner(process, users, value('from') ?? '');
  const problem = typeof wanted === 'string' ? wanted : typeof from === 'string' ? from : null;
  if (problem !== null || typeof wanted === 'string' || typeof from === 'string') {
    yield* process.error(problem ?? '');
    return 1;
  }
  const last = line.options.findLast(({ key }) => key === 'H' || key === 'L' || key === 'P')?.key ?? 'P';
  const traversal = last === 'H' ? 'operands' : last === 'L' ? 'all' : 'none';
  if (has('R') && has('dereference') && last === 'P') {
    yield* process.error('-R --dereference requires either -H or -L');
    return 1;
  }
  const settings: Settings = {
    wanted,
    text: reference === null ? (spec ?? '') : nameOf(users, wanted),
    what,
    tell: has('v') ? 'everything' : has('c') ? 'changes' : 'nothing',
    silent: has('f'),
    follow: !has('h'),
    recursive: has('R'),
    traverse: has('R') ? traversal : 'none',
    from,
    users,
  };
  let status = 0;
  for (const file of files) if (!(yield* change(process, file, settings, true))) status = 1;
  return status;
}

/** `user`, `user:group`, `user:`, `:group`; what is wrong with it where it is none of these. */
function parseOwner(process: Process, users: Users, spec: string): Owner | string {
  const at = spec.search(/[:.]/);
  const isUser = at < 0 || (spec[at] === '.' && users.byName(spec) !== undefined);
  const [name, group] = isUser ? [spec, null] : [spec.slice(0, at), spec.slice(at + 1)];
  const user = users.byName(name);
  const uid = name === '' ? undefined : (user?.uid ?? numberOf(name));
  if (uid === null) return `invalid user: ${quote(process, spec)}`;
  if (group === null || (group === '' && name === '')) return uid === undefined ? {} : { uid };
  const gid = group === '' ? user?.gid : (users.group(group)?.gid ?? numberOf(group));
  if (gid === undefined) return `invalid spec: ${quote(process, spec)}`;
  if (gid === null) return `invalid group: ${quote(process, spec)}`;
  return { ...(uid !== undefined && { uid }), gid };
}

function parseGroup(process: Process, users: Users, spec: string): Owner | string {
  const gid = users.group(spec)?.gid ?? numberOf(spec);
  return gid === null ? `invalid group: ${quote(process, spec)}` : { gid };
}

function numberOf(text: string): number | null {
  return /^\+?\d+$/.test(text) && Number(text) < 2 ** 32 - 1 ? Number(text) : null;
}

function nameOf(users: Users, { uid, gid }: Owner): string {
  const owner = uid === undefined ? '' : users.userName(uid);
  return gid === undefined
    ? owner
    : uid === undefined
      ? users.groupName(gid)
      : `${owner}:${users.groupName(gid)}`;
}

function* change(process: Process, path: string, settings: Settings, named: boolean): Coroutine<boolean> {
  const { sys } = process;
  const { wanted, users, from } = settings;
  const through = settings.traverse === 'all' || (settings.traverse === 'operands' && named);
  // in a tree links are changed themselves, unless they are gone through
  const follow = settings.follow && (settings.recursive ? settings.traverse !== 'none' : named);
  const stat = follow ? yield* sys.stat(path) : yield* sys.lstat(path);
  if (failed(stat)) {
    if (!settings.silent)
      yield* process.error(follow && !failed(yield* sys.lstat(path)) ? `cannot dereference ${quoteaf(path)}` : `cannot access ${quoteaf(path)}`, stat); // prettier-ignore
    return false;
  }
  let complete = true;
  const own = follow && !through ? yield* sys.lstat(path) : stat;
  if (settings.recursive && !failed(own) && own.kind === 'directory') {
    const entries = yield* sys.readdir(path);
    for (const { name } of failed(entries) ? [] : entries)
      if (!(yield* change(process, path.endsWith('/') ? path + name : `${path}/${name}`, settings, false)))
        complete = false;
  }
  const fits = (from.uid ?? stat.uid) === stat.uid && (from.gid ?? stat.gid) === stat.gid;
  const changed = fits ? yield* sys.chown(path, wanted, { follow }) : 0;
  const before = settings.what === 'group' ? users.groupName(stat.gid) : nameOf(users, { ...(wanted.uid !== undefined && { uid: stat.uid }), ...(wanted.gid !== undefined && { gid: stat.gid }) }); // prettier-ignore
  const isSame = (wanted.uid ?? stat.uid) === stat.uid && (wanted.gid ?? stat.gid) === stat.gid;
  if (failed(changed)) {
    if (!settings.silent) yield* process.error(`changing ${settings.what} of ${quoteaf(path)}`, changed);
    if (settings.tell !== 'nothing')
      process.printLine(
        `failed to change ${settings.what} of ${quoteaf(path)} from ${before} to ${settings.text}`,
      );
    return false;
  }
  if (settings.tell === 'everything' && (isSame || !fits))
    process.printLine(`${settings.what} of ${quoteaf(path)} retained as ${before}`);
  else if (settings.tell !== 'nothing' && !isSame)
    process.printLine(`changed ${settings.what} of ${quoteaf(path)} from ${before} to ${settings.text}`);
  return complete;
}
