// Where is a program? which(1), whereis(1)

import { failed } from '../program.ts';
import { findInPath, isExecutableFile } from '../libc/exec.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { tryHelp, versionLine } from '../libc/util-linux.ts';
import { WHEREIS_USAGE } from './util-linux-usage.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const USAGE_ERROR = 2;

export const which = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['a', '']]);
  if (line.problem !== null) {
    // a script, which is told the path it was found under
    const path = (yield* findInPath(process.sys, process.name, process.env)) ?? process.name;
    yield* process.eprint(
      `Illegal option ${(process.args[0] ?? '').slice(0, 2)}\nUsage: ${path} [-a] args\n`,
    );
    return USAGE_ERROR;
  }
  let status = line.operands.length === 0 ? 1 : 0;
  for (const name of line.operands) {
    const found =
      line.options.length > 0
        ? yield* all(process, name)
        : [yield* findInPath(process.sys, name, process.env)];
    const paths = found.filter((path) => path !== null);
    for (const path of paths) process.printLine(path);
    if (paths.length === 0) status = 1;
  }
  return status;
});

function* all({ sys, env }: Process, name: string): Coroutine<readonly string[]> {
  const found: string[] = [];
  for (const directory of (env.get('PATH') ?? '').split(':')) {
    const path = `${directory}/${name}`;
    if (yield* isExecutableFile(sys, path)) found.push(path);
  }
  return found;
}

const WHEREIS_DIRECTORIES = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/etc'];

export const whereis = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['b', ''], ['B', ''], ['m', ''], ['M', ''], ['s', ''], ['S', ''], ['f', ''], ['u', ''], ['g', ''], ['l', ''], ['h', 'help'], ['V', 'version']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, 'bad usage');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (has('h') || has('V')) {
    process.print(has('h') ? WHEREIS_USAGE : versionLine(process));
    return 0;
  }
  const names = line.operands;
  if (names.length === 0) return yield* tryHelp(process, 'not enough arguments');
  for (const name of names) {
    const found: string[] = [];
    for (const directory of WHEREIS_DIRECTORIES) {
      const path = `${directory}/${name}`;
      if (!failed(yield* process.sys.stat(path))) found.push(path);
    }
    process.printLine([`${name}:`, ...found].join(' '));
  }
  return 0;
});
