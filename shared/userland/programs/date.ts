// What time is it, or was it, in which words? date(1)

import { coreutil, extraOperand, quote, quotef, readInput, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf } from '../libc/read.ts';
import { parseDate } from '../libc/parse-date.ts';
import { readNow } from '../libc/machine-facts.ts';
import { strftime } from '../libc/calendar.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['d', 'date', 'required'], ['f', 'file', 'required'], ['I', 'iso-8601', 'optional'], ['', 'resolution'], ['R', 'rfc-email'],
  ['', 'rfc-3339', 'required'], ['r', 'reference', 'required'], ['s', 'set', 'required'], ['u', 'utc'], ['u', 'universal'],
] as const; // prettier-ignore

const USUAL = '%a %b %e %H:%M:%S %Z %Y';
const EMAIL = '%a, %d %b %Y %H:%M:%S +0000';

/** By the precision that is asked for, in the order in which they are named. */
const ISO_FORMATS: Readonly<Record<string, string>> = {
  hours: '%Y-%m-%dT%H+00:00', minutes: '%Y-%m-%dT%H:%M+00:00', date: '%Y-%m-%d', seconds: '%Y-%m-%dT%H:%M:%S+00:00',
  ns: '%Y-%m-%dT%H:%M:%S,%N+00:00',
}; // prettier-ignore
const RFC_FORMATS: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d', seconds: '%Y-%m-%d %H:%M:%S+00:00', ns: '%Y-%m-%d %H:%M:%S.%N+00:00',
}; // prettier-ignore

interface Asked {
  readonly key: string;
  readonly value: string | null;
}

export const date = coreutil('date', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const formats: string[] = [];
  for (const option of line.options) {
    const format = formatOf(option);
    if (format === undefined) return yield* refuseFormat(process, option);
    if (format !== null) formats.push(format);
  }
  const sources = new Set(
    line.options.map(({ key }) => key).filter((key) => ['d', 'f', 'r', 'resolution'].includes(key)),
  );
  if (sources.size > 1)
    return yield* tryHelp(process, 'the options to specify dates for printing are mutually exclusive');
  const [operand, extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  if (operand?.startsWith('+') === true) formats.push(operand.slice(1));
  if (formats.length > 1) {
    yield* process.error('multiple output formats specified');
    return 1;
  }
  return yield* show(process, line.options, operand, formats[0] ?? null);
});

/** Null where an option chooses no format; undefined for a precision there is not. */
function formatOf({ key, value }: Asked): string | null | undefined {
  switch (key) {
    case 'R':
      return EMAIL;
    case 'I':
      return ISO_FORMATS[value ?? 'date'];
    case 'rfc-3339':
      return RFC_FORMATS[value ?? ''];
    default:
      return null;
  }
}

function* refuseFormat(process: Process, { key, value }: Asked): Coroutine<number> {
  const [name, formats] = key === 'I' ? ['--iso-8601', ISO_FORMATS] : ['--rfc-3339', RFC_FORMATS];
  yield* process.error(`invalid argument ${quote(process, value ?? '')} for ${quote(process, name)}`);
  const known = Object.keys(formats).map((each) => `  - ${quote(process, each)}\n`);
  yield* process.eprint(`Valid arguments are:\n${known.join('')}`);
  return yield* tryHelp(process, null);
}

function* show(
  process: Process,
  options: readonly Asked[],
  operand: string | undefined,
  format: string | null,
): Coroutine<number> {
  const value = (key: string): string | null =>
    options.findLast((option) => option.key === key)?.value ?? null;
  const has = (key: string): boolean => options.some((option) => option.key === key);
  if (has('resolution')) {
    process.printLine('0.000000001');
    return 0;
  }
  const [file, reference] = [value('f'), value('r')];
  if (file !== null) return yield* showLines(process, file, format ?? USUAL);
  const stat = reference === null ? null : yield* process.sys.stat(reference);
  if (failed(stat)) {
    yield* process.error(quotef(reference ?? ''), stat);
    return 1;
  }
  const asked = value('s') ?? value('d') ?? 'now';
  const moment = stat?.mtime ?? parseDate(asked, yield* readNow(process.sys));
  if (moment === null || (operand !== undefined && !operand.startsWith('+'))) {
    yield* process.error(`invalid date ${quote(process, operand ?? asked)}`);
    return 1;
  }
  // the clock of the machine moves by what is typed alone
  if (has('s')) yield* process.error('cannot set date', { errno: 'EPERM' });
  process.printLine(strftime(format ?? USUAL, moment));
  return has('s') ? 1 : 0;
}

/** -f: a date on each line. */
function* showLines(process: Process, file: string, format: string): Coroutine<number> {
  const text = yield* readInput(process.sys, file);
  if (failed(text)) {
    yield* process.error(quotef(file), text);
    return 1;
  }
  const now = yield* readNow(process.sys);
  let status = 0;
  for (const line of linesOf(text)) {
    const moment = parseDate(line, now);
    if (moment === null) {
      yield* process.error(`invalid date ${quote(process, line)}`);
      status = 1;
    } else process.printLine(strftime(format, moment));
  }
  return status;
}
