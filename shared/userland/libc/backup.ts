// What is a file called that another takes the place of? Backups of cp(1), mv(1) and ln(1): find_backup_file_name of gnulib

import { failed } from '../program.ts';
import { quote, tryHelp } from './coreutils.ts';
import type { Coroutine } from '../program.ts';
import type { FoundOption } from './getopt-long.ts';
import type { Process } from './process.ts';

export interface BackupStyle {
  /** `existing`: numbered where there are numbered ones, else simple. */
  readonly kind: 'simple' | 'existing' | 'numbered';
  readonly suffix: string;
}

export const BACKUP_OPTIONS = [
  ['b', ''],
  ['', 'backup', 'optional'],
  ['S', 'suffix', 'required'],
] as const;

const KINDS: ReadonlyMap<string, BackupStyle['kind'] | 'none'> = new Map([
  ['none', 'none'], ['off', 'none'], ['simple', 'simple'], ['never', 'simple'], ['existing', 'existing'], ['nil', 'existing'],
  ['numbered', 'numbered'], ['t', 'numbered'],
] as const); // prettier-ignore

/** Null: none is made. A number is the status with which it was refused. */
export function* backupStyle(
  process: Process,
  options: readonly FoundOption<string>[],
): Coroutine<BackupStyle | null | number> {
  const { env } = process;
  const asked = options.filter(({ key }) => key === 'b' || key === 'backup' || key === 'S');
  if (asked.length === 0) return null;
  const suffix = asked.findLast(({ key }) => key === 'S')?.value ?? env.get('SIMPLE_BACKUP_SUFFIX') ?? '';
  const control = asked.findLast(({ key, value }) => key === 'backup' && value !== null)?.value ?? null;
  const word = control ?? env.get('VERSION_CONTROL') ?? 'existing';
  const kind = KINDS.get(word === '' ? 'existing' : word) ?? beginningWith(word);
  if (kind === null) {
    const where = control === null ? '$VERSION_CONTROL' : 'backup type';
    const pairs = [['none', 'off'], ['simple', 'never'], ['existing', 'nil'], ['numbered', 't']]
      .map((names) => `\n  - ${names.map((name) => quote(process, name)).join(', ')}`)
      .join(''); // prettier-ignore
    yield* process.error(
      `invalid argument ${quote(process, word)} for ${quote(process, where)}\nValid arguments are:${pairs}`,
    );
    return yield* tryHelp(process, null);
  }
  return kind === 'none' ? null : { kind, suffix: suffix === '' || suffix.includes('/') ? '~' : suffix };
}

/** Words may be shortened while it is clear which is meant. */
function beginningWith(word: string): BackupStyle['kind'] | 'none' | null {
  const found = new Set([...KINDS].filter(([name]) => name.startsWith(word)).map(([, kind]) => kind));
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

export function* backupName(
  { sys }: Process,
  path: string,
  { kind, suffix }: BackupStyle,
): Coroutine<string> {
  const simple = `${path}${suffix}`;
  if (kind === 'simple') return simple;
  const slash = path.lastIndexOf('/');
  const entries = yield* sys.readdir(slash < 0 ? '.' : path.slice(0, slash + 1));
  const start = `${path.slice(slash + 1)}.~`;
  const numbers = (failed(entries) ? [] : entries).map(({ name }) =>
    name.startsWith(start) && /^[1-9]\d*~$/.test(name.slice(start.length)) ? Number.parseInt(name.slice(start.length), 10) : 0,
  ); // prettier-ignore
  const highest = Math.max(0, ...numbers);
  return kind === 'existing' && highest === 0 ? simple : `${path}.~${highest + 1}~`;
}
