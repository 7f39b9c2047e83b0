// A signal to every process of a name. killall(1) of psmisc.

import { answerPsmiscLine } from '../../libc/psmisc.ts';
import { compileRegex, Regex } from '../../libc/regex/regex.ts';
import { failed } from '../../program.ts';
import { ownNumber } from '../../libc/own-number.ts';
import { program } from '../../libc/process.ts';
import { readKillallLine } from './request.ts';
import { listPids, readTasks, TICKS_PER_SECOND } from '../../libc/proc.ts';
import { readUptime } from '../../libc/machine-facts.ts';
import { readUsers } from '../../libc/users.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { USAGE, VERSION } from './usage.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { ProcTask } from '../../libc/proc.ts';
import type { Request } from './request.ts';
import type { Stat, Sys } from '../../sys.ts';

const SIGTERM = 15;
/** What the kernel keeps of a name. */
const COMM_LENGTH = 15;
/** -w looks again after this time. */
const WAIT_MS = 1000;

interface Candidate {
  readonly task: ProcTask;
  /** The whole name, where the kernel cut it and the command line still has it. */
  readonly name: string;
  readonly exe: Stat | null;
}

type Matcher = (one: Candidate) => boolean;

export const killall = program(function* (process: Process): Coroutine<number> {
  const line = readKillallLine(process.args, yield* readUsers(process.sys));
  return yield* answerPsmiscLine(process, line, { usage: USAGE, version: VERSION }, killNames);
});

function* killNames(process: Process, request: Request): Coroutine<number> {
  if (((yield* listPids(process.sys)) ?? []).length === 0) {
    yield* process.error('/proc lacks process entries (not mounted ?)');
    return 1;
  }
  const { letters } = request;
  const matchers: (Matcher | null)[] = [];
  for (const name of request.names) {
    const matcher = yield* matcherFor(process, name, letters);
    if (matcher === 'badPattern') {
      yield* process.error(`Bad regular expression: ${name}`);
      return 1;
    }
    matchers.push(matcher);
  }
  const asksAge = request.youngerThan !== null || request.olderThan !== null;
  if (asksAge && failed(yield* process.sys.stat('/proc/uptime'))) {
    yield* process.error('error opening uptime file');
    return 1;
  }
  // who names nobody means everybody of the user
  const wanted = matchers.length === 0 ? [() => true] : matchers;
  const { killed, hits } = yield* killEach(
    process,
    yield* candidatesFor(process.sys, request),
    wanted,
    request,
  );
  for (const [at, name] of request.names.entries()) {
    if (!hits.has(at) && matchers[at] !== null && !letters.has('q'))
      yield* process.eprint(`${name}: no process found\n`);
  }
  if (letters.has('w')) yield* waitForAll(process, killed);
  return hits.size === wanted.length ? 0 : 1;
}

/** Everybody who may be meant, by number; never killall itself. */
function* candidatesFor(sys: Sys, request: Request): Coroutine<readonly Candidate[]> {
  // no process of this machine has a security context that an expression could fit
  if (request.letters.has('Z')) return [];
  const self = yield* sys.getpid();
  const uptime = yield* readUptime(sys);
  const wantedNs = request.ns === 0 ? null : yield* pidNamespace(sys, request.ns);
  const candidates: Candidate[] = [];
  for (const task of yield* readTasks(sys)) {
    const age = uptime - task.startTime / TICKS_PER_SECOND;
    if (task.pid === self || (request.uid !== null && task.uids.effective !== request.uid)) continue;
    if (request.youngerThan !== null && age > request.youngerThan) continue;
    if (request.olderThan !== null && age < request.olderThan) continue;
    if (wantedNs !== null && (yield* pidNamespace(sys, task.pid)) !== wantedNs) continue;
    const exe = yield* sys.stat(`/proc/${task.pid}/exe`);
    candidates.push({ task, name: fullName(task), exe: failed(exe) ? null : exe });
  }
  return candidates;
}

