// Changes the nice value of processes that run. renice(1) of util-linux.

import { failed } from '../../program.ts';
import { parseNumber, versionLine } from '../../libc/util-linux.ts';
import { program } from '../../libc/process.ts';
import { readUsers } from '../../libc/users.ts';
import { RENICE_USAGE } from './usage.ts';
import type { Coroutine } from '../../program.ts';
import type { PriorityOf } from '../../../kernel/call.ts';
import type { Process } from '../../libc/process.ts';
import type { Users } from '../../libc/users.ts';

const KIND: Readonly<Record<PriorityOf, string>> = {
  PRIO_PROCESS: 'process ID',
  PRIO_PGRP: 'process group ID',
  PRIO_USER: 'user ID',
};

export const renice = program(function* (process: Process): Coroutine<number> {
  const [first, ...rest] = process.args;
  if (rest.length === 0 && (first === '-h' || first === '--help')) {
    process.print(RENICE_USAGE);
    return 0;
  }
  if (rest.length === 0 && (first === '-v' || first === '-V' || first === '--version')) {
    process.print(versionLine(process));
    return 0;
  }
  if (rest.length === 0) return yield* refuse(process, 'not enough arguments');
  const named = first === '-n' || first === '--priority';
  const priority = named ? (rest[0] ?? '') : (first ?? '');
  const nice = parseNumber(priority);
  if (nice === null) return yield* refuse(process, `invalid priority '${priority}'`);
  const operands = named ? rest.slice(1) : rest;
  if (operands.length === 0) return yield* refuse(process, 'not enough arguments');
  const users = yield* readUsers(process.sys);
  let which: PriorityOf = 'PRIO_PROCESS';
  let status = 0;
  for (const operand of operands) {
    const kind = kindOf(operand);
    if (kind !== null) which = kind;
    else if (!(yield* change(process, users, which, operand, nice))) status = 1;
  }
  return status;
});

function* refuse(process: Process, problem: string): Coroutine<number> {
  yield* process.warn(problem);
  yield* process.eprint(`Try '${process.shortName} --help' for more information.\n`);
  return 1;
}

function kindOf(operand: string): PriorityOf | null {
  switch (operand) {
    case '-g':
    case '--pgrp':
      return 'PRIO_PGRP';
    case '-u':
    case '--user':
      return 'PRIO_USER';
    case '-p':
    case '--pid':
      return 'PRIO_PROCESS';
    default:
      return null;
  }
}

function* change(
  process: Process,
  users: Users,
  which: PriorityOf,
  operand: string,
  nice: number,
): Coroutine<boolean> {
  const { sys } = process;
  const user = which === 'PRIO_USER' ? users.byName(operand) : undefined;
  const who = user?.uid ?? parseNumber(operand);
  if (who === null || who < 0) {
    yield* process.warn(
      which === 'PRIO_USER' ? `unknown user ${operand}` : `bad ${KIND[which]} value: ${operand}`,
    );
    return false;
  }
  const what = `${who} (${KIND[which]})`;
  const old = yield* sys.getpriority(which, who);
  if (failed(old)) {
    yield* process.warn(`failed to get priority for ${what}`, old);
    return false;
  }
  const set = yield* sys.setpriority(which, who, nice);
  if (failed(set)) {
    yield* process.warn(`failed to set priority for ${what}`, set);
    return false;
  }
  const now = yield* sys.getpriority(which, who);
  if (failed(now)) {
    yield* process.warn(`failed to get priority for ${what}`, now);
    return false;
  }
  process.printLine(`${what} old priority ${old}, new priority ${now}`);
  return true;
}
