// Watches its tracees and writes down what they do, in the lines of strace(1).

import { callFoundIn, Running } from './running-call.ts';
import { describeCall } from './describe.ts';
import { CallSummary } from './summary.ts';
import { withOpened, withPaths } from './decoded-fds.ts';
import { failed } from '../../program.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { TraceOutput } from './trace-output.ts';
import { signalLine } from './values.ts';
import { strftime } from '../../libc/calendar.ts';
import type { Coroutine } from '../../program.ts';
import type { Described } from './describe.ts';
import type { Fd, Sys, Sysc, TracedCall } from '../../sys.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { StraceSettings } from './settings.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

export class Tracer {
  readonly #sys: Sys;
  readonly #settings: StraceSettings;
  readonly #shared: TraceOutput;
  /** -ff: by tracee. */
  readonly #separate = new Map<number, TraceOutput>();
  readonly #tracees = new Set<number>();
  /** The calls that have been begun and not been told the end of, by tracee. */
  readonly #running = new Map<number, Running>();
  /** What was told as the result of a call which a signal interrupted, before the call itself came to its end. */
  readonly #toldResult = new Map<number, string>();
  /** The last call of a tracee, which restart_syscall(2) names. */
  readonly #lastName = new Map<number, string>();
  /** Nothing is shown of a command before it has become its program. */
  #hidden: number | null = null;
  /** SIGCHLD lines that wait for the call which the signal ended: it is told first. */
  readonly #heldBack = new Map<number, string>();
  readonly #summary = new CallSummary();
  /** When the line before was begun: seconds since 1970. */
  #lastTime: number | null = null;
  /** Those whose exit has been shown as a call. */
  readonly #exited = new Set<number>();

  constructor(sys: Sys, settings: StraceSettings, fd: Fd) {
    this.#sys = sys;
    this.#settings = settings;
    this.#shared = new TraceOutput(sys, fd);
  }

  get isDone(): boolean {
    return this.#tracees.size === 0;
  }

  /** The command that strace started itself. */
  adopt(pid: number): void {
    this.#tracees.add(pid);
    this.#hidden = pid;
  }