function* pidNamespace(sys: Sys, pid: number): Coroutine<number | null> {
  const stat = yield* sys.stat(`/proc/${pid}/ns/pid`);
  return failed(stat) ? null : stat.ino;
}

function fullName({ comm, cmdline }: ProcTask): string {
  const [argv0 = ''] = cmdline;
  const base = argv0.slice(argv0.lastIndexOf('/') + 1);
  return comm.length >= COMM_LENGTH && base.startsWith(comm) ? base : comm;
}

/** By name, by expression, or, where there is a slash, by the file that runs; null when there is no such file. */
function* matcherFor(
  process: Process,
  name: string,
  letters: ReadonlySet<string>,
): Coroutine<Matcher | null | 'badPattern'> {
  if (letters.has('r')) {
    const regex = compileRegex(name, 'extended', { ignoreCase: letters.has('I') });
    return regex instanceof Regex ? (one) => regex.test(one.name) : 'badPattern';
  }
  if (!name.includes('/')) {
    const same = letters.has('I') ? (text: string) => text.toLowerCase() : (text: string) => text;
    return (one) => same(one.name) === same(name);
  }
  const file = yield* process.sys.stat(name);
  if (!failed(file)) return ({ exe }) => exe?.dev === file.dev && exe.ino === file.ino;
  yield* process.eprint(`${name}: ${strerror(file.errno)}\n`);
  return null;
}

/** Whom it reached, and which of the matchers found somebody. Order: by number; a group once only. */
function* killEach(
  process: Process,
  candidates: readonly Candidate[],
  matchers: readonly (Matcher | null)[],
  { signal, letters }: Request,
): Coroutine<{ readonly killed: readonly number[]; readonly hits: ReadonlySet<number> }> {
  const killed: number[] = [];
  const hits = new Set<number>();
  const tried = new Set<number>();
  const asGroup = letters.has('g');
  for (const one of candidates) {
    const at = matchers.findIndex((matches) => matches?.(one) === true);
    const id = asGroup ? one.task.pgrp : one.task.pid;
    if (at < 0 || tried.has(id)) continue;
    tried.add(id);
    const shown = `${one.name}(${asGroup ? 'pgid ' : ''}${id})`;
    if (letters.has('i') && !(yield* confirmed(process, signal, shown))) continue;
    const sent = asGroup
      ? yield* process.sys.kill(-id, signal)
      : yield* signalTo(process.sys, one.task, signal);
    if (!failed(sent)) {
      hits.add(at);
      killed.push(one.task.pid);
      if (letters.has('v')) yield* process.eprint(`Killed ${shown} with signal ${signal}\n`);
    } else if (sent.errno !== 'ESRCH') yield* complain(process, `${one.name}(${id})`, sent);
  }
  return { killed, hits };
}

/** By its directory and not by its number, which in another namespace may be somebody else's. */
function* signalTo(sys: Sys, task: ProcTask, signal: number): Coroutine<number | Failure> {
  const pid = yield* ownNumber(sys, task);
  return pid === null ? { errno: 'EINVAL' } : yield* sys.kill(pid, signal);
}

function* complain(process: Process, shown: string, { errno }: Failure): Coroutine<void> {
  yield* process.eprint(`${shown}: ${strerror(errno)}\n`);
}

function* confirmed(process: Process, signal: number, shown: string): Coroutine<boolean> {
  for (;;) {
    process.print(signal !== SIGTERM ? `Signal ${shown} ? (y/N) ` : `Kill ${shown} ? (y/N) `);
    const answer = yield* process.readInput();
    if (failed(answer) || /^(n|\n|$)/i.test(answer)) return false;
    if (/^y/i.test(answer)) return true;
  }
}

function* waitForAll(process: Process, pids: readonly number[]): Coroutine<void> {
  const { sys } = process;
  for (const pid of pids) while (!failed(yield* sys.kill(pid, 0))) yield* sys.nanosleep(WAIT_MS);
}
