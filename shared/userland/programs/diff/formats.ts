// How does diff write what changed: in the usual way, with context, unified, for ed, or side by side?

import type { Change } from './changes.ts';

export interface Text {
  readonly lines: readonly string[];
  /** The last line has no newline. */
  readonly open: boolean;
}

const NO_NEWLINE = '\\ No newline at end of file\n';

export function normal(a: Text, b: Text, changes: readonly Change[]): string {
  return changes
    .map(({ oldFrom, oldTo, newFrom, newTo }) => {
      const kind = oldFrom === oldTo ? 'a' : newFrom === newTo ? 'd' : 'c';
      const head = `${range(oldFrom, oldTo)}${kind}${range(newFrom, newTo)}\n`;
      const removed = part(a, oldFrom, oldTo, '< ');
      return head + removed + (kind === 'c' ? '---\n' : '') + part(b, newFrom, newTo, '> ');
    })
    .join('');
}

/** `3`, `3,5`, or the line before where there are none. */
function range(from: number, to: number): string {
  if (to <= from + 1) return String(to);
  return `${from + 1},${to}`;
}

function part({ lines, open }: Text, from: number, to: number, mark: string): string {
  return lines
    .slice(from, to)
    .map((text, at) => `${mark}${text}\n${open && from + at === lines.length - 1 ? NO_NEWLINE : ''}`)
    .join('');
}

/** Changes with so little between them that their context would meet, and the lines that are shown with them. */
interface Hunk extends Change {
  readonly changes: readonly Change[];
}

function hunks(a: Text, changes: readonly Change[], context: number): readonly Hunk[] {
  const groups: (readonly [first: Change, ...others: Change[]])[] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const meets = last !== undefined && change.oldFrom - last.oldTo <= 2 * context;
    if (group !== undefined && meets) groups[groups.length - 1] = [...group, change];
    else groups.push([change]);
  }
  return groups.map((group) => {
    const [first] = group;
    const last = group.at(-1) ?? first;
    const before = Math.min(context, first.oldFrom);
    const after = Math.min(context, a.lines.length - last.oldTo);
    return {
      changes: group,
      oldFrom: first.oldFrom - before,
      oldTo: last.oldTo + after,
      newFrom: first.newFrom - before,
      newTo: last.newTo + after,
    };
  });
}

/** `functionLine`: what is told of the hunk that begins at a line of the old text. */
export function unified(
  a: Text,
  b: Text,
  changes: readonly Change[],
  context: number,
  functionLine: (from: number) => string,
): string {
  return hunks(a, changes, context)
    .map((hunk) => {
      let shown = hunk.oldFrom;
      let body = '';
      for (const { oldFrom, oldTo, newFrom, newTo } of hunk.changes) {
        body += part(a, shown, oldFrom, ' ') + part(a, oldFrom, oldTo, '-') + part(b, newFrom, newTo, '+');
        shown = oldTo;
      }
      const head = `@@ -${span(hunk.oldFrom, hunk.oldTo)} +${span(hunk.newFrom, hunk.newTo)} @@${functionLine(hunk.oldFrom)}\n`;
      return head + body + part(a, shown, hunk.oldTo, ' ');
    })
    .join('');
}

/** `3,7`; one line is `3`, none `2,0`. */
function span(from: number, to: number): string {
  const length = to - from;
  return length === 1 ? String(from + 1) : `${length === 0 ? from : from + 1},${length}`;
}

export function withContext(
  a: Text,
  b: Text,
  changes: readonly Change[],
  context: number,
  functionLine: (from: number) => string,
): string {
  return hunks(a, changes, context)
    .map(({ changes: group, oldFrom, oldTo, newFrom, newTo }) => {
      const oldPart = group.some((change) => change.oldTo > change.oldFrom) ? marked(a, group, 'old', oldFrom, oldTo) : ''; // prettier-ignore
      const newPart = group.some((change) => change.newTo > change.newFrom) ? marked(b, group, 'new', newFrom, newTo) : ''; // prettier-ignore
      return `***************${functionLine(oldFrom)}\n*** ${contextSpan(oldFrom, oldTo)} ****\n${oldPart}--- ${contextSpan(newFrom, newTo)} ----\n${newPart}`;
    })
    .join('');
}

function contextSpan(from: number, to: number): string {
  return to - from <= 1 ? String(to) : `${from + 1},${to}`;
}

