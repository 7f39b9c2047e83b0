// Leaves out lines that repeat the one before. uniq(1)

import { coreutil, extraOperand, quote, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['c', 'count'], ['d', 'repeated'], ['D', ''], ['', 'all-repeated', 'optional'], ['f', 'skip-fields', 'required'],
  ['', 'group', 'optional'], ['i', 'ignore-case'], ['s', 'skip-chars', 'required'], ['u', 'unique'],
  ['w', 'check-chars', 'required'], ['z', 'zero-terminated'],
] as const; // prettier-ignore

/** Where an empty line stands between groups of -D and --group. */
const ALL_REPEATED = ['none', 'prepend', 'separate'] as const;
const GROUP = ['prepend', 'append', 'separate', 'both'] as const;

interface Style {
  readonly compared: (line: string) => string;
  readonly shows: (count: number) => boolean;
  readonly counts: boolean;
  /** Null where of each group one line is shown. */
  readonly all: (typeof ALL_REPEATED)[number] | (typeof GROUP)[number] | null;
  readonly ending: string;
}

export const uniq = coreutil('uniq', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  const value = (key: string): string | null =>
    line.options.findLast((option) => option.key === key)?.value ?? null;
  for (const [key, what] of [['f', 'fields to skip'], ['s', 'bytes to skip'], ['w', 'bytes to compare']] as const) {
    const text = value(key);
    if (text === null || /^\d+$/.test(text)) continue;
    yield* process.error(`${text}: invalid number of ${what}`);
    return 1;
  }
  const allRepeated = has('D') || has('all-repeated') ? (value('all-repeated') ?? 'none') : null;
  const group = has('group') ? (value('group') ?? 'separate') : null;
  const wrong =
    allRepeated !== null && !ALL_REPEATED.some((word) => word === allRepeated)
      ? ({ word: allRepeated, option: '--all-repeated', words: ALL_REPEATED } as const)
      : group !== null && !GROUP.some((word) => word === group)
        ? ({ word: group, option: '--group', words: GROUP } as const)
        : null;
  if (wrong !== null) {
    const list = wrong.words.map((word) => `\n  - ${quote(process, word)}`).join('');
    yield* process.error(`invalid argument ${quote(process, wrong.word)} for ${quote(process, wrong.option)}\nValid arguments are:${list}`);
    return yield* tryHelp(process, null);
  }
  const [input = '-', output, extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  if (group !== null && (has('c') || has('d') || has('u') || allRepeated !== null))
    return yield* tryHelp(process, '--group is mutually exclusive with -c/-d/-D/-u');
  if (has('c') && allRepeated !== null)
    return yield* tryHelp(process, 'printing all duplicated lines and repeat counts is meaningless');
  const fields = new RegExp(`^([ \\t]*[^ \\t]+){0,${value('f') ?? '0'}}`);
  const [skipped, length] = [Number(value('s') ?? 0), Number(value('w') ?? Infinity)];
  const text = yield* inputOf(process, input);
  if (text === null) return 1;
  const shown = joined(text, {
    compared: (each) => {
      const rest = each.replace(fields, '').slice(skipped).slice(0, length);
      return has('i') ? rest.toLowerCase() : rest;
    },
    shows: (count) => !(((has('d') || allRepeated !== null) && count === 1) || (has('u') && count > 1)),
    counts: has('c'),
    all: ALL_REPEATED.find((word) => word === allRepeated) ?? GROUP.find((word) => word === group) ?? null,
    ending: has('z') ? '\0' : '\n',
  });
  if (output === undefined || output === '-') process.print(shown);
  else {
    const fd = yield* process.sys.open(output, ['O_WRONLY', 'O_CREAT', 'O_TRUNC'], 0o666);
    if (failed(fd)) {
      yield* process.error(quotef(output), fd);
      return 1;
    }
    yield* process.sys.write(fd, shown);
    yield* process.sys.close(fd);
  }
  return 0;
}); // prettier-ignore

/** Null where it can't be read, which was told. */
function* inputOf(process: Process, name: string): Coroutine<string | null> {
  const text = yield* readInput(process.sys, name);
  if (!failed(text)) return text;
  yield* process.error(quotef(name), text);
  return null;
}

function joined(text: string, { compared, shows, counts, all, ending }: Style): string {
  const groups: string[][] = [];
  for (const line of linesOf(text, ending)) {
    const last = groups.at(-1);
    if (last !== undefined && compared(last[0] ?? '') === compared(line)) last.push(line);
    else groups.push([line]);
  }
  const shown = groups.filter((group) => shows(group.length));
  if (all === null)
    return shown.map((group) => `${counts ? `${String(group.length).padStart(7)} ` : ''}${group[0] ?? ''}${ending}`).join('');
  const texts = shown.map((group) => group.map((line) => line + ending).join(''));
  if (texts.length === 0) return '';
  const between = texts.join(all === 'none' ? '' : ending);
  const [before, after] = [all === 'prepend' || all === 'both', all === 'append' || all === 'both'];
  return (before ? ending : '') + between + (after ? ending : '');
} // prettier-ignore
