// How does diff look at a line, and how does it write it: what counts as the same, what is told with a hunk, where tabs go?

import type { Regex } from '../../libc/regex/regex.ts';
import type { Text } from './formats.ts';

const USUAL_TAB = 8;
/** As much of a line is told with a hunk. */
const MOST_OF_FUNCTION = 40;

export interface LineSettings {
  readonly has: (key: string) => boolean;
  /** -F, -p: a line that a hunk is told to be in. */
  readonly functions: readonly Regex[];
  /** -I: changes of such lines alone are none. */
  readonly ignored: readonly Regex[];
  readonly tabSize: number;
}

/** -B, -I. */
export function isIgnored(line: string, { has, ignored }: LineSettings): boolean {
  return (has('B') && line.trim() === '') || ignored.some((regex) => regex.test(line));
}

/** The last line above the hunk that begins a function; nothing where there is none. */
export function functionLine({ lines }: Text, from: number, { functions }: LineSettings): string {
  if (functions.length === 0) return '';
  const found = lines.slice(0, from).findLast((line) => functions.some((regex) => regex.test(line)));
  return found === undefined ? '' : ` ${found.trimStart().slice(0, MOST_OF_FUNCTION).trimEnd()}`;
}

/** -t and -T: tabs become blanks, and a tab stands between the mark and the line. `marks`: how wide the mark is. */
export function tabbed(text: string, { has, tabSize }: LineSettings, marks: 1 | 2): string {
  if (!has('t') && !has('T')) return text;
  const isLine = marks === 1 ? /^[-+ ](?!--|\+\+)/ : /^([<>!+-] | {2})/;
  return text.replace(/^.*$/gm, (line) => {
    if (!isLine.test(line) || /^(--- \d+(,\d+)? ----|---)$/.test(line)) return line;
    const body = has('t') ? tabsExpanded(line.slice(marks), tabSize) : line.slice(marks);
    if (!has('T')) return line.slice(0, marks) + body;
    const mark = line.slice(0, marks).trimEnd();
    return mark === '' && marks === 1 ? `\t${body}` : `${marks === 2 && mark === '' ? ' ' : mark}\t${body}`;
  });
}

/** A tab is as many blanks as lead to its stop. */
export function tabsExpanded(text: string, size = USUAL_TAB): string {
  let out = '';
  for (const character of text)
    out += character === '\t' ? ' '.repeat(size - (out.length % size)) : character;
  return out;
}

export function folded(text: string, has: (key: string) => boolean): string {
  let key = text;
  if (has('strip-trailing-cr')) key = key.replace(/\r$/, '');
  if (has('E')) key = tabsExpanded(key);
  if (has('w')) key = key.replace(/\s+/g, '');
  else if (has('b')) key = key.replace(/\s+/g, ' ').trimEnd();
  else if (has('Z')) key = key.trimEnd();
  return has('i') ? key.toLowerCase() : key;
}
