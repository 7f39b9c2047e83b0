// Which processes use a file or a file system? fuser(1) of psmisc.

import { answerPsmiscLine } from '../../libc/psmisc.ts';
import { canonicalize } from '../../libc/canonicalize.ts';
import { failed } from '../../program.ts';
import { mountsOf, readCandidates, usersOf } from './accesses.ts';
import { program } from '../../libc/process.ts';
import { readFuserLine, USAGE, VERSION } from './request.ts';
import { readMounts } from '../../libc/mounts.ts';
import { readUsers } from '../../libc/users.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Candidate, FileUser } from './accesses.ts';
import type { Coroutine } from '../../program.ts';
import type { NamedThing, Request } from './request.ts';
import type { Process } from '../../libc/process.ts';
import type { Stat } from '../../sys.ts';
import type { Users } from '../../libc/users.ts';

const NAME_WIDTH = 20;

/** What is to be looked for: a file that is there, or a port, which nobody has here. */
interface Sought {
  readonly shown: string;
  readonly file: Stat | null;
}

export const fuser = program(function* (process: Process): Coroutine<number> {
  const line = readFuserLine(process.args, process.name);
  return yield* answerPsmiscLine(process, line, { usage: USAGE, version: VERSION }, show);
});

function* show(process: Process, request: Request): Coroutine<number> {
  const sought: Sought[] = [];
  for (const thing of request.names) {
    const found = yield* lookUp(process, thing, request);
    if (found !== null) sought.push(found);
  }
  if (sought.length === 0) return 1;
  const users = yield* readUsers(process.sys);
  const candidates = yield* readCandidates(process.sys);
  const report = new Report(process, request, users);
  let found = false;
  for (const one of sought) found = (yield* showOne(process, one, candidates, request, report)) || found;
  return found ? 0 : 1;
}

/** Null after a complaint. */
function* lookUp(process: Process, { name, space }: NamedThing, request: Request): Coroutine<Sought | null> {
  const { sys } = process;
  if (space !== 'file') {
    if (/^\d+$/.test(name)) return { shown: `${name}/${space}`, file: null };
    yield* process.eprint(`Cannot resolve local port ${name}: Servname not supported for ai_socktype\n`);
    return null;
  }
  const file = yield* sys.stat(name);
  const canonical = failed(file) ? file : yield* canonicalize(sys, name, 'existing');
  const shown = failed(canonical) ? name : canonical;
  if (failed(file)) {
    yield* process.eprint(
      file.errno === 'ENOENT'
        ? `Specified filename ${name} does not exist.\n`
        : `Cannot stat ${name}: ${strerror(file.errno)}\n`,
    );
  }
  if (request.letters.has('M') && !(yield* isMountpoint(process, shown))) {
    yield* process.eprint(`Specified filename ${shown} is not a mountpoint.\n`);
    return null;
  }
  if (!failed(file)) return { shown, file };
  // with -a what is not there is shown as well: nobody uses it
  return request.letters.has('a') && file.errno === 'ENOENT' ? { shown, file: null } : null;
}

function* isMountpoint(process: Process, place: string): Coroutine<boolean> {
  const mounts = yield* readMounts(process.sys);
  return !failed(mounts) && mounts.some(({ target }) => target === place);
}

/** Whether somebody uses it; with -k, whether somebody was sent the signal. */
function* showOne(
  process: Process,
  { shown, file }: Sought,
  candidates: readonly Candidate[],
  request: Request,
  report: Report,
): Coroutine<boolean> {
  const { letters } = request;
  const users = file === null ? [] : usersOf(candidates, file, letters.has('m'));
  const isVerbose = letters.has('v');
  const mounts = file === null || !isVerbose ? [] : yield* mountsOf(process.sys, file, letters.has('m'));
  const isUsed = users.length + mounts.length > 0;
  if (!letters.has('s') && (isUsed || letters.has('a'))) {
    yield* report.name(shown, isUsed);
    if (isVerbose) yield* report.table(mounts, users);
    else yield* report.list(users);
  }
  return letters.has('k') ? yield* killEach(process, users, request) : isUsed;
}

/** Numbers go to standard output, everything around them to standard error. */
class Report {
  readonly #process: Process;
  readonly #letters: ReadonlySet<string>;
  readonly #users: Users;
  #hasHeader = false;

  constructor(process: Process, { letters }: Request, users: Users) {
    this.#process = process;
    this.#letters = letters;
    this.#users = users;
  }

  *name(shown: string, isUsed: boolean): Coroutine<void> {
    if (this.#letters.has('v') && !this.#hasHeader) {
      this.#hasHeader = true;
      yield* this.#around(`${' '.repeat(NAME_WIDTH)} USER        PID ACCESS COMMAND\n`);
    }
    yield* this.#around(isUsed ? `${shown}:`.padEnd(NAME_WIDTH) : `${shown}:`);
  }

  *list(users: readonly FileUser[]): Coroutine<void> {
    for (const { pid, uid, accesses } of users) {
      yield* this.#number(String(pid));
      const letters = (['r', 'c', 'e'] as const).filter((access) => accesses.has(access)).join('');
      yield* this.#around(letters + (this.#letters.has('u') ? `(${this.#userName(uid)})` : ''));
    }
    yield* this.#around('\n');
  }

  *table(mounts: readonly string[], users: readonly FileUser[]): Coroutine<void> {
    let indent = '';
    for (const place of mounts) {
      yield* this.#around(`${indent} ${'root'.padEnd(8)} `);
      yield* this.#number('kernel');
      yield* this.#around(` mount ${this.#letters.has('u') ? '(root)' : ''}${place}\n`);
      indent = ' '.repeat(NAME_WIDTH);
    }
    for (const { pid, uid, comm, accesses } of users) {
      const user = this.#userName(uid);
      yield* this.#around(`${indent} ${user.padEnd(8)} `);
      yield* this.#number(String(pid));
      const file = accesses.has('F') ? 'F' : accesses.has('f') ? 'f' : '.';
      const rest = (['r', 'c', 'e'] as const).map((access) => (accesses.has(access) ? access : '.')).join('');
      yield* this.#around(` ${file}${rest}. ${this.#letters.has('u') ? `(${user})` : ''}${comm}\n`);
      indent = ' '.repeat(NAME_WIDTH);
    }
    if (mounts.length + users.length === 0) yield* this.#around('\n');
  }

  #userName(uid: number): string {
    return this.#users.byUid(uid)?.name ?? String(uid);
  }

  *#number(text: string): Coroutine<void> {
    this.#process.print(text.padStart(6));
    yield* this.#process.flush();
  }

  *#around(text: string): Coroutine<void> {
    if (text !== '') yield* this.#process.eprint(text);
  }
}

function* killEach(
  process: Process,
  users: readonly FileUser[],
  { letters, signal }: Request,
): Coroutine<boolean> {
  let killed = false;
  for (const { pid, accesses } of users) {
    if (letters.has('w') && !accesses.has('F')) continue;
    if (letters.has('i') && !(yield* confirmed(process, pid))) continue;
    const sent = yield* process.sys.kill(pid, signal);
    if (failed(sent)) yield* process.eprint(`Could not kill process ${pid}: ${strerror(sent.errno)}\n`);
    else killed = true;
  }
  return killed;
}

function* confirmed(process: Process, pid: number): Coroutine<boolean> {
  yield* process.eprint(`Kill process ${pid} ? (y/N) `);
  const answer = yield* process.readInput();
  return !failed(answer) && /^\s*y/i.test(answer);
}
