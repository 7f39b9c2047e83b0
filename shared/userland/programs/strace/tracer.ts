// Watches its tracees and writes down what they do, in the lines of strace(1).

import { describeCall } from './describe.ts';
import { failed } from '../../program.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import { readNow } from '../../libc/machine-facts.ts';
import { signalLine } from './values.ts';
import { strftime } from '../../libc/calendar.ts';
import { wordsAt } from './traced.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys, TracedCall } from '../../sys.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { StraceSettings } from './settings.ts';
import type { WaitStatus } from '../../../kernel/abi/wait-status.ts';

/** The calls in which a process can be found asleep, by what the kernel says it waits in. */
const INTERRUPTED_CALLS: Readonly<Record<string, string>> = {
  hrtimer_nanosleep: 'restart_syscall(<... resuming interrupted read ...>',
  do_wait: 'wait4(-1, ',
  anon_pipe_read: 'read(0, ',
  locks_lock_inode_wait: 'flock(3, ',
  wait_woken: 'read(0, ',
  'poll_schedule_timeout.constprop.0': 'read(0, ',
  do_sys_pause: 'pause(',
};

export class Tracer {
  readonly #sys: Sys;
  readonly #settings: StraceSettings;
  /** Where the lines go. */
  readonly #fd: Fd;
  readonly #tracees = new Set<number>();
  /** A call that a tracee was found in and that has not been told the end of; at most one stands at the end of the output. */
  #unfinished: { readonly pid: number; readonly text: string } | null = null;
  /** Nothing is shown of a command before it has become its program. */
  #hidden: number | null = null;
  /** SIGCHLD lines that wait for the call which the signal ended: it is told first. */
  readonly #heldBack = new Map<number, string>();
  /** Those whose exit has been shown as a call. */
  readonly #exited = new Set<number>();

  constructor(sys: Sys, settings: StraceSettings, fd: Fd) {
    this.#sys = sys;
    this.#settings = settings;
    this.#fd = fd;
  }

  get isDone(): boolean {
    return this.#tracees.size === 0;
  }

  /** The command that strace started itself. */
  adopt(pid: number): void {
    this.#tracees.add(pid);
    this.#hidden = pid;
  }

  /** A process that was there before: it is told in which call it sleeps. */
  *attached(pid: number): Coroutine<void> {
    this.#tracees.add(pid);
    if (this.#settings.quiet === 0) yield* this.#news(`strace: Process ${pid} attached\n`);
    if (this.#settings.calls !== null) return;
    const call = INTERRUPTED_CALLS[(yield* readFileOrEmpty(this.#sys, `/proc/${pid}/wchan`)).trim()];
    if (call === undefined || this.#unfinished !== null) return;
    this.#unfinished = { pid, text: call };
    yield* this.#write(`${yield* this.#prefix(pid)}${call}`);
  }

  *detached(): Coroutine<void> {
    for (const pid of this.#tracees) {
      yield* this.#sys.ptrace('INTERRUPT', pid);
      yield* this.#sys.wait4(pid, ['__WALL']);
      yield* this.#sys.ptrace('DETACH', pid);
      if (this.#settings.quiet === 0) yield* this.#news(`strace: Process ${pid} detached\n`);
    }
    if (this.#unfinished !== null) yield* this.#write(' <detached ...>\n');
    this.#tracees.clear();
  }

  *called(call: TracedCall): Coroutine<void> {
    const { pid } = call;
    if (this.#hidden === pid) {
      if (call.call !== 'execve' || failed(call.result)) return;
      this.#hidden = null;
    }
    yield* this.#finish(pid, '0');
    const endsWait = call.call === 'wait4' && !wordsAt(call.args, 1).includes('WNOHANG');
    if (!endsWait) yield* this.#tellHeldBack(pid);
    if (call.call === 'exit') this.#exited.add(pid);
    const described = describeCall(call, this.#settings.stringLimit);
    if (described !== null) yield* this.#callLine(pid, described.name, described.args, described.result);
    yield* this.#tellHeldBack(pid);
    const child = call.call === 'fork' || call.call === 'clone' ? call.result : null;
    if (!this.#settings.follow || typeof child !== 'number') return;
    this.#tracees.add(child);
    if (this.#settings.quiet === 0) yield* this.#news(`strace: Process ${child} attached\n`);
  }

  *#callLine(pid: number, name: string, args: string, result: string): Coroutine<void> {
    if (!(this.#settings.calls?.has(name) ?? true)) return;
    const text = `${yield* this.#prefix(pid)}${name}(${args})`;
    yield* this.#write(`${text.padEnd(this.#settings.column - 1)} = ${result}\n`);
  }

  /** What a wait reported of a tracee: it goes on, with the signal it was stopped for. */
  *reported(pid: number, status: WaitStatus): Coroutine<void> {
    if ('stopped' in status) {
      yield* this.#stopped(pid, status.stopped, status.event === 'STOP');
      return;
    }
    if ('continued' in status) return;
    yield* this.#tellHeldBack(pid);
    // a program that returns from main() exits as well
    if ('exited' in status && !this.#exited.has(pid))
      yield* this.#callLine(pid, 'exit_group', String(status.exited), '?');
    if (this.#settings.quiet < 2) {
      const end = 'exited' in status ? `exited with ${status.exited}` : `killed by ${status.signaled}`;
      yield* this.#line(pid, `+++ ${end} +++`);
    }
    this.#tracees.delete(pid);
  }

  *#stopped(pid: number, signal: Signal, isGroupStop: boolean): Coroutine<void> {
    if (isGroupStop) {
      if (signal !== 'SIGTRAP') yield* this.#line(pid, `--- stopped by ${signal} ---`);
      yield* this.#sys.ptrace(signal === 'SIGTRAP' ? 'CONT' : 'LISTEN', pid);
      return;
    }
    yield* this.#finish(pid, '? ERESTART_RESTARTBLOCK (Interrupted by signal)');
    const info = yield* this.#sys.ptraceSiginfo(pid);
    if (!failed(info) && this.#settings.showsSignals && this.#hidden !== pid) {
      if (signal === 'SIGCHLD') this.#heldBack.set(pid, signalLine(info));
      else yield* this.#line(pid, signalLine(info));
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
    yield* this.#finish(pid, '?');
    yield* this.#write(`${yield* this.#prefix(pid)}${text}\n`);
  }

  /** The end of the line that stands open. */
  *#finish(pid: number, result: string): Coroutine<void> {
    if (this.#unfinished === null) return;
    if (this.#unfinished.pid === pid) yield* this.#write(`) = ${result}\n`);
    else yield* this.#write(' <unfinished ...>\n');
    this.#unfinished = null;
  }

  /** Which process it is, once there are several. */
  *#prefix(pid: number): Coroutine<string> {
    const time = this.#settings.times ? `${strftime('%H:%M:%S', yield* readNow(this.#sys))} ` : '';
    if (this.#settings.output !== null && this.#settings.follow) return `${String(pid).padEnd(5)} ${time}`;
    return this.#tracees.size > 1 ? `[pid ${String(pid).padStart(5)}] ${time}` : time;
  }

  *#write(text: string): Coroutine<void> {
    yield* this.#sys.write(this.#fd, text);
  }

  /** What strace says itself goes to standard error, whatever -o says. */
  *#news(text: string): Coroutine<void> {
    yield* this.#sys.write(2, text);
  }
}
