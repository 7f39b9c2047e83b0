// kill (bash(1), kill builtin; builtins/kill.def; jobs.c, kill_pid)

import { signalName, signalNumber } from '../../../kernel/abi/signal.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Errno } from '../../../kernel/abi/errno.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import { builtinError, usage } from '../errors.ts';
import { requireJob } from '../job-spec.ts';
import type { Job } from '../jobs.ts';
import { releaseChildren } from '../reap.ts';
import type { Shell } from '../shell.ts';
import { bashSignalName, dashSignalOf, signalOf } from '../signal-names.ts';
import { holdChildren } from '../signals.ts';
import { setRunning } from './jobs.ts';
import { helpText } from './help-text.ts';
import { print, printUnchecked } from './output.ts';

/** What fits into a pid_t. */
const PID_T_MAX = 2 ** 31 - 1;
const SYNOPSIS = 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]';

const DASH_USAGE = 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]';

interface Request {
  /** 0 only asks; null is no signal. */
  readonly signal: Signal | 0 | null;
  /** As it was given, for the message. */
  readonly spec: string;
  readonly targets: readonly string[];
  /** -l: the targets are what is to be listed. */
  readonly list: boolean;
}

export function* kill(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args.length === 0) return yield* wrongUsage(shell);
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* print(shell, helpText('kill'));
    return 2;
  }
  const request = readArguments(args, shell.dialect);
  if (typeof request === 'object' && request.list) return yield* list(shell, request.targets);
  if (typeof request === 'string') {
    yield* builtinError(shell, `${request}: option requires an argument`);
    return 1;
  }
  if (request.signal === null) {
    if (shell.dialect === 'dash' && args[0] === `-${request.spec}`)
      yield* builtinError(shell, `Illegal option -${request.spec.charAt(0)}`);
    else yield* invalidSignal(shell, request.spec);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  if (request.targets.length === 0) return yield* wrongUsage(shell);
  let succeeded = false;
  for (const target of request.targets) {
    if (yield* killOne(shell, target, request.signal, request.spec)) succeeded = true;
  }
  return succeeded ? 0 : 1;
}

/** dash has its own words. */
function* wrongUsage(shell: Shell): Coroutine<number> {
  if (shell.dialect === 'bash') return yield* usage(shell, SYNOPSIS);
  yield* builtinError(shell, DASH_USAGE);
  return 2;
}

/** Or the option that lacks its argument. */
function readArguments(args: readonly string[], dialect: Shell['dialect']): Request | '-s' | '-n' {
  let spec = 'TERM';
  let signal: Request['signal'] = 'SIGTERM';
  let seen = false;
  let list = false;
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '-l' || word === '-L') {
      list = true;
      continue;
    }
    if (word === '--') {
      at += 1;
      break;
    }
    const joined = /^-(?:s([A-Za-z].*)|n([0-9].*))$/.exec(word);
    if (word === '-s' || word === '-n') {
      at += 1;
      const next = args[at];
      if (next === undefined) return word;
      spec = next;
    } else if (joined !== null) spec = joined[1] ?? joined[2] ?? '';
    else if (word.startsWith('-') && !seen) spec = word.slice(1);
    else break;
    seen = true;
    signal = spec === '0' ? 0 : (dialect === 'dash' ? dashSignalOf : signalOf)(spec);
  }
  return { signal, spec, targets: args.slice(at), list };
}

function* invalidSignal(shell: Shell, spec: string): Coroutine<void> {
  yield* builtinError(shell, `${spec}: invalid signal specification`);
}

function* killOne(shell: Shell, target: string, signal: Signal | 0, spec: string): Coroutine<boolean> {
  const pid = /^\s*[-+]?[0-9]+\s*$/.test(target) ? Number(target) : NaN;
  if (Math.abs(pid) <= PID_T_MAX) {
    const result = yield* pid < -1 ? killGroup(shell, -pid, signal) : shell.sys.kill(pid, signal);
    return yield* judge(shell, result, pid, spec);
  }
  if (target === '') {
    yield* builtinError(shell, `\`${target}': not a pid or valid job spec`);
    return false;
  }
  if (!target.startsWith('%')) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash'
        ? `Illegal number: ${target}`
        : `${target}: arguments must be process or job IDs`,
    );
    return false;
  }
  const job = yield* requireJob(shell, target);
  if (job === null) return false;
  const leader = job.jobControl ? job.pgrp : (job.processes[0]?.pid ?? 0);
  return yield* judge(shell, yield* killJob(shell, job, signal), leader, spec);
}

