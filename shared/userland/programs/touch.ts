// Makes empty files: touch(1), mktemp(1)

import { coreutil, quote, quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Sys } from '../sys.ts';

const TOUCH_OPTIONS = [['a', ''], ['c', 'no-create'], ['d', 'date', 'required'], ['m', ''], ['r', 'reference', 'required'], ['t', '', 'required']] as const; // prettier-ignore

export const touch = coreutil('touch', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, TOUCH_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  if (line.operands.length === 0) return yield* tryHelp(process, 'missing file operand');
  const noCreate = line.options.some((option) => option.key === 'c');
  let status = 0;
  for (const path of line.operands) {
    const fd = yield* process.sys.open(path, noCreate ? ['O_WRONLY'] : ['O_WRONLY', 'O_CREAT'], 0o666);
    if (!failed(fd)) yield* process.sys.close(fd);
    // a directory is there, and that is enough
    else if (fd.errno !== 'EISDIR' && !(noCreate && fd.errno === 'ENOENT')) {
      yield* process.error(`cannot touch ${quoteaf(path)}`, fd);
      status = 1;
    }
  }
  return status;
});

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ATTEMPTS = 100;

export const mktemp = coreutil('mktemp', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['d', 'directory'], ['p', 'tmpdir', 'optional', 'required'], ['q', 'quiet'], ['t', ''], ['u', 'dry-run']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const [given] = line.operands;
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
    const name = template.replace(/X+(?!.*X)/, yield* letters(process.sys, xs.length, attempt));
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

/** Taken from the machine's own random device, so that the same attempt gives the same name. */
function* letters(sys: Sys, count: number, attempt: number): Coroutine<string> {
  const fd = yield* sys.open('/dev/urandom');
  const bytes = failed(fd) ? '' : yield* sys.read(fd, count);
  if (!failed(fd)) yield* sys.close(fd);
  const seed = failed(bytes) ? '' : bytes;
  return Array.from({ length: count }, (_, at) =>
    LETTERS.charAt(((seed.charCodeAt(at) || 7) + attempt * 7 + at) % LETTERS.length),
  ).join('');
}
