// How does Ctrl-R find a line of the history? (readline(3), reverse-search-history)

import type { EditedLine, History } from './edited-line.ts';
import { moveTo, replaceLine } from './edited-line.ts';

export interface ReverseSearch {
  readonly pattern: string;
  /** Nothing before the line that is shown has it. */
  readonly failed: boolean;
  /** The line as it was when the search began. */
  readonly before: EditedLine;
}

type Searching = EditedLine & { readonly search: ReverseSearch };

const CTRL_R = '\x12';
const CTRL_G = '\x07';
const ESCAPE = '\x1b';

/** What stands in the place of the prompt. */
export function searchLead({ pattern, failed }: ReverseSearch): string {
  return `(${failed ? 'failed ' : ''}reverse-i-search)\`${pattern}': `;
}

export function beginSearch(line: EditedLine): EditedLine {
  return { ...line, search: { pattern: '', failed: false, before: line } };
}

/** A key while Ctrl-R looks. Null when it is none of the search: the line that was found is edited from then on. */
export function pressInSearch(line: Searching, key: string, history: History): EditedLine | null {
  const { search } = line;
  if (key === CTRL_R) return search.pattern === '' ? line : find(line, history, line.recalled + 1);
  if (key === CTRL_G) return { ...search.before, last: 'other', search: null };
  if (key === ESCAPE) return { ...line, search: null };
  if (key === '\x7f' || key === '\b') return shorten(line, history);
  if (!isText(key)) return null;
  const longer = { ...line, search: { ...search, pattern: search.pattern + key } };
  return find(longer, history, Math.max(line.recalled, 1));
}

/** One character less is looked for from the newest line on again. */
function shorten(line: Searching, history: History): EditedLine {
  const { before } = line.search;
  const pattern = [...line.search.pattern].slice(0, -1).join('');
  const search = { pattern, failed: false, before };
  if (pattern === '') return { ...before, search };
  return find({ ...line, search }, history, 1);
}

/** The first line that has the pattern, from this one on to older ones. The cursor goes to where the pattern is. */
function find(line: Searching, history: History, from: number): EditedLine {
  const { pattern, before } = line.search;
  for (let recalled = from; recalled <= history.length; recalled += 1) {
    const text = history[history.length - recalled] ?? '';
    const at = text.lastIndexOf(pattern);
    if (at < 0 || (recalled !== line.recalled && text === line.text)) continue;
    const cursor = [...text.slice(0, at)].length;
    const found = { ...replaceLine(line, text), recalled, draft: before.text };
    return { ...moveTo(found, cursor), search: { ...line.search, failed: false } };
  }
  return { ...line, search: { ...line.search, failed: true } };
}

function isText(key: string): boolean {
  return key.charCodeAt(0) >= 0x20 && key.charCodeAt(0) !== 0x7f;
}
