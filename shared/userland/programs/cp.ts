// Copies files and trees of them. cp(1)

import { Answers } from '../libc/ask.ts';
import { BACKUP_OPTIONS, backupStyle } from '../libc/backup.ts';
import { copyTree } from './copy-tree.ts';
import { coreutil, quote, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { placesOf, toTargets } from './copy-targets.ts';
import type { Coroutine } from '../program.ts';
import type { CopyStyle } from './copy-tree.ts';
import type { FoundOption } from '../libc/getopt-long.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['a', 'archive'], ['', 'attributes-only'], ['d', ''], ['f', 'force'], ['H', ''], ['i', 'interactive'], ['l', 'link'],
  ['L', 'dereference'], ['n', 'no-clobber'], ['', 'no-preserve', 'required'], ['P', 'no-dereference'], ['p', ''],
  ['', 'preserve', 'optional'], ['r', 'recursive'], ['R', ''], ['', 'reflink', 'optional'], ['', 'remove-destination'],
  ['', 'sparse', 'required'], ['', 'strip-trailing-slashes'], ['s', 'symbolic-link'], ['t', 'target-directory', 'required'],
  ...BACKUP_OPTIONS, ['T', 'no-target-directory'], ['u', 'update'], ['v', 'verbose'], ['x', 'one-file-system'],
] as const; // prettier-ignore

const ATTRIBUTES = ['mode', 'timestamps', 'ownership', 'links', 'context', 'xattr', 'all'] as const;
type Attribute = (typeof ATTRIBUTES)[number];

export const cp = coreutil('cp', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (...keys: readonly string[]): boolean =>
    line.options.some((option) => keys.includes(option.key));
  const kept = preserved(line.options);
  if (kept instanceof UnknownAttribute) {
    const list = ATTRIBUTES.map((name) => `  - ${quote(process, name)}\n`).join('');
    const [name, option] = [quote(process, kept.name), quote(process, kept.option)];
    yield* process.error(`invalid argument ${name} for ${option}\nValid arguments are:\n${list.trimEnd()}`);
    return yield* tryHelp(process, null);
  }
  if (has('l') && has('s')) {
    yield* process.error('cannot make both hard and symbolic links');
    return yield* tryHelp(process, null);
  }
  const backup = yield* backupStyle(process, line.options);
  if (typeof backup === 'number') return backup;
  const keeps = line.options.findLast(({ key }) => key === 'n' || key === 'i')?.key === 'n';
  if (backup !== null && keeps)
    return yield* tryHelp(process, 'options --backup and --no-clobber are mutually exclusive');
  const recursive = has('r', 'R', 'a');
  const style: CopyStyle = {
    recursive,
    follow: following(line.options, recursive && !has('l')),
    kept,
    make: has('l') ? 'hardLink' : has('s') ? 'symbolicLink' : has('attributes-only') ? 'attributes' : 'copy',
    clone: line.options.some(({ key, value }) => key === 'reflink' && (value ?? 'always') === 'always'),
    backup,
    existing: keeps ? 'keep' : has('i') ? 'ask' : 'replace',
    force: has('f'),
    removeFirst: has('remove-destination'),
    onlyNewer: has('u'),
    verbose: has('v'),
    oneFileSystem: has('x'),
  }; // prettier-ignore
  const answers = new Answers(process);
  return yield* toTargets(process, placesOf(line), (from, to) =>
    copyTree(process, has('strip-trailing-slashes') ? from.replace(/(.)\/+$/, '$1') : from, to, style, answers),
  );
}); // prettier-ignore

/** The last of -P, -L, -H, -d and -a. */
function following(options: readonly FoundOption<string>[], usuallyNot: boolean): CopyStyle['follow'] {
  const last = options.findLast(({ key }) => 'PLHda'.includes(key))?.key;
  switch (last) {
    case 'P':
    case 'd':
    case 'a':
      return 'never';
    case 'L':
      return 'always';
    case 'H':
      return 'operands';
    default:
      return usuallyNot ? 'never' : 'always';
  }
}

class UnknownAttribute {
  readonly name: string;
  readonly option: string;

  constructor(name: string, option: string) {
    this.name = name;
    this.option = option;
  }
}

function preserved(options: readonly FoundOption<string>[]): CopyStyle['kept'] | UnknownAttribute {
  const kept = { mode: false, plainMode: false, ownership: false, timestamps: false };
  for (const { key, value } of options) {
    if (key === 'p' || key === 'a' || (key === 'preserve' && value === null))
      kept.mode = kept.ownership = kept.timestamps = true;
    else if (key === 'preserve' || key === 'no-preserve')
      for (const name of (value ?? '').split(',')) {
        const attribute = ATTRIBUTES.find((known): known is Attribute => known.startsWith(name));
        if (attribute === undefined) return new UnknownAttribute(name, `--${key}`);
        const on = key === 'preserve';
        if (attribute === 'mode' || attribute === 'all') {
          kept.mode = on;
          kept.plainMode = !on;
        }
        if (attribute === 'ownership' || attribute === 'all') kept.ownership = on;
        if (attribute === 'timestamps' || attribute === 'all') kept.timestamps = on;
      }
  }
  return kept;
}