function* judge(shell: Shell, result: number | Failure, pid: number, spec: string): Coroutine<boolean> {
  if (!failed(result)) return true;
  if (result.errno === 'EINVAL') yield* invalidSignal(shell, spec);
  else if (shell.dialect === 'dash') yield* builtinError(shell, `${strerror(result.errno)}\n`);
  else yield* builtinError(shell, `(${pid}) - ${reason(result.errno)}`);
  return false;
}

function reason(errno: Errno): string {
  return errno === 'EPERM' || errno === 'ESRCH' ? strerror(errno) : 'Invalid signal';
}

/** The number of any process of a job stands for the job's group. */
function* killGroup(shell: Shell, pgrp: number, signal: Signal | 0): Coroutine<number | Failure> {
  const job = shell.jobs.ofProcess(pgrp);
  return job?.jobControl !== true ? yield* shell.sys.kill(-pgrp, signal) : yield* killJob(shell, job, signal);
}

/** A stopped job that is told to end is also continued, so that it can. */
function* killJob(shell: Shell, job: Job, signal: Signal | 0): Coroutine<number | Failure> {
  if (shell.dialect === 'bash') job.notified = false;
  // In a subshell of a shell with job control it means the whole of the subshell.
  if (!job.jobControl && shell.group !== null) return yield* shell.sys.kill(-shell.group, signal);
  if (!job.jobControl && shell.dialect === 'dash')
    return yield* shell.sys.kill(-(job.processes[0]?.pid ?? 0), signal);
  if (!job.jobControl) {
    let result: number | Failure = 0;
    for (const process of job.processes) result = yield* shell.sys.kill(process.pid, signal);
    return result;
  }
  const mask = yield* holdChildren(shell);
  const result = yield* shell.sys.kill(-job.pgrp, signal);
  if (job.state === 'stopped' && (signal === 'SIGTERM' || signal === 'SIGHUP')) {
    yield* shell.sys.kill(-job.pgrp, 'SIGCONT');
    // Of two processes one has gone on before the shell looks: the job is not stopped any more (JMIXED; fidelity: turns).
    if (job.processes.length === 2) setRunning(job);
  }
  if (job.state === 'stopped' && signal === 'SIGCONT') {
    setRunning(job);
    job.foreground = false;
    job.notified = true;
  }
  yield* releaseChildren(shell, mask);
  return result;
}

/** All signals, five in a row; or the name of a number, the number of a name, the signal in an exit status. */
function* list(shell: Shell, specs: readonly string[]): Coroutine<number> {
  if (specs.length === 0)
    return shell.dialect === 'dash'
      ? yield* print(shell, plainList())
      : yield* printUnchecked(shell, signalTable());
  let status = 0;
  for (const spec of shell.dialect === 'dash' ? specs.slice(0, 1) : specs) {
    // bash knows the name of number 0 as well
    const text = shell.dialect === 'bash' && /^exit$/i.test(spec) ? '0' : listed(spec, shell.dialect);
    if (text === null) {
      yield* invalidSignal(shell, spec);
      status = 1;
    } else status = (yield* print(shell, `${text}\n`)) || status;
  }
  return status;
}

function listed(spec: string, dialect: Shell['dialect']): string | null {
  if (dialect === 'dash' && (spec === '16' || spec === '144')) return '16';
  if (/^[0-9]+$/.test(spec)) {
    const number = Number(spec) > 128 ? Number(spec) - 128 : Number(spec);
    if (number === 0) return 'EXIT';
    return signalName(number) === undefined ? null : (bashSignalName(number)?.slice(3) ?? String(number));
  }
  const signal = signalOf(spec);
  return signal === null ? null : String(signalNumber(signal));
}

export function signalTable(): string {
  let text = '';
  let column = 0;
  for (let number = 1; number <= 64; number += 1) {
    const name = bashSignalName(number);
    if (name === null) continue;
    column += 1;
    text += `${String(number).padStart(2)}) ${name}${column === 5 ? '\n' : '\t'}`;
    if (column === 5) column = 0;
  }
  return column === 0 ? text : `${text}\n`;
}

function plainList(): string {
  const names = Array.from(
    { length: 64 },
    (_, index) => bashSignalName(index + 1)?.slice(3) ?? String(index + 1),
  );
  return `0\n${names.map((name) => `${name === 'STKFLT' ? '16' : name}\n`).join('')}`;
}
