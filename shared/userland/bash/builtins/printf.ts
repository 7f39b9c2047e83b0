// printf (bash(1), printf builtin; printf(3))

import { allocateText } from '../../libc/exhaustion.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { assignText } from '../expand/assign.ts';
import { backslashQuote } from '../quoting.ts';
import type { Shell } from '../shell.ts';
import { interpretEscapes } from './echo.ts';
import { print } from './output.ts';

const SYNOPSIS = 'printf [-v var] format [arguments]';
const DIRECTIVE =
  /%(?:%|([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|[0-9]+)?)?(?:[hlLjzt]*)([diouxXeEfFgGcsbq]|\([^)]*\)T)?)/g;

export function* printf(shell: Shell, args: readonly string[]): Coroutine<number> {
  let rest = args[0] === '--' ? args.slice(1) : args;
  const variable = rest[0] === '-v' ? (rest[1] ?? null) : null;
  if (variable !== null) rest = rest.slice(2);
  const [format, ...operands] = rest;
  if (format === undefined) return yield* usage(shell, SYNOPSIS);
  const formatter = new Formatter(interpretEscapes(format, false).text, operands);
  const text = formatter.run();
  for (const message of formatter.complaints) yield* builtinError(shell, message);
  const status = variable === null ? yield* print(shell, text) : yield* store(shell, variable, text);
  return formatter.complaints.length > 0 ? 1 : status;
}

function* store(shell: Shell, name: string, text: string): Coroutine<number> {
  return (yield* assignText(shell, name, text)) ? 0 : 1;
}

class Formatter {
  readonly complaints: string[] = [];
  readonly #format: string;
  readonly #operands: string[];
  #stopped = false;

  constructor(format: string, operands: readonly string[]) {
    this.#format = format;
    this.#operands = [...operands];
  }

  /** The format is used again as long as operands are left. */
  run(): string {
    let out = '';
    let left: number;
    do {
      left = this.#operands.length;
      out += this.#once();
      allocateText(out.length);
    } while (!this.#stopped && this.#operands.length > 0 && this.#operands.length < left);
    return out;
  }

  #once(): string {
    let out = '';
    let at = 0;
    for (const found of this.#format.matchAll(DIRECTIVE)) {
      out += this.#format.slice(at, found.index);
      at = found.index + found[0].length;
      const [whole, flags = '', width, precision, conversion] = found;
      if (whole === '%%') out += '%';
      else if (conversion === undefined) {
        this.complaints.push(`\`${this.#format.charAt(at) || '%'}': invalid format character`);
        this.#stopped = true;
        return out;
      } else out += this.#directive(flags, width, precision, whole.includes('.'), conversion);
      if (this.#stopped) return out;
    }
    return out + this.#format.slice(at);
  }

  #directive(
    flags: string,
    width: string | undefined,
    precision: string | undefined,
    hasPrecision: boolean,
    conversion: string,
  ): string {
    const wide = width === '*' ? this.#number(this.#next()) : Number(width ?? 0);
    const limit = !hasPrecision
      ? null
      : precision === '*'
        ? this.#number(this.#next())
        : Number(precision ?? 0);
    const left = flags.includes('-') || wide < 0;
    const body = this.#convert(conversion, flags, limit);
    const numeric = 'diouxX'.includes(conversion) ? limit === null : 'eEfFgG'.includes(conversion);
    return pad(body, Math.abs(wide), left, numeric && flags.includes('0') && !left);
  }

  #next(): string {
    return this.#operands.shift() ?? '';
  }

  #convert(conversion: string, flags: string, limit: number | null): string {
    if (conversion === 's') return cut(this.#next(), limit);
    if (conversion === 'b') {
      const { text, stopped } = interpretEscapes(this.#next(), true);
      this.#stopped = stopped;
      return cut(text, limit);
    }
    if (conversion === 'q') return backslashQuote(this.#next());
    if (conversion === 'c') return this.#next().charAt(0);
    if (conversion.startsWith('(')) {
      this.#next();
      return '';
    }
    const value = this.#number(this.#next());
    if ('diouxX'.includes(conversion)) return integer(Math.trunc(value), conversion, flags, limit);
    return withSign(float(value, conversion, limit ?? 6), value, flags);
  }

  /** 'x is the number of the character x. */
  #number(operand: string): number {
    if (operand === '') return 0;
    if (/^['"]/.test(operand)) return operand.codePointAt(1) ?? 0;
    const found =
      /^\s*([+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]*(?![.0-9])|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?))/.exec(operand);
    if (found?.[1] === undefined || found[0].length !== operand.length) {
      this.complaints.push(`${operand}: invalid number`);
    }
    const text = found?.[1] ?? '0';
    const digits = text.replace(/^[+-]/, '');
    const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
    return text.startsWith('-') ? -value : value;
  }
}

function cut(text: string, limit: number | null): string {
  return limit === null ? text : text.slice(0, limit);
}

function pad(body: string, width: number, left: boolean, zeros: boolean): string {
  allocateText(width);
  if (left) return body.padEnd(width);
  if (!zeros) return body.padStart(width);
  const sign = /^[+ -]/.exec(body)?.[0] ?? '';
  return sign + body.slice(sign.length).padStart(width - sign.length, '0');
}

function integer(value: number, conversion: string, flags: string, limit: number | null): string {
  const unsigned =
    'ouxX'.includes(conversion) && value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(Math.abs(value));
  const base = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10;
  allocateText(limit ?? 1);
  let digits = unsigned.toString(base).padStart(limit ?? 1, '0');
  if (flags.includes('#') && base === 8) digits = `0${digits}`;
  if (flags.includes('#') && base === 16) digits = `0x${digits}`;
  if (conversion === 'X') digits = digits.toUpperCase();
  return 'di'.includes(conversion) ? withSign(value < 0 ? `-${digits}` : digits, value, flags) : digits;
}

function withSign(text: string, value: number, flags: string): string {
  if (value < 0 || text.startsWith('-')) return text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}

/** As many digits as a number of the engine can show; a double has hardly more that mean anything. */
const MOST_DIGITS = 100;

function float(value: number, conversion: string, digits: number): string {
  const limit = Math.max(0, Math.min(digits, MOST_DIGITS));
  const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');
  switch (conversion.toLowerCase()) {
    case 'f':
      return value.toFixed(limit);
    case 'e':
      return exponent(value.toExponential(limit));
    default: {
      const precise = value.toPrecision(limit === 0 ? 1 : limit);
      const trimmed = precise.includes('.') ? precise.replace(/\.?0+(?=e|$)/, '') : precise;
      return exponent(trimmed);
    }
  }
}
