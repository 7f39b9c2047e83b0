// What does execve(2) start when it is given this path? Program files, and scripts with their interpreter. execve(2), binfmt_script

import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure, Program } from './program.ts';
import type { System } from './system.ts';
import type { Location } from './vfs/location.ts';
import { MemoryFile } from './vfs/memory-fs.ts';
import { mayAccess } from './vfs/permission.ts';
import { hasMountOption } from './vfs/read-only.ts';
import { ELF_MAGIC } from './vfs/root-tree.ts';
import { isShell } from './tty/reading-mode.ts';

/** How many interpreters may be scripts themselves. */
const MAX_INTERPRETERS = 4;

/** How long one argument may be, and all of them with their pointers: a quarter of the stack. execve(2) */
const MAX_ARG_STRLEN = 131_072;
const ARG_MAX = 2_097_152;
const POINTER = 8;

/**
 * Programs that load many libraries: whoever was started beside them, in the same pipeline perhaps, has long gone to sleep
 * when they begin to look around.
 */
const SLOW_TO_LOAD: readonly string[] = ['lsns', 'pgrep', 'pkill', 'ps', 'pstree', 'top'];

export interface Executable {
  readonly program: Program;
  readonly file: Location;
  /** With the interpreter in front, where there is one. */
  readonly argv: readonly string[];
  readonly isSlowToLoad: boolean;
  /** It reads and sets a good deal before its first command. */
  readonly isShell: boolean;
}

function isTooBig(texts: readonly string[]): boolean {
  let total = 0;
  for (const text of texts) {
    if (text.length >= MAX_ARG_STRLEN) return true;
    total += text.length + 1 + POINTER;
  }
  return total > ARG_MAX;
}

/** Errno: E2BIG one argument, or all together, too long; ENOENT, ENOTDIR, ELOOP from the path; EACCES no file or not executable; ENOEXEC a format the kernel does not know. */
export function executable(
  system: System,
  caller: Process,
  path: string,
  argv: readonly string[],
  depth = 0,
): Executable | Failure {
  if (depth > MAX_INTERPRETERS) return { errno: 'ELOOP' };
  if (isTooBig(argv)) return { errno: 'E2BIG' };
  const file = system.vfs.resolve(caller, path);
  if (failed(file)) return file;
  const { inode } = file;
  if (inode.kind !== 'file' || !mayAccess(caller, inode, 'search')) return { errno: 'EACCES' };
  if (hasMountOption(system, file, 'noexec')) return { errno: 'EACCES' };
  const text = inode instanceof MemoryFile ? inode.text : '';
  const script = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*)/.exec(text);
  if (script !== null) {
    const [, interpreter = '', rest = ''] = script;
    const argument = rest.trimEnd();
    const passed = [interpreter, ...(argument === '' ? [] : [argument]), path, ...argv.slice(1)];
    return executable(system, caller, interpreter, passed, depth + 1);
  }
  const program = text.startsWith(ELF_MAGIC)
    ? system.programs.get(text.slice(ELF_MAGIC.length).trimEnd())
    : undefined;
  if (program === undefined) return { errno: 'ENOEXEC' };
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const isSlowToLoad = SLOW_TO_LOAD.includes(name);
  // sh is a link to dash
  return { program, file, argv, isSlowToLoad, isShell: name === 'dash' || isShell(name) };
}
