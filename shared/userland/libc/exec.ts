// Where is a program, and how does a process become it? exec(3)

import { failed } from '../program.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Sys } from '../sys.ts';

/** Where execvp(3) looks when there is no PATH. */
const DEFAULT_PATH = '/bin:/usr/bin';

/** execvp(3): returns only when it failed. A file without a known format is handed to sh. */
export function* execvp(
  sys: Sys,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
  file: string = argv[0] ?? '',
): Coroutine<Failure> {
  if (file === '') return { errno: 'ENOENT' };
  let denied = false;
  for (const path of candidates(file, env)) {
    const refused = yield* execOrScript(sys, path, argv, env);
    if (refused.errno === 'EACCES') denied = true;
    else if (refused.errno !== 'ENOENT' && refused.errno !== 'ENOTDIR') return refused;
  }
  return { errno: denied ? 'EACCES' : 'ENOENT' };
}

function candidates(file: string, env: ReadonlyMap<string, string>): readonly string[] {
  if (file.includes('/')) return [file];
  return (env.get('PATH') ?? DEFAULT_PATH)
    .split(':')
    .map((directory) => (directory === '' ? file : `${directory}/${file}`));
}

function* execOrScript(
  sys: Sys,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
): Coroutine<Failure> {
  const refused: Failure = yield* sys.execve(path, argv, env);
  if (refused.errno !== 'ENOEXEC') return refused;
  return yield* sys.execve('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], env);
}

/** The first executable file of that name in PATH, as which(1) finds it. */
export function* findInPath(
  sys: Sys,
  file: string,
  env: ReadonlyMap<string, string>,
): Coroutine<string | null> {
  for (const path of candidates(file, env)) if (yield* isExecutableFile(sys, path)) return path;
  return null;
}

export function* isExecutableFile(sys: Sys, path: string): Coroutine<boolean> {
  const stat = yield* sys.stat(path);
  if (failed(stat) || stat.kind !== 'file') return false;
  return !failed(yield* sys.access(path, 'X_OK'));
}

/** The exit status of a program that could not become another: 127 when it is not there, else 126. */
export function execStatus(refused: Failure): number {
  return refused.errno === 'ENOENT' ? 127 : 126;
}
