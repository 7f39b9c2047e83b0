// What do the file and string tests of `test`, `[` and `[[` ask? (test(1); bash(1), CONDITIONAL EXPRESSIONS)

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Stat } from '../sys.ts';
import { reportError } from './errors.ts';
import { evaluateIndex } from './expand/arithmetic-text.ts';
import { isSetOption } from './options.ts';
import type { Shell } from './shell.ts';
import { indicesOf, scalarOf } from './variables.ts';

const UNARY = ['-a', '-b', '-c', '-d', '-e', '-f', '-g', '-h', '-k', '-L', '-n', '-N', '-o', '-O', '-G', '-p', '-r', '-s', '-S', '-t', '-u', '-v', '-R', '-w', '-x', '-z']; // prettier-ignore

export function isUnaryTest(operator: string): boolean {
  return UNARY.includes(operator);
}

const KINDS: Readonly<Record<string, Stat['kind']>> = { '-c': 'char', '-d': 'directory', '-p': 'fifo' };
const MODE_BITS: Readonly<Record<string, number>> = { '-g': 0o2000, '-k': 0o1000, '-u': 0o4000 };
const ACCESS = { '-r': 'R_OK', '-w': 'W_OK', '-x': 'X_OK' } as const;

export function* unaryTest(shell: Shell, operator: string, operand: string): Coroutine<boolean> {
  switch (operator) {
    case '-n':
      return operand !== '';
    case '-z':
      return operand === '';
    case '-t':
      return /^[0-9]+$/.test(operand) && (yield* shell.sys.isatty(Number(operand)));
    case '-o':
      return isSetOption(operand) && shell.options.has(operand);
    case '-v':
      return yield* isSet(shell, operand);
    case '-R':
      return shell.variables.own(operand)?.nameref === true;
    case '-r':
    case '-w':
    case '-x':
      return !failed(yield* shell.sys.access(operand, ACCESS[operator]));
    default:
      return yield* fileTest(shell, operator, operand);
  }
}

/** A variable, an element of one, or a positional parameter. */
function* isSet(shell: Shell, name: string): Coroutine<boolean> {
  if (/^[0-9]+$/.test(name)) return Number(name) <= shell.positional.length;
  const [, base = name, index] = /^([A-Za-z_][A-Za-z_0-9]*)\[(.*)\]$/.exec(name) ?? [];
  const value = shell.variables.get(base)?.value ?? null;
  if (index === undefined) return scalarOf(value) !== null;
  if (value === null) return false;
  if (index === '@' || index === '*') return indicesOf(value).length > 0;
  if (value.kind === 'associative') return value.elements.has(index.replace(/^(["'])(.*)\1$/, '$2'));
  const at = yield* evaluateIndex(shell, yield* shell.run.quotedText(shell, index), value);
  if (at < 0 && shell.skip === null) yield* reportError(shell, `${base}: bad array subscript`);
  return indicesOf(value).includes(String(at));
}

function* fileTest(shell: Shell, operator: string, path: string): Coroutine<boolean> {
  const stat = yield* operator === '-h' || operator === '-L' ? shell.sys.lstat(path) : shell.sys.stat(path);
  if (failed(stat)) return false;
  switch (operator) {
    case '-a':
    case '-e':
      return true;
    case '-f':
      return stat.kind === 'file' || stat.kind === 'ns';
    case '-h':
    case '-L':
      return stat.kind === 'symlink';
    case '-s':
      return stat.size > 0;
    case '-O':
      return stat.uid === shell.euid;
    case '-G':
      return stat.gid === (yield* shell.sys.getresgid()).egid;
    default: {
      const bit = MODE_BITS[operator];
      return bit === undefined ? stat.kind === KINDS[operator] : (stat.mode & bit) !== 0;
    }
  }
}

/** -ef, -nt, -ot; null for any other operator. */
export function* compareFiles(
  shell: Shell,
  left: string,
  operator: string,
  right: string,
): Coroutine<boolean | null> {
  if (operator !== '-ef' && operator !== '-nt' && operator !== '-ot') return null;
  const a = yield* shell.sys.stat(left);
  const b = yield* shell.sys.stat(right);
  if (operator === '-ef') return !failed(a) && !failed(b) && a.dev === b.dev && a.ino === b.ino;
  const [newer, older] = operator === '-nt' ? [a, b] : [b, a];
  if (failed(newer)) return false;
  return failed(older) || newer.mtime > older.mtime;
}
