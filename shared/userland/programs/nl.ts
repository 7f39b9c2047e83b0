// Numbers the lines of a text, page by page. nl(1)

import { convertLines, coreutil, quote, tryHelp } from '../libc/coreutils.ts';
import { compileRegex, Regex } from '../libc/regex/regex.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['b', 'body-numbering', 'required'], ['d', 'section-delimiter', 'required'], ['f', 'footer-numbering', 'required'],
  ['h', 'header-numbering', 'required'], ['i', 'line-increment', 'required'], ['l', 'join-blank-lines', 'required'],
  ['n', 'number-format', 'required'], ['p', 'no-renumber'], ['s', 'number-separator', 'required'], ['v', 'starting-line-number', 'required'],
  ['w', 'number-width', 'required'],
] as const; // prettier-ignore

/** Numbers that an option gives: what they are called, and the least one. */
const NUMBERS = {
  v: ['starting line number', -Infinity],
  i: ['line number increment', -Infinity],
  l: ['line number of blank lines', 1],
  w: ['line number field width', 1],
} as const;

/** Parts of a page, and what style they have without an option. */
const SECTIONS = { h: 'header', b: 'body', f: 'footer' } as const;
type Section = keyof typeof SECTIONS;

/** Which lines have a number: all, those that are not empty, none, those that fit. */
type Style = 'a' | 't' | 'n' | Regex;

interface Settings {
  readonly styles: Readonly<Record<Section, Style>>;
  /** A line of it alone begins a part: once the footer, twice the body, three times the header. */
  readonly delimiter: string;
  readonly start: number;
  readonly increment: number;
  /** So many empty lines count as one. */
  readonly joinBlank: number;
  readonly width: number;
  readonly format: 'ln' | 'rn' | 'rz';
  readonly separator: string;
  readonly renumbers: boolean;
}

export const nl = coreutil('nl', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const settings = readSettings(process, line.options);
  if ('wrongNumber' in settings) {
    yield* process.error(settings.wrongNumber);
    return 1;
  }
  if ('wrong' in settings) return yield* tryHelp(process, settings.wrong);
  const page = new Page(settings);
  return yield* convertLines(process, line.operands, (text) => `${page.line(text)}\n`);
});

function readSettings(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
): Settings | { readonly wrong: string } | { readonly wrongNumber: string } {
  const numbers = { v: 1, i: 1, l: 1, w: 6 };
  const styles: Record<Section, Style> = { h: 'n', b: 't', f: 'n' };
  let delimiter = '\\:';
  let format: Settings['format'] = 'rn';
  let separator = '\t';
  for (const { key, value } of options) {
    const text = value ?? '';
    if (key === 'v' || key === 'i' || key === 'l' || key === 'w') {
      const [what, least] = NUMBERS[key];
      const complaint = `invalid ${what}: ${quote(process, text)}`;
      if (!/^\s*[+-]?\d+$/.test(text)) return { wrongNumber: complaint };
      if (Number(text) < least) return { wrongNumber: `${complaint}: Numerical result out of range` };
      numbers[key] = Number(text);
    } else if (key === 'h' || key === 'b' || key === 'f') {
      const style = parseStyle(text);
      if (style === null)
        return { wrong: `invalid ${SECTIONS[key]} numbering style: ${quote(process, text)}` };
      styles[key] = style;
    } else if (key === 'n') {
      if (text !== 'ln' && text !== 'rn' && text !== 'rz')
        return { wrong: `invalid line numbering format: ${quote(process, text)}` };
      format = text;
    } else if (key === 's') separator = text;
    // the second character of a shorter one stays a colon
    else if (key === 'd') delimiter = text.length === 1 ? `${text}:` : text;
  }
  const { v: start, i: increment, l: joinBlank, w: width } = numbers;
  const renumbers = !options.some(({ key }) => key === 'p');
  return { styles, delimiter, start, increment, joinBlank, width, format, separator, renumbers };
}

function parseStyle(text: string): Style | null {
  if (text === 'a' || text === 't' || text === 'n') return text;
  const regex = text.startsWith('p') ? compileRegex(text.slice(1), 'basic') : null;
  return regex instanceof Regex ? regex : null;
}

class Page {
  readonly #settings: Settings;
  #section: Section = 'b';
  #number: number;
  #blanks = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#number = settings.start;
  }

  line(text: string): string {
    const { delimiter, renumbers, start, width, separator } = this.#settings;
    const times = delimiter === '' ? 0 : [1, 2, 3].find((count) => text === delimiter.repeat(count));
    if (times === 1 || times === 2 || times === 3) {
      this.#section = ({ 1: 'f', 2: 'b', 3: 'h' } as const)[times];
      if (renumbers) this.#number = start;
      return '';
    }
    return (this.#hasNumber(text) ? this.#nextNumber() : ' '.repeat(width + separator.length)) + text;
  }

  #hasNumber(text: string): boolean {
    const style = this.#settings.styles[this.#section];
    switch (style) {
      case 'a':
        if (text === '' && (this.#blanks += 1) < this.#settings.joinBlank) return false;
        this.#blanks = 0;
        return true;
      case 't':
        return text !== '';
      case 'n':
        return false;
      default:
        return style.test(text);
    }
  }

  #nextNumber(): string {
    const { width, format, separator, increment } = this.#settings;
    const number = this.#number;
    this.#number += increment;
    const digits = String(Math.abs(number));
    const sign = number < 0 ? '-' : '';
    if (format === 'ln') return (sign + digits).padEnd(width) + separator;
    if (format === 'rn') return (sign + digits).padStart(width) + separator;
    return sign + digits.padStart(width - sign.length, '0') + separator;
  }
}
