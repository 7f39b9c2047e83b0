// What does a format of -printf make of a file? find(1)

import { allocateText } from '../../libc/exhaustion.ts';
import { baseName, typeLetter } from './visited.ts';
import { failed } from '../../program.ts';
import { modeText } from '../ls/entry.ts';
import type { Coroutine } from '../../program.ts';
import { partOfMoment, wholeMoment } from './moments.ts';
import { readMounts } from '../../libc/mounts.ts';
import type { Search } from './evaluate.ts';
import type { Visited } from './visited.ts';

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' }; // prettier-ignore

export function* formatFile(search: Search, format: string, file: Visited): Coroutine<string> {
  let text = '';
  for (const [piece, octal, escape, flags = '', width = '', letter] of format.matchAll(
    /\\([0-7]{1,3})|\\([\s\S])|%([-0+ #]*)(\d*)([ACT][\s\S]|[\s\S])|[\s\S]/g,
  )) {
    if (octal !== undefined) text += String.fromCharCode(parseInt(octal, 8));
    else if (escape === 'c') return text;
    else if (escape !== undefined) text += ESCAPES[escape] ?? piece;
    else if (letter === '%') text += '%';
    else if (letter !== undefined) {
      allocateText(Number(width));
      const value = yield* directive(search, letter, file);
      text += value === null ? piece : value.padStart(flags.includes('-') ? 0 : Number(width)).padEnd(Number(width)); // prettier-ignore
    } else text += piece;
  }
  return text;
}

/** Of a link what it leads to: N where there is nothing, L where it leads in a circle. */
function* typeBehind({ process }: Search, { path, stat }: Visited): Coroutine<string> {
  if (stat.kind !== 'symlink') return typeLetter(stat);
  const behind = yield* process.sys.stat(path);
  if (!failed(behind)) return typeLetter(behind);
  return behind.errno === 'ELOOP' ? 'L' : 'N';
}

/** The type of the file system that the longest mount point above it has; the last of several on the same. */
export function* fileSystemOf({ process }: Search, { stat }: Visited): Coroutine<string> {
  const mounts = yield* readMounts(process.sys);
  const device = `${stat.dev >> 8}:${stat.dev & 0xff}`;
  return failed(mounts)
    ? 'unknown'
    : (mounts.findLast((mount) => mount.device === device)?.type ?? 'unknown');
}

/** Null for a letter that means nothing. */
function* directive(search: Search, letter: string, file: Visited): Coroutine<string | null> {
  const { path, operand, depth, stat } = file;
  switch (letter) {
    case 'p': return path;
    case 'f': return baseName(path);
    case 'h': return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    case 'P': return path.slice(operand.length).replace(/^\//, '');
    case 'H': return operand;
    case 'd': return String(depth);
    case 'y': return typeLetter(stat);
    case 'm': return (stat.mode & 0o7777).toString(8);
    case 'M': return modeText(stat);
    case 'u': return search.users.userName(stat.uid);
    case 'U': return String(stat.uid);
    case 'g': return search.users.groupName(stat.gid);
    case 'G': return String(stat.gid);
    case 's': return String(stat.size);
    case 'i': return String(stat.ino);
    case 'n': return String(stat.nlink);
    case 'k': return String(Math.ceil(stat.blocks / 2));
    case 'b': return String(stat.blocks);
    case 'S': return stat.size === 0 ? '0' : String(Number(((stat.blocks * 512) / stat.size).toPrecision(6)));
    case 'Y': return yield* typeBehind(search, file);
    case 'F': return yield* fileSystemOf(search, file);
    case 'a': case 'c': case 't': return wholeMoment(stat.mtime);
    case 'D': return String(stat.dev);
    case 'l': {
      const target = stat.kind === 'symlink' ? yield* search.process.sys.readlink(path) : '';
      return failed(target) ? '' : target;
    }
    default: return letter.length === 2 ? partOfMoment(letter.slice(1), stat.mtime) : null;
  }
} // prettier-ignore
