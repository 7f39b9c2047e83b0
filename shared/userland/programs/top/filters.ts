// Which processes do the filters of top's keys o and O let through? `[!]FLD?VAL`, top(1), FILTERING in a Window

import { FIELDS } from './fields.ts';
import type { FieldView } from './fields.ts';
import type { ProcTask } from '../../libc/proc.ts';

export interface Filter {
  /** As it was typed, and as ^O shows it. */
  readonly text: string;
  readonly field: string;
  readonly sign: '=' | '<' | '>';
  readonly value: string;
  readonly excludes: boolean;
  readonly ignoresCase: boolean;
}

/** The filter, or what is wrong with it. */
export function parseFilter(text: string, ignoresCase: boolean): Filter | string {
  const excludes = text.startsWith('!');
  const [, name = '', sign, value = ''] = /^!?([^<=>]*)([<=>])?(.*)$/s.exec(text) ?? [];
  const kind = excludes ? 'exclude' : 'include';
  if (sign !== '=' && sign !== '<' && sign !== '>') return `'${kind}' filter delimiter is missing`;
  const field = FIELDS.find((known) => known.name === name);
  if (field === undefined) return `unrecognized field name '${name}'`;
  if (value === '') return `'${kind}' filter value is missing`;
  return { text, field: name, sign, value, excludes, ignoresCase };
}

/** Of fields that are not shown filters know nothing. */
export function passes(
  task: ProcTask,
  filters: readonly Filter[],
  fields: readonly string[],
  view: FieldView,
): boolean {
  return filters.every(({ field, sign, value, excludes, ignoresCase }) => {
    const shown = fields.includes(field) ? FIELDS.find(({ name }) => name === field) : undefined;
    if (shown === undefined) return true;
    const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
    const [actual, wanted] = [fold(shown.show(task, view, 0).trim()), fold(value)];
    return holds(actual, sign, wanted) !== excludes;
  });
}

function holds(actual: string, sign: Filter['sign'], wanted: string): boolean {
  if (sign === '=') return actual.includes(wanted);
  const [a, b] = [Number(actual), Number(wanted)];
  const isNumeric = actual !== '' && !Number.isNaN(a) && !Number.isNaN(b);
  const order = isNumeric ? a - b : actual < wanted ? -1 : actual > wanted ? 1 : 0;
  return sign === '<' ? order < 0 : order > 0;
}
