// Shows or changes how urgent a process's reading and writing is. ionice(1) of util-linux.

import { execOrFail, parseNumber, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { program } from '../../libc/process.ts';
import { IONICE_USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { IoPriority } from '../../scheduling.ts';
import type { PriorityOf } from '../../../kernel/call.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['n', 'classdata', 'required'], ['c', 'class', 'required'], ['p', 'pid', 'required'], ['P', 'pgid', 'required'],
  ['u', 'uid', 'required'], ['t', 'ignore'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const CLASSES: readonly IoPriority['ioClass'][] = ['none', 'realtime', 'best-effort', 'idle'];
const KINDS = {
  p: ['PRIO_PROCESS', 'PID'],
  P: ['PRIO_PGRP', 'PGID'],
  u: ['PRIO_USER', 'UID'],
} as const satisfies Record<string, readonly [PriorityOf, string]>;
const USUAL_LEVEL = 4;

interface Settings {
  ioClass: number | null;
  level: number | null;
  which: (typeof KINDS)[keyof typeof KINDS] | null;
  first: string;
}

export const ionice = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  const settings: Settings = { ioClass: null, level: null, which: null, first: '' };
  let tolerant = false;
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? IONICE_USAGE : versionLine(process));
      return 0;
    }
    if (key === 't') tolerant = true;
    else {
      const problem = take(settings, key, value ?? '');
      if (problem !== null) return yield* refuse(process, problem);
    }
  }
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const wanted = yield* wantedPriority(process, settings, tolerant);
  const { which, first } = settings;
  if (which === null && line.operands.length === 0) {
    if (wanted === null) return yield* show(process, 'PRIO_PROCESS', 0);
    yield* process.warn('bad usage');
    yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
    return 1;
  }
  if (which === null) {
    if (wanted !== null && !(yield* set(process, 'PRIO_PROCESS', 0, wanted, tolerant))) return 1;
    return yield* execOrFail(process, line.operands);
  }
  let status = 0;
  for (const operand of [first, ...line.operands]) {
    const who = parseNumber(operand);
    if (who === null) return yield* refuse(process, `invalid ${which[1]} argument: '${operand}'`);
    if (wanted === null) status = yield* show(process, which[0], who);
    else if (!(yield* set(process, which[0], who, wanted, tolerant))) return 1;
    if (status !== 0) return status;
  }
  return status;
});

/** What one option says; the answer is what is wrong with it. */
function take(settings: Settings, key: 'n' | 'c' | 'p' | 'P' | 'u', value: string): string | null {
  const number = parseNumber(value);
  if (key === 'n') {
    settings.level = number;
    return number === null ? `invalid class data argument: '${value}'` : null;
  }
  if (key === 'c') {
    const named = CLASSES.findIndex((name) => name === value.toLowerCase());
    settings.ioClass = /^\d/.test(value) ? number : named < 0 ? null : named;
    return settings.ioClass === null ? `unknown scheduling class: '${value}'` : null;
  }
  settings.which = KINDS[key];
  settings.first = value;
  return number === null ? `invalid ${KINDS[key][1]} argument: '${value}'` : null;
}

function* wantedPriority(
  process: Process,
  { ioClass: given, level }: Settings,
  tolerant: boolean,
): Coroutine<IoPriority | null> {
  if (given === null && level === null) return null;
  const ioClass = CLASSES[given ?? CLASSES.indexOf('best-effort')];
  if (ioClass === undefined) {
    yield* process.warn(`unknown prio class ${given ?? 0}`);
    // the kernel looks at the last three bits
    return { ioClass: CLASSES[(given ?? 0) & 7] ?? 'none', level: level ?? USUAL_LEVEL };
  }
  if (ioClass === 'none' || ioClass === 'idle') {
    if (level !== null && !tolerant) yield* process.warn(`ignoring given class data for ${ioClass} class`);
    return { ioClass, level: 0 };
  }
  return { ioClass, level: level ?? USUAL_LEVEL };
}

function* refuse(process: Process, problem: string): Coroutine<number> {
  yield* process.warn(problem);
  return 1;
}

function* show(process: Process, which: PriorityOf, who: number): Coroutine<number> {
  const found = yield* process.sys.getIoPriority(which, who);
  if (failed(found)) {
    yield* process.warn('ioprio_get failed', found);
    return 1;
  }
  process.printLine(found.ioClass === 'idle' ? 'idle' : `${found.ioClass}: prio ${found.level}`);
  return 0;
}

function* set(
  process: Process,
  which: PriorityOf,
  who: number,
  wanted: IoPriority,
  tolerant: boolean,
): Coroutine<boolean> {
  const done = yield* process.sys.setIoPriority(which, who, wanted);
  if (!failed(done) || tolerant) return true;
  yield* process.warn('ioprio_set failed', done);
  return false;
}
