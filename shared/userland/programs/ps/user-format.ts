// What do the words behind `ps -o` say? `pid,comm:20=NAME,args`, and `%p %c` as AIX has it. ps(1), STANDARD FORMAT SPECIFIERS

import { BadUsage } from './settings.ts';
import { COLUMNS } from './columns.ts';
import type { Column } from './columns.ts';
import type { Field } from './layout.ts';

/** A format whose list makes no sense and has a % in it is read once more as AIX has them. */
export function parseFormat(format: string, pidDigits: number): readonly Field[] | BadUsage {
  const fields = listed(format, pidDigits);
  return fields instanceof BadUsage && format.includes('%') ? aixFormat(format, pidDigits) : fields;
}

/** Members separated by commas or blanks; one separator may trail. */
function listed(format: string, pidDigits: number): readonly Field[] | BadUsage {
  const items = format.replace(/[ ,\t\n]$/, '').split(/[ ,\t\n]/);
  if (items.some((item) => item === '')) return new BadUsage('improper format list');
  const fields: Field[] = [];
  for (const item of items) {
    const field = parseSpec(item, pidDigits);
    if (field instanceof BadUsage) return field;
    fields.push(field);
  }
  return fields;
}

/** `spec`, `spec:width`, `spec=HEADING`, `spec:width=HEADING`. */
function parseSpec(text: string, pidDigits: number): Field | BadUsage {
  const equals = text.indexOf('=');
  const heading = equals < 0 ? null : text.slice(equals + 1);
  const [spec = '', ownWidth, ...rest] = (equals < 0 ? text : text.slice(0, equals)).split(':');
  if (ownWidth !== undefined && (rest.length > 0 || !/^[1-9]\d*$/.test(ownWidth))) {
    return new BadUsage('column widths must be unsigned decimal numbers');
  }
  const column = COLUMNS.get(spec);
  if (column === undefined) return new BadUsage(`unknown user-defined format specifier "${spec}"`);
  const natural = widthOf(column, pidDigits);
  const width = ownWidth !== undefined ? Number(ownWidth) : Math.max(natural, heading?.length ?? 0);
  return { column, heading: heading ?? column.heading, width, gap: 1 };
}

function widthOf(column: Column, pidDigits: number): number {
  return column.justify === 'pid' ? Math.max(pidDigits, column.heading.length) : column.width;
}

const AIX: ReadonlyMap<string, string> = new Map(
  Object.entries({
    C: 'pcpu', G: 'group', P: 'ppid', U: 'user', a: 'args', c: 'comm', g: 'rgroup', n: 'nice', p: 'pid', r: 'pgid', t: 'etime',
    u: 'ruser', x: 'time', y: 'tname', z: 'vsz',
  }),
); // prettier-ignore

/** Letters, and the blanks that stand between them: one where there are none, and none around the whole format. */
function aixFormat(format: string, pidDigits: number): readonly Field[] | BadUsage {
  const fields: Field[] = [];
  for (const [text, blanks = '', letter] of format.matchAll(/( +)|%([^%]?)|[^]/g)) {
    if (blanks !== '') {
      fields.push(literal(blanks));
      continue;
    }
    if (!text.startsWith('%')) return new BadUsage('improper AIX field descriptor');
    if (letter === undefined || letter === '') return new BadUsage('missing AIX field descriptor');
    const column = COLUMNS.get(AIX.get(letter) ?? '');
    if (column === undefined) return new BadUsage('unknown AIX field descriptor');
    fields.push(aixField(column, widthOf(column, pidDigits)));
  }
  return fields.map((field, at) => {
    const next = fields[at + 1];
    const touches = next !== undefined && !isLiteral(field) && !isLiteral(next);
    return touches ? { ...field, gap: 1 } : field;
  });
}

function isLiteral({ heading }: Field): boolean {
  return heading.trim() === '';
}

function literal(blanks: string): Field {
  const column: Column = {
    heading: blanks,
    width: blanks.length,
    justify: 'left',
    show: () => blanks,
    only: null,
    key: null,
  };
  return { column, heading: blanks, width: blanks.length, gap: 0 };
}

/** A field of AIX keeps its width, even as the last one. */
function aixField(column: Column, width: number): Field {
  if (!['rest', 'user', 'left'].includes(column.justify))
    return { column, heading: column.heading, width, gap: 0 };
  const fit = (text: string): string => text.slice(0, width).padEnd(width);
  return {
    heading: fit(column.heading),
    column: { ...column, justify: 'left', show: (task, view) => fit(column.show(task, view)) },
    width,
    gap: 0,
  };
}
