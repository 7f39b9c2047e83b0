// What can a command line of grep(1) ask for?

import { getoptLong } from '../../libc/getopt-long.ts';
import type { PatternKind } from './matcher.ts';

const OPTIONS = [
  ['E', 'extended-regexp'], ['F', 'fixed-strings'], ['G', 'basic-regexp'], ['P', 'perl-regexp'], ['e', 'regexp', 'required'],
  ['f', 'file', 'required'], ['i', 'ignore-case'], ['y', ''], ['v', 'invert-match'], ['w', 'word-regexp'], ['x', 'line-regexp'],
  ['c', 'count'], ['l', 'files-with-matches'], ['L', 'files-without-match'], ['m', 'max-count', 'required'],
  ['o', 'only-matching'], ['q', 'quiet'], ['', 'silent'], ['s', 'no-messages'], ['b', 'byte-offset'], ['H', 'with-filename'],
  ['h', 'no-filename'], ['n', 'line-number'], ['A', 'after-context', 'required'], ['B', 'before-context', 'required'],
  ['C', 'context', 'required'], ['r', 'recursive'], ['R', 'dereference-recursive'], ['a', 'text'], ['', 'color', 'optional'],
  ['', 'colour', 'optional'], ['', 'line-buffered'], ['V', 'version'], ['', 'help'],
] as const; // prettier-ignore

export interface GrepSettings {
  readonly patterns: readonly string[];
  /** -f: files whose lines are patterns. */
  readonly patternFiles: readonly string[];
  readonly files: readonly string[];
  readonly kind: PatternKind;
  readonly letters: ReadonlySet<string>;
  readonly before: number;
  readonly after: number;
  readonly maxCount: number;
}

export type GrepLine =
  | { readonly kind: 'run'; readonly settings: GrepSettings }
  | { readonly kind: 'help' | 'version' }
  /** `problem` is null where only the usage is printed. */
  | { readonly kind: 'usage'; readonly problem: string | null }
  | { readonly kind: 'refused'; readonly message: string };

export function readSettings(args: readonly string[], kindByName: PatternKind): GrepLine {
  const line = getoptLong(args.map(contextNumber), OPTIONS);
  const letters = new Set<string>();
  const patterns: string[] = [];
  const patternFiles: string[] = [];
  let kind = kindByName;
  let [before, after, maxCount] = [0, 0, Infinity];
  for (const { key, value } of line.options) {
    letters.add(key);
    if (key === 'help') return { kind: 'help' };
    if (key === 'V') return { kind: 'version' };
    if (key === 'E' || key === 'P') kind = 'extended';
    else if (key === 'G') kind = 'basic';
    else if (key === 'F') kind = 'fixed';
    else if (key === 'e') patterns.push(value ?? '');
    else if (key === 'f') patternFiles.push(value ?? '');
    else if (key === 'A' || key === 'B' || key === 'C' || key === 'm') {
      const count = /^\d+$/.test(value ?? '') ? Number(value) : null;
      if (count === null)
        return {
          kind: 'refused',
          message: key === 'm' ? 'invalid max count' : `${value ?? ''}: invalid context length argument`,
        };
      if (key === 'm') maxCount = count;
      if (key === 'A' || key === 'C') after = count;
      if (key === 'B' || key === 'C') before = count;
    }
  }
  if (line.problem !== null) return { kind: 'usage', problem: line.problem };
  const files = [...line.operands];
  if (patterns.length === 0 && patternFiles.length === 0) {
    const first = files.shift();
    if (first === undefined) return { kind: 'usage', problem: null };
    patterns.push(first);
  }
  return { kind: 'run', settings: { patterns, patternFiles, files, kind, letters, before, after, maxCount } };
}

/** -2 is -C2. */
function contextNumber(arg: string): string {
  return /^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg;
}
