// Makes empty files: touch(1), mktemp(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { parseDate, parseStamp } from '../libc/parse-date.ts';
import { randomLetters } from '../libc/random-letters.ts';
import { readNow } from '../libc/machine-facts.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const TOUCH_OPTIONS = [['a', ''], ['f', ''], ['c', 'no-create'], ['d', 'date', 'required'], ['m', ''], ['h', 'no-dereference'], ['r', 'reference', 'required'], ['t', '', 'required'], ['', 'time', 'required']] as const; // prettier-ignore

/** The words of --time, for -a and for -m. */
const TIMES = [
  ['atime', 'access', 'use'],
  ['mtime', 'modify'],
] as const;

export const touch = coreutil('touch', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, TOUCH_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const value = (key: string): string | null => line.options.findLast((option) => option.key === key)?.value ?? null; // prettier-ignore
  const time = value('time');
  const whichTime = TIMES.find((words) => words.some((word) => time !== null && word.startsWith(time)))?.[0];
  if (time !== null && whichTime === undefined) {
    const list = TIMES.map((words) => `  - ${words.map((word) => quote(process, word)).join(', ')}`).join(
      '\n',
    );
    yield* process.error(`invalid argument ${quote(process, time)} for ${quote(process, '--time')}\nValid arguments are:\n${list}`); // prettier-ignore
    return yield* tryHelp(process, null);
  }
  const now = yield* readNow(sys);
  let moment: number | null = null;
  const [date, stamp, reference] = [value('d'), value('t'), value('r')];
  if (reference !== null) {
    const model = yield* sys.stat(reference);
    if (failed(model)) {
      yield* process.error(`failed to get attributes of ${quoteaf(reference)}`, model);
      return 1;
    }
    moment = model.mtime;
  }
  if (date !== null || stamp !== null) {
    moment = date === null ? parseStamp(stamp ?? '', now) : parseDate(date, moment ?? now);
    if (moment === null) {
      yield* process.error(`invalid date format ${quote(process, date ?? stamp ?? '')}`);
      return 1;
    }
  }
  if (line.operands.length === 0) return yield* tryHelp(process, 'missing file operand');
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const follow = !has('h');
  // a link is not made where there is none
  const noCreate = has('c') || !follow;
  // -a is about the time of the last access, which nobody keeps here
  const onlyAccess = (has('a') || whichTime === 'atime') && !has('m') && whichTime !== 'mtime';
  let status = 0;
  for (const path of line.operands) {
    const done = yield* touchOne(sys, path, { noCreate, onlyAccess, moment, follow });
    if (!failed(done) || (has('c') && done.errno === 'ENOENT')) continue;
    yield* process.error(
      `${done.errno === 'EPERM' || !follow ? 'setting times of' : 'cannot touch'} ${quoteaf(path)}`,
      done,
    );
    status = 1;
  }
  return status;
});

interface Touching {
  readonly noCreate: boolean;
  readonly onlyAccess: boolean;
  readonly moment: number | null;
  /** -h: the time of a link itself. */
  readonly follow: boolean;
}

function* touchOne(sys: Sys, path: string, { noCreate, onlyAccess, moment, follow }: Touching) {
  if (!noCreate) {
    const fd = yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_NONBLOCK', 'O_NOCTTY'], 0o666);
    if (!failed(fd)) yield* sys.close(fd);
    // what is there already can be touched all the same
    else if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENXIO'].includes(fd.errno)) return fd;
  }
  if (!onlyAccess) return yield* sys.utimes(path, moment, { follow });
  const stat = yield* follow ? sys.stat(path) : sys.lstat(path);
  return failed(stat) ? stat : 0;
}

const ATTEMPTS = 100;

export const mktemp = coreutil('mktemp', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['d', 'directory'], ['p', 'tmpdir', 'optional', 'required'], ['q', 'quiet'], ['t', ''], ['u', 'dry-run']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const [given, extra] = line.operands;
  if (extra !== undefined) return yield* tryHelp(process, 'too many templates');
  const template = given ?? 'tmp.XXXXXXXXXX';
  const [xs = ''] = /X+(?!.*X)/.exec(template) ?? [];
  if (xs.length < 3) {
    yield* process.error(`too few X's in template ${quote(process, template)}`);
    return 1;
  }
  const directory =
    line.options.findLast(({ key }) => key === 'p')?.value ?? process.env.get('TMPDIR') ?? '/tmp';
  const inDirectory = given === undefined || has('p') || has('t');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const name = template.replace(/X+(?!.*X)/, yield* randomLetters(process.sys, xs.length, attempt));
    const path = inDirectory ? `${directory}/${name}` : name;
    const made = yield* make(process.sys, path, has('d'), has('u'));
    if (!failed(made)) {
      process.printLine(path);
      return 0;
    }
    if (made.errno !== 'EEXIST') {
      yield* process.error(`failed to create ${has('d') ? 'directory' : 'file'} via template ${quote(process, inDirectory ? `${directory}/${template}` : template)}`, made); // prettier-ignore
      return 1;
    }
  }
  return 1;
});

function* make(sys: Sys, path: string, directory: boolean, dryRun: boolean) {
  if (dryRun) {
    const there = yield* sys.lstat(path);
    return failed(there) ? 0 : ({ errno: 'EEXIST' } as const);
  }
  if (directory) return yield* sys.mkdir(path, 0o700);
  const fd = yield* sys.open(path, ['O_RDWR', 'O_CREAT', 'O_EXCL'], 0o600);
  return failed(fd) ? fd : yield* sys.close(fd);
}
