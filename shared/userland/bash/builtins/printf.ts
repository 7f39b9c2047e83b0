// printf (bash(1), printf builtin; printf(3))

import { allocateText } from '../../libc/exhaustion.ts';
import { strftime } from '../../libc/calendar.ts';
import { formatNumber, formatText } from '../../libc/printf.ts';
import type { Conversion } from '../../libc/printf.ts';
import { readNow } from '../../libc/machine-facts.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { assignElement, assignText } from '../expand/assign.ts';
import { backslashQuote } from '../quoting.ts';
import type { Dialect, Shell } from '../shell.ts';
import { interpretEscapes } from './echo.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;
const USAGE = 2;
const TARGET = /^([A-Za-z_][A-Za-z_0-9]*)(?:\[(.+)\])?$/;
const DIRECTIVE = /^%([-+ #0']*)(\*|[0-9]*)(?:\.(\*|-?[0-9]*))?(?:[hlLjzt]*)(\([^)]*\)T|[\s\S])?/;
const NOW = -1;
export function* printf(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, shell.dialect === 'dash' ? '' : 'v:');
  if (typeof options === 'number') return options;
  const target = options.values.get('v');
  if (target !== undefined && !TARGET.test(target)) {
    yield* builtinError(shell, `\`${target}': not a valid identifier`);
    return USAGE;
  }
  const [format, ...operands] = options.operands;
  if (format === undefined) {
    if (shell.dialect === 'bash') return yield* usage(shell, synopsisOf('printf'));
    yield* builtinError(shell, 'usage: printf format [arg ...]');
    return USAGE;
  }
  const formatter = new Formatter(
    shell.dialect,
    format,
    operands,
    format.includes(')T') ? yield* readNow(shell.sys) : 0,
  );
  formatter.run();
  let status = 0;
  let text = '';
  for (const piece of formatter.pieces) {
    if ('complaint' in piece) {
      const dash = piece.complaint.replace(/: invalid number$/, ': expected numeric value');
      yield* builtinError(shell, shell.dialect === 'dash' ? dash : piece.complaint);
    } else if (target !== undefined) text += piece.text;
    else status = (yield* print(shell, piece.text)) || status;
  }
  if (target !== undefined) status = yield* store(shell, target, text);
  if (formatter.unknown) return USAGE;
  return formatter.failed ? FAILURE : status;
}

/** Standard output goes out line by line, so that a complaint comes behind the lines before it. */
type Piece = { readonly text: string } | { readonly complaint: string };

function* store(shell: Shell, target: string, text: string): Coroutine<number> {
  const [, name = '', index] = TARGET.exec(target) ?? [];
  const done = yield* index === undefined
    ? assignText(shell, name, text)
    : assignElement(shell, name, index, text);
  return done ? 0 : FAILURE;
}

const ONLY_IN_BASH = /^[(qQ]/;

class Formatter {
  readonly pieces: Piece[] = [];
  failed = false;
  #line = '';
  /** dash knows no such directive, and answers so. */
  unknown = false;
  readonly #dialect: Dialect;
  readonly #format: string;
  readonly #operands: string[];
  readonly #now: number;
  #stopped = false;

  constructor(dialect: Dialect, format: string, operands: readonly string[], now: number) {
    this.#dialect = dialect;
    this.#format = format;
    this.#operands = [...operands];
    this.#now = now;
  }

  /** The format is used again as long as operands are left. */
  run(): void {
    let left: number;
    do {
      left = this.#operands.length;
      this.#once();
    } while (!this.#stopped && this.#operands.length > 0 && this.#operands.length < left);
    this.#flush(this.#line.length);
  }

  #flush(length: number): void {
    if (length > 0) this.pieces.push({ text: this.#line.slice(0, length) });
    this.#line = this.#line.slice(length);
  }

  #complain(message: string): void {
    this.#warn(message);
    this.failed = true;
  }

  #warn(message: string): void {
    this.#flush(this.#line.lastIndexOf('\n') + 1);
    this.pieces.push({ complaint: message });
  }

  #once(): void {
    for (let at = 0; at < this.#format.length && !this.#stopped;) {
      const rest = this.#format.slice(at);
      const [text = ''] = /^[^%]+|^%%?/.exec(rest) ?? [];
      if (!text.startsWith('%')) {
        this.#line += interpretEscapes(text, 'printf').text;
        at += text.length;
      } else if (text === '%%') {
        this.#line += '%';
        at += 2;
      } else {
        const found = DIRECTIVE.exec(rest);
        const written = this.#directive(found);
        this.#line += written;
        allocateText(this.#line.length);
        at += found?.[0].length ?? 1;
      }
    }
  }

  #directive(found: RegExpExecArray | null): string {
    const [written = '%', flags = '', width = '', precision, letter] = found ?? [];
    if (letter === undefined) {
      this.#complain(`\`${written}': missing format character`);
      this.#stopped = true;
      return '';
    }
    const columns = width === '*' ? this.#star() : Number(width);
    const limit = precision === undefined ? null : precision === '*' ? this.#star() : Number(precision);
    allocateText(Math.abs(columns));
    allocateText(Math.abs(limit ?? 0));
    const conversion: Conversion = {
      flags: columns < 0 ? `${flags}-` : flags,
      width: Math.abs(columns),
      precision: limit !== null && limit < 0 ? null : limit,
      letter,
    };
    return this.#convert(conversion);
  }

  #invalid({ letter }: Conversion, inBash: string): string {
    const dash = this.#dialect === 'dash';
    this.#complain(dash ? `%${letter}: invalid directive` : inBash);
    this.#stopped = true;
    this.unknown = dash;
    return '';
  }

  #star(): number {
    return Number(this.#integer(this.#next() ?? '0'));
  }

  #next(): string | null {
    return this.#operands.shift() ?? null;
  }

  #convert(conversion: Conversion): string {
    const { letter } = conversion;
    if (this.#dialect === 'dash' && ONLY_IN_BASH.test(letter)) return this.#invalid(conversion, '');
    if (letter.startsWith('(')) return formatText(conversion, this.#time(letter.slice(1, -2)));
    switch (letter) {
      case 's':
        return formatText(conversion, this.#next() ?? '');
      case 'c':
        return formatText({ ...conversion, precision: null }, [...(this.#next() ?? '')][0] ?? '\0');
      case 'b': {
        const { text, stopped } = interpretEscapes(this.#next() ?? '', '%b');
        this.#stopped = stopped;
        return formatText(conversion, text);
      }
      case 'q':
        return formatText(conversion, backslashQuote(this.#next() ?? ''));
      case 'Q': {
        const text = this.#next() ?? '';
        const cut = conversion.precision === null ? text : text.slice(0, conversion.precision);
        return formatText({ ...conversion, precision: null }, backslashQuote(cut));
      }
      case 'd':
      case 'i':
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        return wholeNumber(conversion, this.#integer(this.#next() ?? '', 'di'.includes(letter)));
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return formatNumber(conversion, this.#float(this.#next() ?? ''));
      case 'a':
      case 'A':
        return formatText(
          { ...conversion, precision: null },
          hexadecimalFloat(this.#float(this.#next() ?? '')),
        );
      default:
        return this.#invalid(conversion, `\`${letter}': invalid format character`);
    }
  }

  /** Seconds since 1970; -1 and nothing mean now, and -2 when the shell was started. */
  #time(format: string): string {
    const given = this.#next();
    const seconds = given === null ? NOW : Number(this.#integer(given));
    return strftime(format === '' ? '%H:%M:%S' : format, seconds < 0 ? this.#now : seconds);
  }

  /** 'x is the number of the character x. */
  #integer(operand: string, signed = true): bigint {
    if (/^['"]/.test(operand)) return BigInt(operand.codePointAt(1) ?? 0);
    const found = /^\s*([+-]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)/.exec(operand);
    const [whole = '', sign = '', digits = '0'] = found ?? [];
    if (operand !== '' && whole.length !== operand.length)
      this.#complain(`${operand}: ${wrongNumber(operand)}`);
    const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const value = sign === '-' ? -magnitude : magnitude;
    const most = signed ? MOST : 2n * MOST + 1n;
    const fitting = value > most ? most : value < LEAST ? LEAST : value;
    if (fitting !== value) this.#warn(`warning: ${operand}: Numerical result out of range`);
    return fitting;
  }

  #float(operand: string): number {
    if (/^['"]/.test(operand)) return operand.codePointAt(1) ?? 0;
    const named = /^\s*([+-]?)(inf(?:inity)?|nan)$/i.exec(operand);
    if (named !== null) {
      const value = named[2]?.toLowerCase().startsWith('inf') === true ? Infinity : NaN;
      return named[1] === '-' ? -value : value;
    }
    const found = /^\s*([+-]?)(0[xX][0-9A-Fa-f]+|[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?)/.exec(operand);
    const [whole = '', sign = '', digits = ''] = found ?? [];
    if (operand !== '' && (whole.length !== operand.length || digits === ''))
      this.#complain(`${operand}: invalid number`);
    const value = Number(digits === '' ? '0' : digits);
    return sign === '-' ? -value : value;
  }
}

/** sh_invalidnum: it says of which kind a number was meant to be. */
function wrongNumber(operand: string): string {
  if (/^0[xX]/.test(operand)) return 'invalid hex number';
  return /^0[0-9]/.test(operand) ? 'invalid octal number' : 'invalid number';
}

const MOST = 2n ** 63n - 1n;
const LEAST = -(2n ** 63n);
const WORD_BITS = 64;

function wholeNumber({ flags, width, precision, letter }: Conversion, value: bigint): string {
  const signed = letter === 'd' || letter === 'i';
  const magnitude = signed ? (value < 0n ? -value : value) : BigInt.asUintN(WORD_BITS, value);
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = magnitude.toString(base).padStart(precision ?? 1, '0');
  if (letter === 'X') digits = digits.toUpperCase();
  if (flags.includes('#') && base === 8 && magnitude !== 0n) digits = `0${digits}`;
  const prefix = flags.includes('#') && base === 16 && magnitude !== 0n ? `0${letter}` : '';
  const sign = !signed ? '' : value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const lead = sign + prefix;
  if (flags.includes('0') && !flags.includes('-') && precision === null)
    return lead + digits.padStart(width - lead.length, '0');
  return formatText({ flags, width, precision: null, letter }, lead + digits);
}

/** %a, as glibc writes a long double: the first digit is 8 to f. */
function hexadecimalFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (value === 0) return '0x0p+0';
  let exponent = 0;
  let mantissa = Math.abs(value);
  for (; mantissa >= 16; exponent += 1) mantissa /= 2;
  for (; mantissa < 8; exponent -= 1) mantissa *= 2;
  const digits = mantissa.toString(16);
  return `${value < 0 ? '-' : ''}0x${digits}p${exponent < 0 ? '' : '+'}${exponent}`;
}
