// Which processes have a name like this, a signal to them, and a wait for their end. pgrep(1), pkill(1), pidwait(1) of procps.

import { commandLine } from './command-line.ts';
import { failed } from '../../program.ts';
import { listPids, readTask, TICKS_PER_SECOND, ttyName } from '../../libc/proc.ts';
import { PGREP_USAGE, PIDWAIT_USAGE, PKILL_USAGE } from './usage.ts';
import { program } from '../../libc/process.ts';
import { readFile } from '../../libc/read.ts';
import { readPgrepLine } from './settings.ts';
import { readUptime } from '../../libc/machine-facts.ts';
import { readUsers } from '../../libc/users.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Criteria, PgrepDeed } from './settings.ts';
import type { Process } from '../../libc/process.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Sys } from '../../sys.ts';

const USAGES = { list: PGREP_USAGE, kill: PKILL_USAGE, wait: PIDWAIT_USAGE } as const;
const NOTHING_FOUND = 1;
const BAD_USAGE = 2;

export const pgrep = program((process) => run(process, 'list'));
export const pkill = program((process) => run(process, 'kill'));
export const pidwait = program((process) => run(process, 'wait'));

function* run(process: Process, deed: PgrepDeed): Coroutine<number> {
  const line = readPgrepLine(process.args, deed, yield* readUsers(process.sys));
  const usage = USAGES[deed];
  switch (line.kind) {
    case 'help':
      process.print(usage);
      return 0;
    case 'version':
      process.print(`${process.shortName} from procps-ng 4.0.2\n`);
      return 0;
    case 'silent':
      return BAD_USAGE;
    case 'usage':
      if (line.problem !== null) yield* process.error(line.problem);
      yield* process.eprint(usage);
      return BAD_USAGE;
    case 'refused':
      yield* process.warn(line.message);
      if (line.tryHelp) yield* tryHelp(process);
      return BAD_USAGE;
    case 'run':
      return yield* search(process, line.criteria, deed);
  }
}

function* tryHelp(process: Process): Coroutine<void> {
  yield* process.eprint(`Try \`${process.shortName} --help' for more information.\n`);
}

function* search(process: Process, criteria: Criteria, deed: PgrepDeed): Coroutine<number> {
  if (criteria.tooLong) {
    yield* process.warn(
      'pattern that searches for process name longer than 15 characters will result in zero matches',
    );
    yield* process.eprint(
      `Try \`${process.shortName} -f' option to match against the complete command line.\n`,
    );
  }
  const pidFile = criteria.pidFile === null ? null : yield* readFile(process.sys, criteria.pidFile);
  // nobody here locks a file
  const unlocked = criteria.letters.has('L');
  if (pidFile !== null && (failed(pidFile) || unlocked || !/^\s*\d+/.test(pidFile))) {
    yield* process.warn('pidfile not valid');
    yield* tryHelp(process);
    return NOTHING_FOUND;
  }
  const found = yield* matching(process.sys, criteria, pidFile === null ? null : parseInt(pidFile, 10));
  switch (deed) {
    case 'list':
      return report(process, found, criteria);
    case 'kill':
      return yield* killAll(process, found, criteria);
    case 'wait':
      return yield* waitForAll(process, found, criteria);
  }
}

/** Order: by number. The program itself is never among them. */
function* matching(sys: Sys, criteria: Criteria, onlyPid: number | null): Coroutine<readonly ProcTask[]> {
  const { letters } = criteria;
  const self = {
    pid: yield* sys.getpid(),
    pgrp: yield* own(sys.getpgid(0)),
    session: yield* own(sys.getsid(0)),
  };
  const uptime = yield* readUptime(sys);
  const reference =
    criteria.ns === null ? null : yield* namespacesOf(sys, criteria.ns.pid, criteria.ns.kinds);
  const ancestors = letters.has('A') ? yield* ancestorsOf(sys) : [];
  const found: ProcTask[] = [];
  for (const pid of (yield* listPids(sys)) ?? []) {
    if (pid === self.pid || ancestors.includes(pid)) continue;
    const task = yield* readTask(sys, pid);
    if (task === null) continue;
    let matches = (onlyPid === null || onlyPid === pid) && fits(task, criteria, self, uptime);
    if (matches && criteria.ns !== null) {
      const own = yield* namespacesOf(sys, pid, criteria.ns.kinds);
      matches = reference !== null && own !== null && own.every((number, at) => number === reference[at]);
    }
    if (matches && criteria.cgroups !== null) {
      const own = yield* unifiedCgroup(sys, pid);
      matches = own !== null && criteria.cgroups.includes(own);
    }
    if (matches !== letters.has('v')) found.push(task);
  }
  const byAge = [...found].sort((a, b) => a.startTime - b.startTime || a.pid - b.pid);
  if (letters.has('n')) return byAge.slice(-1);
  return letters.has('o') ? byAge.slice(0, 1) : found;
}

