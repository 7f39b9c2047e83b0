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
  ['', 'colour', 'optional'], ['', 'line-buffered'], ['I', ''], ['', 'binary-files', 'required'], ['U', 'binary'], ['u', ''],
  ['z', 'null-data'], ['Z', 'null'], ['T', 'initial-tab'], ['', 'label', 'required'], ['', 'no-ignore-case'],
  ['', 'group-separator', 'required'], ['', 'no-group-separator'], ['', 'include', 'required'], ['', 'exclude', 'required'],
  ['', 'exclude-dir', 'required'], ['d', 'directories', 'required'], ['V', 'version'], ['', 'help'],
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
  /** The last of -h and -H. */
  readonly nameOption: 'h' | 'H' | null;
  readonly color: 'always' | 'auto' | 'never';
  /** What is done with a file that is no text. */
  readonly binaryFiles: 'binary' | 'text' | 'without-match';
  readonly directories: 'read' | 'recurse' | 'skip';
  readonly lineEnding: '\n' | '\0';
  /** Null for none. */
  readonly groupSeparator: string | null;
  /** What standard input is called. */
  readonly label: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly excludeDirectories: readonly string[];
}

export type GrepLine =
  | { readonly kind: 'run'; readonly settings: GrepSettings }
  | { readonly kind: 'help' | 'version' }
  /** `problem` is null where only the usage is printed. */
  | { readonly kind: 'usage'; readonly problem: string | null }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unknownDirectories'; readonly word: string };

const COLOR_WORDS: Readonly<Record<string, GrepSettings['color']>> = {
  always: 'always', yes: 'always', force: 'always', never: 'never', no: 'never', none: 'never',
  auto: 'auto', tty: 'auto', 'if-tty': 'auto',
}; // prettier-ignore

export function readSettings(args: readonly string[], kindByName: PatternKind): GrepLine {
  const line = getoptLong(args.map(contextNumber), OPTIONS);
  const letters = new Set<string>();
  const patterns: string[] = [];
  const patternFiles: string[] = [];
  let kind = kindByName;
  let [before, after, maxCount] = [0, 0, Infinity];
  let color: GrepSettings['color'] = 'never';
  let binaryFiles: GrepSettings['binaryFiles'] = 'binary';
  let directories: GrepSettings['directories'] = 'read';
  let groupSeparator: string | null = '--';
  let label = '(standard input)';
  const include: string[] = [];
  const exclude: string[] = [];
  const excludeDirectories: string[] = [];
  for (const { key, value } of line.options) {
    letters.add(key);
    if (key === 'help') return { kind: 'help' };
    if (key === 'V') return { kind: 'version' };
    if (key === 'E') kind = 'egrep';
    else if (key === 'P') kind = 'perl';
    else if (key === 'G') kind = 'grep';
    else if (key === 'F') kind = 'fixed';
    else if (key === 'a') binaryFiles = 'text';
    else if (key === 'I') binaryFiles = 'without-match';
    else if (key === 'no-ignore-case') ['i', 'y'].forEach((letter) => letters.delete(letter));
    else if (key === 'group-separator') groupSeparator = value;
    else if (key === 'no-group-separator') groupSeparator = null;
    else if (key === 'label') label = value ?? '';
    else if (key === 'include') include.push(value ?? '');
    else if (key === 'exclude') exclude.push(value ?? '');
    else if (key === 'exclude-dir') excludeDirectories.push((value ?? '').replace(/(.)\/+$/, '$1'));
    else if (key === 'r' || key === 'R') directories = 'recurse';
    else if (key === 'color' || key === 'colour') {
      const chosen = COLOR_WORDS[value ?? 'auto'];
      // a word that is none is answered with the help, and that is no error
      if (chosen === undefined) return { kind: 'help' };
      color = chosen;
    } else if (key === 'binary-files') {
      if (value !== 'binary' && value !== 'text' && value !== 'without-match')
        return { kind: 'refused', message: 'unknown binary-files type' };
      binaryFiles = value;
    } else if (key === 'd') {
      if (value !== 'read' && value !== 'recurse' && value !== 'skip')
        return { kind: 'unknownDirectories', word: value ?? '' };
      directories = value;
    } else if (key === 'e') patterns.push(value ?? '');
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
  const nameOption = line.options.map(({ key }) => key).findLast((key) => key === 'h' || key === 'H') ?? null;
  const lineEnding = letters.has('z') ? '\0' : '\n';
  const found = {
    patterns,
    patternFiles,
    files,
    kind,
    letters,
    before,
    after,
    maxCount,
    color,
    binaryFiles,
    directories,
  };
  return {
    kind: 'run',
    settings: {
      ...found,
      nameOption,
      lineEnding,
      groupSeparator,
      label,
      include,
      exclude,
      excludeDirectories,
    },
  };
}

/** -2 is -C2. */
function contextNumber(arg: string): string {
  return /^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg;
}
