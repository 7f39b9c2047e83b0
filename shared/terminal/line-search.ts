// How do Ctrl-R and Ctrl-S find a line of the history, with every character that is typed? (readline(3), isearch.c)

import type { EditedLine, History } from './edited-line.ts';
import { moveTo } from './edited-line.ts';
import { goToLine, remembered } from './recalling.ts';

export interface LineSearch {
  /** To older lines. */
  readonly reverse: boolean;
  readonly pattern: string;
  /** No line further on has it. */
  readonly failed: boolean;
  /** The line as it was when the search began. */
  readonly before: EditedLine;
}

type Searching = EditedLine & { readonly search: LineSearch };

const CTRL_R = '\x12';
const CTRL_S = '\x13';
const CTRL_G = '\x07';
const ESCAPE = '\x1b';

/** What stands in the place of the prompt. */
export function searchLead({ reverse, pattern, failed }: LineSearch): string {
  return `(${failed ? 'failed ' : ''}${reverse ? 'reverse-' : ''}i-search)\`${pattern}': `;
}

export function beginSearch(line: EditedLine, reverse: boolean): EditedLine {
  return { ...line, search: { reverse, pattern: '', failed: false, before: line } };
}

/** The line that was found stays. Where one was not, readline has left the cursor where it stopped to look. */
export function endSearch(line: Searching): EditedLine {
  const { failed, reverse } = line.search;
  return { ...line, search: null, cursor: failed && reverse ? 0 : line.cursor };
}

/** A key while something is looked for. Null when it is none of the search: the line that was found is edited from then on. */
export function pressInSearch(line: Searching, key: string, history: History): EditedLine | null {
  const { search } = line;
  if (key === CTRL_G) return { ...search.before, last: '', search: null };
  if (key === CTRL_R || key === CTRL_S) return goOn(line, history, key === CTRL_R);
  if (key === ESCAPE) return endSearch(line);
  if (key === '\x7f' || key === '\b')
    return find(
      { ...line, search: { ...search, pattern: [...search.pattern].slice(0, -1).join('') } },
      history,
      0,
    );
  if (!isText(key)) return null;
  let found = line;
  for (const point of key)
    found = find(
      { ...found, search: { ...found.search, pattern: found.search.pattern + point } },
      history,
      0,
    );
  return found;
}

/** The same text again, from the next place on; or the text that was looked for last time. */
function goOn(line: Searching, history: History, reverse: boolean): EditedLine {
  const { search } = line;
  const turned = { ...line, search: { ...search, reverse } };
  if (search.pattern !== '')
    return find(turned, history, reverse === search.reverse ? (reverse ? -1 : 1) : 0);
  return line.sought === ''
    ? turned
    : find({ ...turned, search: { ...turned.search, pattern: line.sought } }, history, 0);
}

/** From the cursor on: in this line, then in the ones further on that are others than it. */
function find(line: Searching, history: History, skip: -1 | 0 | 1): Searching {
  const { search } = line;
  const { pattern, reverse } = search;
  if (pattern === '') return { ...line, search: { ...search, failed: false } };
  const from = line.cursor + skip;
  const here = from < 0 ? null : placeOf(line.text, pattern, from, reverse);
  if (here !== null) return { ...moveTo(line, here), sought: pattern, search: { ...search, failed: false } };
  for (let at = line.recalled + (reverse ? 1 : -1); at >= 0 && at <= history.length; at += reverse ? 1 : -1) {
    const text = at === 0 ? (line.left.get(0)?.text ?? '') : remembered(history, at);
    const place = text === line.text ? null : placeOf(text, pattern, reverse ? Infinity : 0, reverse);
    if (place === null) continue;
    return {
      ...moveTo(goToLine(line, history, at), place),
      sought: pattern,
      search: { ...search, failed: false },
    };
  }
  return { ...line, sought: pattern, search: { ...search, failed: true } };
}

/** In code points; `from`: where it may begin at the furthest. */
function placeOf(text: string, pattern: string, from: number, reverse: boolean): number | null {
  const unit = from === Infinity ? text.length : [...text].slice(0, from).join('').length;
  const at = reverse ? text.lastIndexOf(pattern, unit) : text.indexOf(pattern, unit);
  return at < 0 ? null : [...text.slice(0, at)].length;
}

function isText(key: string): boolean {
  return key.charCodeAt(0) >= 0x20 && key.charCodeAt(0) !== 0x7f;
}
