// What the programs of util-linux have in common: how they refuse an option, read numbers, and become a shell.

import { execStatus, execvp } from './exec.ts';
import { leftOutOption } from './left-out-option.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from './process.ts';

/** errtryhelp(): what getopt said, where to look, and out. `help` tells which options are only left out here. */
export function* tryHelp(process: Process, problem: string, help = ''): Coroutine<number> {
  const leftOut = leftOutOption(problem, help);
  yield* process.error(leftOut ?? problem);
  if (leftOut === null) yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
  return 1;
}

export function versionLine(process: Process): string {
  return `${process.shortName} from util-linux 2.38.1\n`;
}

/** mount(8) and umount(8) name the library that does the work as well. */
export function libmountVersion(process: Process): string {
  return versionLine(process).replace(
    /\n$/,
    ' (libmount 2.38.1: selinux, smack, btrfs, verity, namespaces, assert, debug)\n',
  );
}

/** strtoul_or_err and its kin: a decimal number; null when it is none. */
export function parseNumber(text: string): number | null {
  return /^\s*[+-]?\d+$/.test(text) ? Number(text) : null;
}

/** strtoul_or_err into a uid_t, gid_t or an unsigned int: -1 is the highest. */
export function parseUnsigned(text: string): number | null {
  const number = parseNumber(text);
  return number === null ? null : number >>> 0;
}

/** Becomes the program, or complains as errexec() does. */
export function* execOrFail(process: Process, argv: readonly string[]): Coroutine<number> {
  yield* process.flush();
  const refused = yield* execvp(process.sys, argv, process.env);
  return yield* failToExecute(process, argv[0] ?? '', refused);
}

/** exec_shell(): $SHELL as a login shell. */
export function* execShell(process: Process): Coroutine<number> {
  yield* process.flush();
  const shell = process.env.get('SHELL') ?? '/bin/sh';
  const refused: Failure = yield* process.sys.execve(
    shell,
    [`-${shell.slice(shell.lastIndexOf('/') + 1)}`],
    process.env,
  );
  return yield* failToExecute(process, shell, refused);
}

function* failToExecute(process: Process, name: string, refused: Failure): Coroutine<number> {
  yield* process.warn(`failed to execute ${name}`, refused);
  return execStatus(refused);
}
