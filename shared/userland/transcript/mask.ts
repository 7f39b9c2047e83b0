// Which parts of a transcript differ between two honest runs, and what stands in their place?
//
// Clocks, sizes, shares and the numbers of namespaces; never process numbers, job numbers, states or statuses.
// What is masked already stays as it is.

import type { TranscriptEntry } from './transcript.ts';

const MASKED_COLUMNS = new Set([
  'TIME', 'STIME', 'START', 'STARTED', 'ELAPSED', 'C', '%CPU', 'CPU', '%MEM', 'VSZ', 'RSS', 'SZ', 'TIME+', 'VIRT', 'RES',
  'SHR', 'WCHAN', 'ADDR',
]); // prettier-ignore
/** Written where their heading begins; the others where it ends. */
const LEFT_COLUMNS = new Set(['STIME', 'START', 'WCHAN']);
const HEADING_WORDS = new Set(['PID', 'PPID', 'UID', 'USER', 'TTY', 'TIME', 'CMD', 'COMMAND', 'STAT', 'PIDNS', 'NSPID', 'S']); // prettier-ignore
const FILL = '~';
const NAMESPACE = /(?<![\d.])(\[?)(4026\d{6})(?!\d)/g;
const NAMESPACE_WIDTH = 10;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const LINES: readonly (readonly [RegExp, string])[] = [
  [/^top - .*$/gm, 'top - <CLOCK>'],
  [/^%Cpu\(s\):.*$/gm, '%Cpu(s): <SHARES>'],
  [/^[MK]iB (Mem |Swap) ?:.*$/gm, 'MiB $1: <SIZES>'],
  // rows of `ps -ef` and `ps aux` whose heading a filter has removed
  [
    /^(\w+ +\d+ +\d+) +\d+ (?:\d\d:\d\d|[A-Z][a-z]{2}\d\d|\d{4})( +)(\S+ +)\d+:\d\d:\d\d /gm,
    '$1  ~ ~    $2$3       ~ ',
  ],
  [
    /^(\w+ +\d+) +[\d.]+ +[\d.]+ +\d+ +\d+ (\S+ +\w\S* +)(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d|\d{4}) +\d+:\d\d /gm,
    '$1    ~    ~      ~     ~ $2~          ~ ',
  ],
  [/^(real|user|sys)\t\d+m[\d.]+s$/gm, '$1\t<TIME>'],
  [/\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d +(?:\d\d:\d\d|\d{4})\b/g, '<DATE>'],
  [/^((?:Vm|Rss|Hugetlb)\w+:\s+)\d+ kB$/gm, '$1<SIZE>'],
];

/** Namespaces are named in the order in which they first appear in the transcript. */
export function maskEntries(entries: readonly TranscriptEntry[]): readonly TranscriptEntry[] {
  const names = new Map<string, string>();
  return entries.map((entry) => ({
    ...entry,
    output: maskText(entry.output, names),
    ...(entry.late === undefined ? {} : { late: maskText(entry.late, names) }),
  }));
}

function maskText(text: string, names: Map<string, string>): string {
  const named = text.replace(NAMESPACE, (_, bracket: string, number: string) => {
    const name = names.get(number) ?? `NS${names.size + 1}`;
    names.set(number, name);
    return bracket + (bracket === '' ? name.padStart(NAMESPACE_WIDTH) : name);
  });
  return LINES.reduce((masked, [pattern, put]) => masked.replace(pattern, put), maskTables(named));
}

function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(/\S+/g)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** A line of capital headings of which one is masked. */
function headingOf(line: string): readonly Word[] | null {
  const words = wordsOf(line);
  const known = new Set(words.map((word) => word.text).filter((text) => HEADING_WORDS.has(text)));
  const capital = words.every((word) => word.text === word.text.toUpperCase());
  return words.some((word) => MASKED_COLUMNS.has(word.text)) && known.size >= 2 && capital ? words : null;
}

function maskTables(text: string): string {
  let heading: readonly Word[] | null = null;
  return text
    .split('\n')
    .map((line) => {
      const found = headingOf(line);
      if (found !== null) heading = found;
      const masked = found === null && heading !== null ? maskRow(line, heading) : line;
      if (masked === null) heading = null;
      return masked ?? line;
    })
    .join('\n');
}

/** Null when it is no row of this table: too few fields, or no number under PID. */
function maskRow(line: string, heading: readonly Word[]): string | null {
  const fields = wordsOf(line);
  if (fields.length < heading.length) return null;
  const numbered = heading.findLastIndex((word) => ['PID', 'PPID', 'UID'].includes(word.text));
  if (numbered >= 0 && heading[numbered]?.text !== 'UID' && !/^(\d+|-)$/.test(fields[numbered]?.text ?? ''))
    return null;
  let out = '';
  let end = 0;
  for (const [index, title] of heading.entries()) {
    const field = fields[index];
    if (field === undefined) return null;
    const last = index === heading.length - 1;
    if (!MASKED_COLUMNS.has(title.text)) {
      out += line.slice(end, last ? undefined : field.end);
      end = last ? line.length : field.end;
    } else if (!LEFT_COLUMNS.has(title.text)) {
      // a column that is aligned to the right ends where its heading ends
      out += FILL.padStart(index === 0 ? title.end : Math.max(title.end - out.length, 2));
      end = field.end;
    } else {
      out += line.slice(end, field.start) + FILL;
      const next = last ? null : fields[index + 1]?.start;
      // the next column keeps its place
      if (next !== null && next !== undefined) out += ' '.repeat(Math.max(0, next - field.start - 2));
      end = next === null || next === undefined ? field.end : next - 1;
    }
  }
  const lastMasked = MASKED_COLUMNS.has(heading[heading.length - 1]?.text ?? '');
  return out + (end < line.length && lastMasked ? line.slice(end) : '');
}
