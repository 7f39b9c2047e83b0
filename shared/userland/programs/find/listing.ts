// What does the line of -ls say about a file? find(1), list_file of gnulib

import { failed } from '../../program.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { blocksOf, dateText, modeText } from '../ls/entry.ts';
import type { Coroutine } from '../../program.ts';
import type { Search } from './evaluate.ts';
import type { Visited } from './visited.ts';

export function* listingOf({ process, users }: Search, { path, stat }: Visited): Coroutine<string> {
  const { sys } = process;
  const target = stat.kind === 'symlink' ? yield* sys.readlink(path) : null;
  const size =
    stat.device === null
      ? String(stat.size).padStart(8)
      : `${String(stat.device.major).padStart(3)}, ${String(stat.device.minor).padStart(3)}`;
  return [
    String(stat.ino).padStart(9),
    String(Math.ceil(blocksOf(stat))).padStart(6),
    `${modeText(stat)} `,
    String(stat.nlink).padStart(2),
    users.userName(stat.uid).padEnd(8),
    users.groupName(stat.gid).padEnd(8),
    size,
    dateText(stat.mtime, yield* readNow(sys)),
    `${escaped(path)}${target === null || failed(target) ? '' : ` -> ${escaped(target)}`}`,
  ].join(' ');
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', 'n'], ['\t', 't'], ['\b', 'b'], ['\r', 'r'], ['\f', 'f'], ['\v', 'v'], ['\x07', 'a'], ['\\', '\\'], [' ', ' '], ['"', '"'],
]); // prettier-ignore

function escaped(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  return name.replace(/[\n\t\b\r\f\v\\ "]|\x07/g, (character) => `\\${ESCAPES.get(character) ?? character}`);
}
