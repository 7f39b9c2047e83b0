// What the inode says about a file. stat(1)

import { coreutil, missingOperand, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { modeText } from './ls/entry.ts';
import { readUsers } from '../libc/users.ts';
import { strftime } from '../libc/calendar.ts';
import { unescapeFormat } from '../libc/escapes.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Stat } from '../sys.ts';
import type { Users } from '../libc/users.ts';

const OPTIONS = [['c', 'format', 'required'], ['f', 'file-system'], ['L', 'dereference'], ['t', 'terse'], ['', 'printf', 'required']] as const; // prettier-ignore

const BLOCK = 512;

interface Shown {
  readonly name: string;
  readonly stat: Stat;
  readonly target: string | null;
  readonly users: Users;
}

export const stat = coreutil('stat', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* missingOperand(process);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  const follows = line.options.some((option) => option.key === 'L');
  const users = yield* readUsers(sys);
  let status = 0;
  for (const name of line.operands) {
    const found = yield* follows ? sys.stat(name) : sys.lstat(name);
    if (failed(found)) {
      yield* process.error(`cannot statx ${quoteaf(name)}`, found);
      status = 1;
      continue;
    }
    const link = found.kind === 'symlink' ? yield* sys.readlink(name) : null;
    const shown = { name, stat: found, target: link === null || failed(link) ? null : link, users };
    const format = value('printf') ?? value('c');
    if (format === null && link !== null && failed(link)) {
      // the line is begun before it is known where the link leads
      process.print(`  File: ${name}`);
      yield* process.error(`cannot read symbolic link ${quoteaf(name)}`, link);
      process.print(everything(shown).slice(`  File: ${name}`.length));
      status = 1;
    } else if (format === null) process.print(everything(shown));
    else if (value('printf') !== null) process.print(unescapeFormat(formatted(format, shown)).text);
    else process.printLine(formatted(format, shown));
  }
  return status;
});

function kindText({ kind, size }: Stat): string {
  switch (kind) {
    case 'directory':
      return 'directory';
    case 'symlink':
      return 'symbolic link';
    case 'char':
      return 'character special file';
    case 'fifo':
      return 'fifo';
    default:
      return size === 0 ? 'regular empty file' : 'regular file';
  }
}

function time(seconds: number): string {
  return strftime('%Y-%m-%d %H:%M:%S.%N +0000', seconds);
}

function wholeSeconds(seconds: number): string {
  return String(Math.floor(seconds));
}

function octal(mode: number): string {
  return mode.toString(8);
}

function everything({ name, stat: found, target, users }: Shown): string {
  const id = (number: number, text: string): string => `(${String(number).padStart(5)}/${text.padStart(8)})`;
  const device = `${Math.floor(found.dev / 256)},${found.dev % 256}`;
  return [
    `  File: ${name}${target === null ? '' : ` -> ${target}`}`,
    `  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(found.blocks).padEnd(10)} IO Block: 4096   ${kindText(found)}`,
    `Device: ${device}\tInode: ${String(found.ino).padEnd(11)} Links: ${found.nlink}`,
    `Access: (${octal(found.mode).padStart(4, '0')}/${modeText(found)})  Uid: ${id(found.uid, users.userName(found.uid))}   Gid: ${id(found.gid, users.groupName(found.gid))}`,
    `Access: ${time(found.mtime)}`,
    `Modify: ${time(found.mtime)}`,
    `Change: ${time(found.mtime)}`,
    ' Birth: -',
    '',
  ].join('\n');
}

function formatted(format: string, { name, stat: found, target, users }: Shown): string {
  return format.replace(/%([-0]?)(\d*)([a-zA-Z%])/g, (whole, flag: string, width: string, letter: string) => {
    const values: Readonly<Record<string, string>> = {
      n: name, N: quoteaf(name) + (target === null ? '' : ` -> ${quoteaf(target)}`), s: String(found.size), F: kindText(found),
      a: octal(found.mode), A: modeText(found), U: users.userName(found.uid), u: String(found.uid), G: users.groupName(found.gid),
      g: String(found.gid), i: String(found.ino), h: String(found.nlink), d: String(found.dev), D: found.dev.toString(16),
      b: String(found.blocks), B: String(BLOCK), o: '4096', f: found.mode.toString(16), y: time(found.mtime), x: time(found.mtime),
      z: time(found.mtime), Y: wholeSeconds(found.mtime), X: wholeSeconds(found.mtime), Z: wholeSeconds(found.mtime), w: '-', W: '0', m: '/', '%': '%',
    }; // prettier-ignore
    const value = values[letter];
    if (value === undefined) return whole;
    const columns = Number(width || 0);
    return flag === '-' ? value.padEnd(columns) : value.padStart(columns, flag === '0' ? '0' : ' ');
  });
}
