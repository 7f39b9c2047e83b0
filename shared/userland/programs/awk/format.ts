// How does awk format the arguments of printf and sprintf?

import { allocateText } from '../../libc/exhaustion.ts';
import { AwkRunError } from './failure.ts';
import { formatNumber } from '../../libc/printf.ts';
import { fromByteText } from '../../libc/utf8.ts';
import { toNumber } from './values.ts';
import type { Value } from './values.ts';

const CONVERSION = /%([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?([hl]?)([\s\S]?)/g;
const LEAST_LONG = -2147483647;
const MOST_LONG = 2147483647;
const MOST_UNSIGNED = 4294967295;

/** What is wrong with a call, and what had been made before. */
export class FormatFailure extends AwkRunError {
  readonly made: string;

  constructor(message: string, made: string) {
    super(message);
    this.made = made;
  }
}

/** `text` makes text of a value that is to be shown as such. */
export function formatted(
  format: string,
  values: readonly Value[],
  name: 'printf' | 'sprintf',
  text: (value: Value) => string,
): string {
  let made = '';
  let from = 0;
  let next = 0;
  let count = 0;
  const call = `${name}("${fromByteText(format)}")`;
  const take = (): Value => {
    const value = values[next];
    next += 1;
    if (value === undefined) throw new FormatFailure(`not enough arguments passed to ${call}`, made);
    return value;
  };
  for (const found of format.matchAll(CONVERSION)) {
    const [source, flags = '', width = '', precision, , letter = ''] = found;
    made += format.slice(from, found.index);
    from = found.index + source.length;
    if (source === '%%') {
      made += '%';
      continue;
    }
    count += 1;
    const columns = width === '*' ? toNumber(take()) : Number(width);
    const places = precision === '*' ? toNumber(take()) : precision === undefined ? null : Number(precision);
    const value = take();
    if (!/^[csdioxXuegfEG]$/.test(letter)) throw new FormatFailure(`improper conversion(number ${count}) in ${call}`, made); // prettier-ignore
    const conversion = {
      flags: columns < 0 ? `${flags}-` : flags,
      width: Math.abs(columns),
      precision: places,
      letter,
    };
    made += converted(conversion, value, text);
  }
  return made + format.slice(from);
}

function converted(
  conversion: Parameters<typeof formatNumber>[0],
  value: Value,
  text: (value: Value) => string,
): string {
  switch (conversion.letter) {
    case 's':
      return padded(conversion, text(value));
    case 'c':
      return padded(conversion, typeof value === 'string' ? firstByte(value) : byteOf(value));
    case 'd':
    case 'i':
      return formatNumber(conversion, Math.trunc(Math.max(LEAST_LONG, Math.min(MOST_LONG, toNumber(value)))));
    case 'o':
    case 'x':
    case 'X':
    case 'u':
      return formatNumber(conversion, Math.trunc(Math.max(0, Math.min(MOST_UNSIGNED, toNumber(value)))));
    default:
      return formatNumber(conversion, toNumber(value));
  }
}

function padded({ flags, width, precision }: Parameters<typeof formatNumber>[0], text: string): string {
  allocateText(width);
  const kept = precision === null ? text : text.slice(0, precision);
  return flags.includes('-') ? kept.padEnd(width) : kept.padStart(width);
}

function firstByte(text: string): string {
  return text === '' ? '\0' : text.charAt(0);
}

function byteOf(value: Exclude<Value, string>): string {
  return typeof value === 'number' ? String.fromCharCode(Math.trunc(value) & 0xff) : firstByte(value.text);
}
