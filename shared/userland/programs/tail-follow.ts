// What comes to be written at the end of files that are followed? tail -f and tail -F

import { failed } from '../program.ts';
import { quoteaf, quotef } from '../libc/coreutils.ts';
import { readAll } from '../libc/read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Fd, Stat, Sys } from '../sys.ts';
import type { Process } from '../libc/process.ts';

export interface Following {
  /** -F and --follow=name: the file of that name, whichever it is by now. */
  readonly byName: boolean;
  readonly retry: boolean;
  readonly intervalMs: number;
  /** Until none of these is there any more. */
  readonly pids: readonly number[];
}

export class FollowedFile {
  readonly name: string;
  /** Null while there is no such file. */
  fd: Fd | null;
  size = 0;

  constructor(name: string, fd: Fd | null) {
    this.name = name;
    this.fd = fd;
  }
}

type Heading = (name: string) => string;

/**
 * Returns when nothing is left to follow, or the processes waited for are gone. What can't grow, as /dev/null, is waited
 * for without looking.
 */
export function* followAll(
  process: Process,
  files: readonly FollowedFile[],
  how: Following,
  heading: Heading | null,
): Coroutine<void> {
  const { sys } = process;
  let left = files;
  let shown = files.findLast(({ fd }) => fd !== null) ?? null;
  for (const file of files) file.size = yield* sizeOf(sys, file);
  for (;;) {
    if (left.length === 0) {
      yield* process.error('no files remaining');
      return;
    }
    if (!(yield* process.flush())) return;
    const isLastLook = how.pids.length > 0 && !(yield* anyAlive(sys, how.pids));
    if (!isLastLook && how.pids.length === 0 && !(yield* mayChange(sys, left, how))) yield* sys.pause();
    else if (!isLastLook) yield* sys.nanosleep(how.intervalMs);
    for (const file of left) {
      if (how.byName) left = yield* findAgain(process, file, left, how);
      else if (file.fd === null && how.retry) yield* openAgain(process, file, 'has appeared;  following new file');
      const text = yield* grown(process, file);
      if (text === '') continue;
      if (heading !== null && shown !== file) process.print(heading(file.name));
      shown = file;
      process.print(text);
    }
    if (isLastLook) return;
  }
} // prettier-ignore

function* anyAlive(sys: Sys, pids: readonly number[]): Coroutine<boolean> {
  for (const pid of pids) {
    const alive = yield* sys.kill(pid, 0);
    if (!failed(alive) || alive.errno === 'EPERM') return true;
  }
  return false;
}

function* mayChange(sys: Sys, files: readonly FollowedFile[], how: Following): Coroutine<boolean> {
  for (const { fd } of files) {
    const stat = fd === null ? null : yield* sys.fstat(fd);
    if (how.byName || stat === null || (!failed(stat) && stat.kind === 'file')) return true;
  }
  return false;
}

function* sizeOf(sys: Sys, { fd }: FollowedFile): Coroutine<number> {
  const stat = fd === null ? null : yield* sys.fstat(fd);
  return stat === null || failed(stat) ? 0 : stat.size;
}

/** A file that became shorter is read from its beginning. */
function* grown(process: Process, file: FollowedFile): Coroutine<string> {
  const { sys } = process;
  if (file.fd === null) return '';
  const stat = yield* sys.fstat(file.fd);
  if (failed(stat) || stat.kind !== 'file') return '';
  if (stat.size < file.size) {
    yield* process.error(`${file.name}: file truncated`);
    yield* sys.lseek(file.fd, 0, 'SEEK_SET');
  }
  const text = yield* readAll(sys, file.fd);
  file.size = stat.size;
  return failed(text) ? '' : text;
}

/** Looks whether the name belongs to another file by now. Those that are still followed. */
function* findAgain(
  process: Process,
  file: FollowedFile,
  left: readonly FollowedFile[],
  { retry }: Following,
): Coroutine<readonly FollowedFile[]> {
  const { sys } = process;
  const there: Stat | Failure = yield* sys.stat(file.name);
  if (failed(there)) {
    if (file.fd === null) return left;
    const rest = yield* grown(process, file);
    process.print(rest);
    yield* process.error(retry ? `${quoteaf(file.name)} has become inaccessible` : quotef(file.name), there);
    yield* sys.close(file.fd);
    file.fd = null;
    return retry ? left : left.filter((each) => each !== file);
  }
  if (file.fd === null) yield* openAgain(process, file, 'has appeared;  following new file');
  else {
    const own = yield* sys.fstat(file.fd);
    if (!failed(own) && (own.ino !== there.ino || own.dev !== there.dev)) {
      yield* sys.close(file.fd);
      yield* openAgain(process, file, 'has been replaced;  following new file');
    }
  }
  return left;
}

function* openAgain(process: Process, file: FollowedFile, why: string): Coroutine<void> {
  const fd = yield* process.sys.open(file.name);
  file.fd = failed(fd) ? null : fd;
  file.size = 0;
  if (!failed(fd)) yield* process.error(`${quoteaf(file.name)} ${why}`);
}
