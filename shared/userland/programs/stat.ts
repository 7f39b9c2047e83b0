// What the inode says about a file. stat(1)

import { coreutil, missingOperand, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { fileType } from '../libc/file-type.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
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
/** -t. */
const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o';

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
  if (line.options.some(({ key }) => key === 'f')) {
    const chosen = (['c', 'printf', 't'] as const).find((key) =>
      line.options.some((option) => option.key === key),
    );
    if (chosen === undefined) return yield* fileSystems(process, line.operands);
    yield* process.error(`${notAvailable(chosen === 'printf' ? '--printf' : `-${chosen}`)} with -f`);
    return 1;
  }
  const terse = line.options.some(({ key }) => key === 't');
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
    const format = value('printf') ?? value('c') ?? (terse ? TERSE : null);
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

const FILE_SYSTEM_BLOCK = 4096;
/** As df(1) tells it. */
const INODES = 3_085_511;

/** -f. */
function* fileSystems(process: Process, paths: readonly string[]): Coroutine<number> {
  let status = 0;
  for (const path of paths) {
    const found = yield* process.sys.statfs(path);
    if (failed(found)) {
      yield* process.error(`cannot read file system information for ${quoteaf(path)}`, found);
      status = 1;
      continue;
    }
    const blocks = Math.floor(found.capacity / FILE_SYSTEM_BLOCK);
    const free = String(blocks - Math.ceil(found.used / FILE_SYSTEM_BLOCK)).padEnd(10);
    const inodes = blocks === 0 ? 0 : INODES;
    const type = /^ext/.test(found.type) ? 'ext2/ext3' : found.type;
    process.print(
      `  File: "${path}"\n    ID: ${found.dev.toString(16).padEnd(8)} Namelen: 255     Type: ${type}\n` +
        'Block size: 4096       Fundamental block size: 4096\n' +
        `Blocks: Total: ${String(blocks).padEnd(10)} Free: ${free} Available: ${free.trimEnd()}\n` +
        `Inodes: Total: ${String(inodes).padEnd(10)} Free: ${inodes - (inodes === 0 ? 0 : found.files)}\n`,
    );
  }
  return status;
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
  const links =
    found.device === null
      ? String(found.nlink)
      : `${String(found.nlink).padEnd(5)} Device type: ${found.device.major},${found.device.minor}`;
  return [
    `  File: ${name}${target === null ? '' : ` -> ${target}`}`,
    `  Size: ${String(found.size).padEnd(10)}\tBlocks: ${String(found.blocks).padEnd(10)} IO Block: 4096   ${fileType(found)}`,
    `Device: ${device}\tInode: ${String(found.ino).padEnd(11)} Links: ${links}`,
    `Access: (${octal(found.mode).padStart(4, '0')}/${modeText(found)})  Uid: ${id(found.uid, users.userName(found.uid))}   Gid: ${id(found.gid, users.groupName(found.gid))}`,
    `Access: ${time(found.mtime)}`,
    `Modify: ${time(found.mtime)}`,
    `Change: ${time(found.mtime)}`,
    ' Birth: -',
    '',
  ].join('\n');
}

/** S_IFMT of stat(2). */
const KIND_BITS: Readonly<Record<Stat['kind'], number>> = {
  file: 0o100000, directory: 0o040000, symlink: 0o120000, char: 0o020000, fifo: 0o010000, ns: 0o100000,
}; // prettier-ignore

/** Of a device its numbers, in hexadecimal. */
function device({ device }: Stat): { readonly major: string; readonly minor: string } {
  return { major: (device?.major ?? 0).toString(16), minor: (device?.minor ?? 0).toString(16) };
}

/** Of the letters behind %H and %L only the numbers of devices have halves. */
function half(high: boolean, letter: string, { dev, device }: Stat): string | null {
  const whole = letter === 'd' ? { major: dev >> 8, minor: dev & 0xff } : (device ?? { major: 0, minor: 0 });
  if (letter !== 'd' && letter !== 'r') return null;
  return String(high ? whole.major : whole.minor);
}

function formatted(format: string, { name, stat: found, target, users }: Shown): string {
  const rdev = ((found.device?.major ?? 0) << 8) | (found.device?.minor ?? 0);
  return format.replace(
    /%([-0]?)(\d*)([HL][dr]|[a-zA-Z%])/g,
    (_whole, flag: string, width: string, letter: string) => {
      const values: Readonly<Record<string, string>> = {
      n: name, N: quoteaf(name) + (target === null ? '' : ` -> ${quoteaf(target)}`), s: String(found.size), F: fileType(found),
      a: octal(found.mode), A: modeText(found), U: users.userName(found.uid), u: String(found.uid), G: users.groupName(found.gid),
      g: String(found.gid), i: String(found.ino), h: String(found.nlink), d: String(found.dev), D: found.dev.toString(16),
      b: String(found.blocks), B: String(BLOCK), o: '4096', f: (KIND_BITS[found.kind] | found.mode).toString(16), y: time(found.mtime), x: time(found.mtime),
      z: time(found.mtime), Y: wholeSeconds(found.mtime), X: wholeSeconds(found.mtime), Z: wholeSeconds(found.mtime), w: '-', W: '0', m: '/', '%': '%', t: device(found).major, T: device(found).minor, r: String(rdev), R: rdev.toString(16),
    }; // prettier-ignore
      const value =
        letter.length === 2 ? half(letter.startsWith('H'), letter.slice(1), found) : values[letter];
      if (value === undefined || value === null) return '?';
      const columns = Number(width || 0);
      return flag === '-' ? value.padEnd(columns) : value.padStart(columns, flag === '0' ? '0' : ' ');
    },
  );
}