/** Its path in the hierarchy of cgroup2. */
function* unifiedCgroup(sys: Sys, pid: number): Coroutine<string | null> {
  const text = yield* readFile(sys, `/proc/${pid}/cgroup`);
  return failed(text) ? null : (/^0::(.*)$/m.exec(text)?.[1] ?? null);
}

/** Null when they can't be read. */
function* namespacesOf(sys: Sys, pid: number, kinds: readonly string[]): Coroutine<readonly number[] | null> {
  const numbers: number[] = [];
  for (const kind of kinds) {
    const stat = yield* sys.stat(`/proc/${pid}/ns/${kind}`);
    if (failed(stat)) return null;
    numbers.push(stat.ino);
  }
  return numbers;
}

/** By the numbers that the caller knows, whatever they mean to this /proc. */
function* ancestorsOf(sys: Sys): Coroutine<readonly number[]> {
  const ancestors: number[] = [];
  for (let pid = yield* sys.getppid(); pid !== 0 && !ancestors.includes(pid);) {
    ancestors.push(pid);
    pid = (yield* readTask(sys, pid))?.ppid ?? 0;
  }
  return ancestors;
}

/** What can be asked of oneself never fails. */
function* own(answer: Coroutine<number | Failure>): Coroutine<number> {
  const number = yield* answer;
  return failed(number) ? 0 : number;
}

interface Self {
  readonly pid: number;
  readonly pgrp: number;
  readonly session: number;
}

function fits(task: ProcTask, criteria: Criteria, self: Self, uptime: number): boolean {
  const { numbers, terminals, states, older, pattern, letters } = criteria;
  const listed = (letter: string, value: number, own?: number): boolean => {
    const list = numbers.get(letter);
    // 0 stands for one's own group or session
    return (
      list === undefined || list.includes(value) || (own !== undefined && list.includes(0) && value === own)
    );
  };
  return (
    listed('P', task.ppid) &&
    listed('g', task.pgrp, self.pgrp) &&
    listed('s', task.session, self.session) &&
    listed('u', task.uids.effective) &&
    listed('U', task.uids.real) &&
    listed('G', task.gids.real) &&
    (terminals === null || terminals.includes(ttyName(task.ttyNr))) &&
    (states === null || states.includes(task.state)) &&
    (older === null || uptime - task.startTime / TICKS_PER_SECOND >= older) &&
    (pattern === null || pattern.test(letters.has('f') ? commandLine(task) : task.comm))
  );
}

function report(process: Process, found: readonly ProcTask[], { letters, delimiter }: Criteria): number {
  if (letters.has('c')) process.printLine(String(found.length));
  else if (found.length > 0) {
    const shown = found.map((task) => {
      if (letters.has('a')) return `${task.pid} ${commandLine(task)}`;
      return letters.has('l') ? `${task.pid} ${task.comm}` : String(task.pid);
    });
    process.printLine(shown.join(delimiter));
  }
  return found.length > 0 ? 0 : NOTHING_FOUND;
}

function* killAll(
  process: Process,
  found: readonly ProcTask[],
  { letters, signal, pattern }: Criteria,
): Coroutine<number> {
  let killed = 0;
  for (const task of found) {
    const sent = yield* process.sys.kill(task.pid, signal);
    if (!failed(sent)) {
      killed += 1;
      if (letters.has('e')) process.printLine(`${nameKnown(task, pattern)} killed (pid ${task.pid})`);
    } else if (sent.errno !== 'ESRCH') yield* process.error(`killing pid ${task.pid} failed`, sent);
  }
  if (letters.has('c')) process.printLine(String(found.length));
  return killed > 0 ? 0 : NOTHING_FOUND;
}

/** Order: one after the other, for all of them have to end. */
function* waitForAll(
  process: Process,
  found: readonly ProcTask[],
  { letters, pattern }: Criteria,
): Coroutine<number> {
  if (letters.has('c')) process.printLine(String(found.length));
  if (letters.has('e'))
    for (const task of found) process.printLine(`waiting for ${nameKnown(task, pattern)} (pid ${task.pid})`);
  yield* process.settle();
  for (const task of found) yield* process.sys.pollExit(task.pid);
  return found.length > 0 ? 0 : NOTHING_FOUND;
}

/** The name is read only where a pattern asks for it. */
function nameKnown({ comm }: ProcTask, pattern: Criteria['pattern']): string {
  return pattern === null ? '' : comm;
}