function marked(text: Text, group: readonly Change[], side: 'old' | 'new', from: number, to: number): string {
  let out = '';
  for (let at = from; at < to; at += 1) {
    const change = group.find((each) => at >= each[`${side}From`] && at < each[`${side}To`]);
    const isReplaced = change !== undefined && change.oldTo > change.oldFrom && change.newTo > change.newFrom;
    const mark = change === undefined ? '  ' : isReplaced ? '! ' : side === 'old' ? '- ' : '+ ';
    out += part(text, at, at + 1, mark);
  }
  return out;
}

/** -e: from the end, so that the numbers stay right. */
export function forEd(b: Text, changes: readonly Change[]): string {
  return [...changes]
    .reverse()
    .map(({ oldFrom, oldTo, newFrom, newTo }) => {
      if (newFrom === newTo) return `${range(oldFrom, oldTo)}d\n`;
      const kind = oldFrom === oldTo ? 'a' : 'c';
      return `${range(oldFrom, oldTo)}${kind}\n${part(b, newFrom, newTo, '')}.\n`;
    })
    .join('');
}

/** -n: from the beginning, each with how many lines it is about. */
export function forRcs(b: Text, changes: readonly Change[]): string {
  return changes
    .map(({ oldFrom, oldTo, newFrom, newTo }) => {
      const gone = oldTo > oldFrom ? `d${oldFrom + 1} ${oldTo - oldFrom}\n` : '';
      if (newTo === newFrom) return gone;
      const added = b.lines
        .slice(newFrom, newTo)
        .map((line) => `${line}\n`)
        .join('');
      const isOpen = b.open && newTo === b.lines.length;
      return `${gone}a${oldTo} ${newTo - newFrom}\n${isOpen ? added.slice(0, -1) : added}`;
    })
    .join('');
}

export interface SideBySide {
  readonly width: number;
  readonly leftColumn: boolean;
  readonly suppressCommon: boolean;
  /** To a multiple of it columns begin; 1 where tabs are written as blanks. */
  readonly tab: number;
  readonly text: (line: string) => string;
}

/** -y: the columns begin at a multiple of a tab. */
export function sideBySide(a: Text, b: Text, changes: readonly Change[], style: SideBySide): string {
  const unrounded = Math.floor((style.width + style.tab + 3) / 2);
  const offset = unrounded - (unrounded % style.tab);
  const tabs = (from: number, to: number): string => gap(from, to, style.tab);
  const lineOf = (line: string | undefined): string => style.text(line ?? '');
  const half = Math.max(0, Math.min(offset - 3, style.width - offset));
  const right = half === 0 ? style.width : offset;
  const middleAt = Math.floor((half + right - 1) / 2);
  const row = (left: string | undefined, sign: string, other: string | undefined): string => {
    const text = lineOf(left).slice(0, half);
    if (sign === ' ' && style.leftColumn) return `${text}${tabs(text.length, middleAt)}(\n`;
    const middle = sign === ' ' ? '' : `${tabs(text.length, middleAt)}${sign}`;
    const at = sign === ' ' ? text.length : middleAt + 1;
    const second = lineOf(other).slice(0, half);
    return `${text}${middle}${second === '' ? '' : tabs(at, right)}${second}\n`;
  };
  let out = '';
  let [i, j] = [0, 0];
  const common = (to: number): void => {
    for (; i < to; i += 1, j += 1) if (!style.suppressCommon) out += row(a.lines[i], ' ', b.lines[j]);
  };
  for (const { oldFrom, oldTo, newTo } of changes) {
    common(oldFrom);
    for (; i < oldTo && j < newTo; i += 1, j += 1) out += row(a.lines[i], '|', b.lines[j]);
    for (; i < oldTo; i += 1) out += row(a.lines[i], '<', undefined);
    for (; j < newTo; j += 1) out += row(undefined, '>', b.lines[j]);
  }
  common(a.lines.length);
  return out;
}

/** From one column to another, with tabs as far as they reach. */
function gap(from: number, to: number, tab: number): string {
  if (tab === 1) return ' '.repeat(Math.max(0, to - from));
  let out = '';
  let at = from;
  while (Math.floor(at / tab) * tab + tab <= to) {
    out += '\t';
    at = Math.floor(at / tab) * tab + tab;
  }
  return out + ' '.repeat(Math.max(0, to - at));
}