  /** A process that was there before. */
  *attached(pid: number): Coroutine<void> {
    this.#tracees.add(pid);
    if (!this.#settings.quiet.has('attach')) yield* this.#news(`strace: Process ${pid} attached\n`);
  }

  /** It is told in which call it sleeps. */
  *lookInto(pid: number): Coroutine<void> {
    const wchan = yield* readFileOrEmpty(this.#sys, `/proc/${pid}/wchan`);
    const call = callFoundIn(wchan.trim());
    if (call !== null) yield* this.#begin(pid, call);
  }

  *detached(): Coroutine<void> {
    for (const pid of this.#tracees) {
      yield* this.#sys.ptrace('INTERRUPT', pid);
      yield* this.#sys.wait4(pid, ['__WALL']);
      yield* this.#sys.ptrace('DETACH', pid);
      if (!this.#settings.quiet.has('attach')) yield* this.#news(`strace: Process ${pid} detached\n`);
    }
    for (const output of [this.#shared, ...this.#separate.values()])
      if (output.open !== null) yield* output.write(' <detached ...>\n');
    this.#tracees.clear();
  }

  /** A stop of a tracee at a call. */
  *stoppedAt(call: TracedCall): Coroutine<void> {
    const { pid } = call;
    const described = yield* this.#described(call);
    if (this.#hidden === pid) {
      if (call.at !== 'exit' || call.call !== 'execve' || failed(call.result)) return;
      this.#hidden = null;
      if (described !== null) yield* this.#begin(pid, new Running(call, described));
    }
    if (call.at === 'exit') return yield* this.#finished(call, described);
    // it was found in a call when strace attached to it
    const found = this.#running.get(pid);
    if (found?.wasFound === true) yield* this.#end(pid, { ...found.described, result: '0' });
    if (described === null) return;
    const isSleep = call.at === 'restart' && call.call === 'nanosleep';
    const running = isSleep
      ? Running.restarted(this.#lastName.get(pid) ?? described.name)
      : new Running(call, described);
    if (!running.waitsForChild) yield* this.#tellHeldBack(pid);
    if (call.call === 'exit') yield* this.#exiting(pid, described);
    else yield* this.#begin(pid, running);
  }

  *#described(call: TracedCall): Coroutine<Described | null> {
    const { stringLimit, unabridged, descriptors } = this.#settings;
    const described = describeCall(call, stringLimit, unabridged);
    if (described === null || descriptors === 'numbers') return described;
    const decode = call.at === 'exit' ? withOpened : withPaths;
    return yield* decode(this.#sys, call.pid, described, descriptors === 'devices');
  }

  /** -c, -C: at the end of everything. */
  *summarize(): Coroutine<void> {
    if (this.#settings.summary !== 'none')
      yield* this.#shared.write(this.#summary.text(this.#settings.summarySort));
  }

  *#finished(call: TracedCall, described: Described | null): Coroutine<void> {
    const { pid, child } = call;
    const isNewTracee = this.#settings.follow && child !== undefined;
    if (isNewTracee) this.#tracees.add(child);
    if (isNewTracee && !this.#settings.quiet.has('attach'))
      yield* this.#news(`strace: Process ${child} attached\n`);
    const told = this.#toldResult.get(pid);
    this.#toldResult.delete(pid);
    if (described !== null && described.result !== told) {
      // restart_syscall answers what the call it stands for would have
      const name = this.#running.get(pid)?.name ?? described.name;
      const filledIn = name === described.name ? described.filledIn : '';
      yield* this.#end(pid, { ...described, name, filledIn });
    }
    yield* this.#tellHeldBack(pid);
  }

  *#exiting(pid: number, described: Described): Coroutine<void> {
    this.#exited.add(pid);
    yield* this.#end(pid, { ...described, result: '?' });
  }

  /** What a wait reported of a tracee: it goes on, with the signal it was stopped for. */
  *reported(pid: number, status: WaitStatus): Coroutine<void> {
    if ('stopped' in status) {
      yield* this.#stopped(pid, status.stopped, status.event === 'STOP');
      return;
    }
    if ('continued' in status) return;
    yield* this.#tellHeldBack(pid);
    const found = this.#running.get(pid);
    if ('exited' in status && found?.wasFound === true)
      yield* this.#end(pid, { ...found.described, result: '0' });
    yield* this.#abandon(pid);
    // a program that returns from main() exits as well
    if ('exited' in status && !this.#exited.has(pid))
      yield* this.#end(pid, { name: 'exit_group', given: String(status.exited), filledIn: '', result: '?' });
    // -qq leaves out how a process left, not what killed it
    if ('signaled' in status ? this.#isTold(status.signaled) : !this.#settings.quiet.has('exit')) {
      const end = 'exited' in status ? `exited with ${status.exited}` : `killed by ${status.signaled}`;
      yield* this.#line(pid, `+++ ${end} +++`);
    }
    this.#tracees.delete(pid);
  }

  *#stopped(pid: number, signal: Signal, isGroupStop: boolean): Coroutine<void> {
    if (isGroupStop) {
      if (signal !== 'SIGTRAP' && this.#isTold(signal))
        yield* this.#line(pid, `--- stopped by ${signal} ---`);
      yield* this.#sys.ptrace(signal === 'SIGTRAP' ? 'CONT' : 'LISTEN', pid);
      return;
    }
    const running = this.#running.get(pid);
    const info = yield* this.#sys.ptraceSiginfo(pid);
    const isTold = this.#hidden !== pid && this.#isTold(signal);
    const text = failed(info) || !isTold ? null : signalLine(info);
    // a wait has found its child by the time it hears of it, or may be about to begin
    if (signal === 'SIGCHLD' && (running === undefined || running.waitsForChild)) {
      if (text !== null) this.#heldBack.set(pid, text);
    } else {
      if (running !== undefined) {
        const described = running.interruptedBy(signal);
        yield* this.#end(pid, described);
        this.#toldResult.set(pid, described.result);
      }
      if (text !== null) yield* this.#line(pid, text);
    }
    yield* this.#sys.ptrace('CONT', pid, signal);
  }

  *#tellHeldBack(pid: number): Coroutine<void> {
    const text = this.#heldBack.get(pid);
    if (text === undefined) return;
    this.#heldBack.delete(pid);
    yield* this.#line(pid, text);
  }

  *#line(pid: number, text: string): Coroutine<void> {
    if (this.#settings.summary === 'only') return;
    const output = yield* this.#outputOf(pid);
    yield* output.breakOff();
    yield* output.write(`${yield* this.#prefix(pid)}${text}\n`);
  }

  /** The call as far as it is known before it is carried out; the line stays open. */
  *#begin(pid: number, running: Running): Coroutine<void> {
    const { name, given } = running.described;
    this.#toldResult.delete(pid);
    this.#running.set(pid, running);
    // how it ends decides whether it is told at all
    if (!this.#isWanted(name) || this.#settings.summary === 'only' || this.#settings.ends !== 'all') return;
    const output = yield* this.#outputOf(pid);
    yield* output.breakOff();
    const text = `${yield* this.#prefix(pid)}${name}(${given}`;
    output.open = { pid, length: text.length };
    yield* output.write(text);
  }

  /** The rest of a call that stands open, or stood open once; all of one that was not begun. */
  *#end(pid: number, { name, given: atEnd, filledIn, result }: Described): Coroutine<void> {
    const { summary, ends, durations } = this.#settings;
    const given = this.#running.get(pid)?.described.given ?? atEnd;
    const wasBegun = this.#running.delete(pid) && ends === 'all';
    this.#lastName.set(pid, name);
    if (!this.#isWanted(name)) return;
    const hasFailed = result.startsWith('-1 ');
    if (summary !== 'none' && result !== '?') this.#summary.count(name, hasFailed);
    if (summary === 'only' || (ends === 'failed' && !hasFailed)) return;
    if (ends === 'successful' && (hasFailed || result.startsWith('?'))) return;
    const output = yield* this.#outputOf(pid);
    let length = 0;
    let text = `${filledIn})`;
    if (output.open?.pid === pid) {
      ({ length } = output.open);
      output.open = null;
    } else {
      yield* output.breakOff();
      text = `${yield* this.#prefix(pid)}${wasBegun ? `<... ${name} resumed>` : `${name}(${given}`}${text}`;
    }
    yield* output.write(
      `${text.padEnd(this.#settings.column - 1 - length)} = ${result}${durations && result !== '?' ? ' <0.000000>' : ''}\n`,
    );
  }

  /** It died in the middle of a call, which would have filled in the rest. */
  *#abandon(pid: number): Coroutine<void> {
    const described = this.#running.get(pid)?.described;
    if (described === undefined) return;
    const filledIn = described.filledIn === '' ? '' : ' <unfinished ...>';
    yield* this.#end(pid, { ...described, filledIn, result: '?' });
  }

  #isTold(signal: Signal): boolean {
    return this.#settings.signals?.has(signal) ?? true;
  }

  #isWanted(name: string): boolean {
    return this.#settings.calls?.has(name) ?? true;
  }

  /** Which process it is, once there are several. */
  *#prefix(pid: number): Coroutine<string> {
    const time = yield* this.#time();
    if (this.#isSeparate) return time;
    if (this.#settings.output !== null && this.#settings.follow) return `${String(pid).padEnd(5)} ${time}`;
    return this.#tracees.size > 1 ? `[pid ${String(pid).padStart(5)}] ${time}` : time;
  }

  /** -t, -tt, -ttt: the time of day, with microseconds, or the seconds since 1970 with them. */
  *#time(): Coroutine<string> {
    const { times, relative } = this.#settings;
    if (times === 0 && !relative) return '';
    const now = yield* readNow(this.#sys);
    const since = (now - (this.#lastTime ?? now)).toFixed(6).padStart(13);
    this.#lastTime = now;
    if (times === 0) return `${since} `;
    const seconds = times > 2 ? String(Math.floor(now)) : strftime('%H:%M:%S', now);
    const clock = times === 1 ? seconds : `${seconds}.${(now % 1).toFixed(6).slice(2)}`;
    return relative ? `${clock} (+${since}) ` : `${clock} `;
  }

  get #isSeparate(): boolean {
    return this.#settings.separately && this.#settings.output !== null;
  }

  *#outputOf(pid: number): Coroutine<TraceOutput> {
    if (!this.#isSeparate) return this.#shared;
    const known = this.#separate.get(pid);
    if (known !== undefined) return known;
    const fd = yield* openTrace(this.#sys, this.#settings, `.${pid}`);
    const output = failed(fd) ? this.#shared : new TraceOutput(this.#sys, fd);
    this.#separate.set(pid, output);
    return output;
  }

  /** What strace says itself goes to standard error, whatever -o says. */
  *#news(text: string): Coroutine<void> {
    yield* this.#sys.write(2, text);
  }
}

/** -o, -A: the file of all tracees, or that of one. */
export function openTrace(sys: Sys, { output, append }: StraceSettings, suffix = ''): Sysc<Fd> {
  const flags = ['O_WRONLY', 'O_CREAT', append ? 'O_APPEND' : 'O_TRUNC', 'O_CLOEXEC'] as const;
  return sys.open(`${output ?? ''}${suffix}`, flags, 0o666);
}
