// Signals for processes, and another priority, by terminal, user, number or name. skill(1), snice(1)

import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { leftOutOption } from '../libc/left-out-option.ts';
import { parseSignal, signalLines, signalTable } from '../libc/signal-names.ts';
import { program } from '../libc/process.ts';
import { PTS_MAJOR, readTasks, ttyName } from '../libc/proc.ts';
import { readUsers } from '../libc/users.ts';
import { SKILL_USAGE, SNICE_USAGE } from './procps-usage.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';
import type { Users } from '../libc/users.ts';

const OPTIONS = [
  ['f', 'fast'], ['i', 'interactive'], ['l', 'list'], ['L', 'table'], ['n', 'no-action'], ['v', 'verbose'], ['w', 'warnings'],
  ['c', 'command', 'required'], ['p', 'pid', 'required'], ['t', 'tty', 'required'], ['u', 'user', 'required'], ['h', 'help'],
  ['V', 'version'],
] as const; // prettier-ignore

const TERM = 15;
const USUAL_PRIORITY = 4;
const PRIORITIES = { least: -20, most: 19 };

/** What is done with each of the processes. */
interface Deed {
  readonly usage: string;
  readonly carryOut: (process: Process, pid: number) => Coroutine<number | Failure>;
}

/** A process is meant if it is in each of these that is not empty. */
interface Selection {
  readonly terminals: number[];
  readonly users: number[];
  readonly pids: number[];
  readonly commands: string[];
}

export const skill = program(function* (process: Process): Coroutine<number> {
  const at = process.args.findIndex((arg) => arg.startsWith('-') && parseSignal(arg.slice(1)) !== null);
  const signal = parseSignal(process.args[at]?.slice(1) ?? '') ?? TERM;
  const args = process.args.filter((_, index) => index !== at);
  return yield* run(process, args, {
    usage: SKILL_USAGE,
    carryOut: (self, pid) => self.sys.kill(pid, signal),
  });
});

export const snice = program(function* (process: Process): Coroutine<number> {
  const at = process.args.findIndex((arg) => /^[-+]\d+$/.test(arg));
  const asked = at < 0 ? USUAL_PRIORITY : Number(process.args[at]);
  const priority = Math.max(PRIORITIES.least, Math.min(PRIORITIES.most, asked));
  const args = process.args.filter((_, index) => index !== at);
  return yield* run(process, args, {
    usage: SNICE_USAGE,
    carryOut: (self, pid) => self.sys.setpriority('PRIO_PROCESS', pid, priority),
  });
});

function* run(process: Process, args: readonly string[], deed: Deed): Coroutine<number> {
  const line = getoptLong(args, OPTIONS);
  const has = (key: string): boolean => line.options.some((option) => option.key === key);
  if (line.problem !== null) {
    const leftOut = leftOutOption(line.problem, deed.usage);
    yield* process.error(leftOut ?? line.problem);
    if (leftOut === null) yield* process.eprint(deed.usage);
    return 1;
  }
  if (has('h') || has('V') || has('l') || has('L')) {
    process.print(has('h') ? deed.usage : has('V') ? `${process.shortName} from procps-ng 4.0.2\n` : has('l') ? signalLines() : signalTable()); // prettier-ignore
    return 0;
  }
  if (args.length === 0) {
    yield* process.eprint(deed.usage);
    return 1;
  }
  if (has('i') && (has('v') || has('f') || has('n'))) {
    yield* process.error('-i makes no sense with -v, -f, and -n');
    return 1;
  }
  const users = yield* readUsers(process.sys);
  const selection = yield* select(process, line, users);
  const isEmpty = typeof selection !== 'string' && Object.values(selection).every((list: readonly unknown[]) => list.length === 0); // prettier-ignore
  if (typeof selection === 'string' || isEmpty) {
    yield* process.error(typeof selection === 'string' ? selection : 'no process selection criteria');
    return 1;
  }
  const self = yield* process.sys.getpid();
  for (const task of yield* readTasks(process.sys)) {
    if (task.pid === self || !isMeant(task, selection)) continue;
    const about = `${ttyName(task.ttyNr).padEnd(8)} ${users.userName(task.uids.effective).padEnd(8)} ${String(task.pid).padStart(5)} ${task.comm.slice(0, 16).padEnd(16)}   `;
    if (has('i')) {
      yield* process.eprint(`${about}? `);
      const answer = yield* process.readInput();
      if (failed(answer) || !/^y/i.test(answer)) continue;
    }
    const done = has('n') ? 0 : yield* deed.carryOut(process, task.pid);
    if (has('v')) process.printLine(about + (failed(done) ? strerror(done.errno) : 'Success'));
    else if (has('n')) process.printLine(String(task.pid));
  }
  return 0;
}

/** A bare operand is a number, a terminal or else a command; a user is only meant behind -u. */
function* select(
  process: Process,
  line: {
    readonly options: readonly { readonly key: string; readonly value: string | null }[];
    readonly operands: readonly string[];
  },
  users: Users,
): Coroutine<Selection | string> {
  const selection: Selection = { terminals: [], users: [], pids: [], commands: [] };
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (key === 'c') selection.commands.push(text);
    else if (key === 'p') {
      if (!/^\d+$/.test(text)) return `failed to parse argument: '${text}'`;
      selection.pids.push(Number(text));
    } else if (key === 't') yield* addTerminal(process, text, selection);
    else if (key === 'u') addUser(users, text, selection);
  }
  for (const operand of line.operands) {
    if (/^\d+$/.test(operand)) selection.pids.push(Number(operand));
    else if (!(yield* addTerminal(process, operand, selection))) selection.commands.push(operand);
  }
  return selection;
}

function* addTerminal({ sys }: Process, name: string, { terminals }: Selection): Coroutine<boolean> {
  const stat = yield* sys.stat(name.startsWith('/') ? name : `/dev/${name}`);
  if (failed(stat) || stat.device?.major !== PTS_MAJOR) return false;
  terminals.push(stat.device.minor);
  return true;
}

function addUser(users: Users, name: string, selection: Selection): void {
  const uid = users.byName(name)?.uid ?? (/^\d+$/.test(name) ? Number(name) : null);
  if (uid !== null) selection.users.push(uid);
}

function isMeant(
  { pid, ttyNr, uids, comm }: ProcTask,
  { terminals, users, pids, commands }: Selection,
): boolean {
  const fits = <T>(list: readonly T[], isOne: (each: T) => boolean): boolean =>
    list.length === 0 || list.some(isOne);
  return (
    fits(pids, (each) => each === pid) &&
    fits(terminals, (each) => ttyName(ttyNr) === `pts/${each}`) &&
    fits(users, (each) => each === uids.effective) &&
    fits(commands, (each) => each === comm)
  );
}
