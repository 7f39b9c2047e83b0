// What do the helper's lines say? They are read one by one into the results and snapshots of a trace.

import type { SigInfo, Signal } from '#shared/kernel/abi/signal.ts';
import { signalName } from '#shared/kernel/abi/signal.ts';
import { namedStatus } from '#shared/kernel/trace/signal-names.ts';
import type { SnapshotEntry, TraceResult, TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { ACTIONS, codeName, errnoName } from './kernel-numbers.ts';

/** Thrown for a line that is not of the protocol: the helper is another one, or broken. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** One step's lines, as far as they have come. */
interface Draft {
  head: readonly string[];
  readonly numbers: Map<string, readonly number[]>;
  readonly masks: Map<string, readonly Signal[]>;
  readonly texts: Map<string, string>;
  readonly signals: TraceResult[];
  readonly processes: SnapshotEntry[];
}

const STATES = ['running', 'stopped', 'traced', 'zombie', 'exiting'] as const;

export class KernelAnswers {
  readonly results: TraceResult[] = [];
  readonly snapshots: SnapshotEntry[][] = [];
  /** Why the helper would not carry out the step it is at; null while it does. */
  refusal: string | null = null;
  readonly #steps: readonly TraceStep[];
  readonly #labels: readonly string[];
  #draft: Draft | null = null;

  constructor(steps: readonly TraceStep[], labels: readonly string[]) {
    this.#steps = steps;
    this.#labels = labels;
  }

  get isComplete(): boolean {
    return this.results.length === this.#steps.length;
  }

  read(line: string): void {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'step') {
      if (this.#draft !== null || Number(rest[0]) !== this.results.length) throw unreadable(line);
      this.#draft = {
        head: [],
        numbers: new Map(),
        masks: new Map(),
        texts: new Map(),
        signals: [],
        processes: [],
      };
      return;
    }
    const draft = this.#draft;
    if (draft === null) throw unreadable(line);
    const [key = ''] = rest;
    switch (word) {
      case 'ret':
      case 'errno':
      case 'noreturn':
      case 'skipped':
        draft.head = [word, ...rest];
        return;
      case 'refused':
        this.refusal = rest.join(' ');
        return;
      case 'numbers':
        draft.numbers.set(
          key,
          rest.slice(1).map((text) => whole(text, line)),
        );
        return;
      case 'mask':
        draft.masks.set(key, signalsOf(rest[1] ?? '', line));
        return;
      case 'text':
        draft.texts.set(key, rest.slice(1).join(' '));
        return;
      case 'signal':
        draft.signals.push(received(rest.map((text) => whole(text, line))));
        return;
      case 'process':
        draft.processes.push(this.#process(rest, line));
        return;
      case 'end':
        this.#end(draft, line);
        return;
      default:
        throw unreadable(line);
    }
  }

  #process([label = '', state = '', ...rest]: readonly string[], line: string): SnapshotEntry {
    const name = this.#labels[Number(label)];
    const known = STATES.find((one) => one === state);
    const [ppid, pgid, sid, uid, tracer, ...nspid] = rest.map((text) => whole(text, line));
    if (name === undefined || known === undefined || tracer === undefined || nspid.length === 0)
      throw unreadable(line);
    // The five are there when the last of them is.
    return {
      label: name,
      nspid,
      ppid: ppid ?? 0,
      state: known,
      pgid: pgid ?? 0,
      sid: sid ?? 0,
      uid: uid ?? 0,
      tracer,
    };
  }

  #end(draft: Draft, line: string): void {
    const step = this.#steps[this.results.length];
    if (step === undefined || (draft.head.length === 0 && this.refusal === null)) throw unreadable(line);
    this.results.push(this.refusal === null ? resultOf(step, draft, this.#labels) : {});
    this.snapshots.push(draft.processes);
    this.#draft = null;
  }
}

function resultOf(step: TraceStep, draft: Draft, labels: readonly string[]): TraceResult {
  const [kind, first = '', second] = draft.head;
  if (kind === 'noreturn') return { noreturn: true };
  if (kind === 'skipped') return { skipped: first };
  if (kind === 'errno') return { errno: errnoName(Number(first)), ...(second === 'open' && { at: 'open' }) };
  return { ret: Number(first), ...fieldsOf(step, Number(first), draft, labels) };
}

/** What stands beside `ret`, under the names of the format. */
function fieldsOf(step: TraceStep, ret: number, draft: Draft, labels: readonly string[]): TraceResult {
  const numbers = (key: string) => [...(draft.numbers.get(key) ?? [])];
  const number = (key: string) => draft.numbers.get(key)?.[0] ?? 0;
  const mask = (key: string) => [...(draft.masks.get(key) ?? [])];
  const [first = 0, second = 0, third = 0, fourth = 0] = draft.numbers.get('more') ?? [];
  switch (step.call) {
    case 'wait4':
      return ret > 0 ? { status: waitStatus(first) } : {};
    case 'waitid':
      return { info: first === 0 ? null : childReport(first, second, third, fourth) };
    case 'sigaction':
      return { old: ACTIONS[first] ?? first };
    case 'sigprocmask':
      return { old: mask('mask') };
    case 'sigpending':
      return { pending: mask('mask') };
    case 'getsignals':
      return { signals: draft.signals };
    case 'get_subreaper':
    case 'get_last_pid':
    case 'get_pid_max':
      return { value: first };
    case 'get_pdeathsig':
      return { sig: signalName(first) ?? 0 };
    case 'getresuid':
      return { ruid: first, euid: second, suid: third };
    case 'scm_recv':
      return { pid: first, uid: second };
    case 'proc_self':
      return { ret: 0, self: first };
    case 'readproc':
      return { pids: numbers('pids') };
    case 'proc_children':
      return { children: numbers('children') };
    case 'nspid':
      return { nspid: numbers('nspid') };
    case 'pidfd_info':
      return { pid: number('pid'), nspid: numbers('nspid') };
    case 'pid_ns':
    case 'pid_for_children':
      return { ns: labels[number('ns')] ?? '?' };
    case 'proc_status':
      return {
        name: draft.texts.get('name') ?? '',
        state: draft.texts.get('state') ?? '',
        pid: number('pid'),
        ppid: number('ppid'),
        tracer: number('tracer'),
        nspid: numbers('nspid'),
        nspgid: numbers('nspgid'),
        nssid: numbers('nssid'),
        pending: mask('pending'),
        blocked: mask('blocked'),
        ignored: mask('ignored'),
        caught: mask('caught'),
      };
    default:
      return {};
  }
}

/** wait(2): what the macros read out of a status. */
function waitStatus(status: number): TraceResult {
  const signal = status & 0x7f;
  if (status === 0xffff) return { continued: true };
  if (signal === 0) return { exited: (status >> 8) & 0xff };
  if (signal !== 0x7f) return { signaled: signalName(signal) ?? signal };
  const stop = (status >> 8) & 0xff;
  // PTRACE_EVENT_STOP is the only event a tracer of a trace asks for.
  return { stopped: signalName(stop) ?? stop, ...(status >> 16 === 128 && { event: 'STOP' }) };
}

function childReport(pid: number, uid: number, code: number, status: number): TraceResult {
  return { pid, uid, code: codeName(code), status: statusName(code, status) };
}

function received([
  sig = 0,
  code = 0,
  pid = 0,
  uid = 0,
  status = 0,
  value = 0,
]: readonly number[]): TraceResult {
  const name = codeName(code);
  return {
    sig: signalName(sig) ?? sig,
    code: name,
    pid,
    uid,
    ...(name.startsWith('CLD_') && { status: statusName(code, status) }),
    ...(name === 'SI_QUEUE' && { value }),
  };
}

function statusName(code: number, status: number): number | Signal {
  // Only codes of children come here, and those the simulator names too.
  return namedStatus(codeName(code) as SigInfo['code'], status);
}

/** Bit 0 is signal 1. */
function signalsOf(hex: string, line: string): Signal[] {
  if (!/^[0-9a-f]{1,16}$/.test(hex)) throw unreadable(line);
  const set = BigInt(`0x${hex}`);
  const signals: Signal[] = [];
  for (let number = 1; number <= 64; number += 1) {
    const name = signalName(number);
    if (name !== undefined && (set >> BigInt(number - 1)) & 1n) signals.push(name);
  }
  return signals;
}

function whole(text: string, line: string): number {
  if (!/^-?\d{1,16}$/.test(text)) throw unreadable(line);
  return Number(text);
}

function unreadable(line: string): UnreadableAnswer {
  return new UnreadableAnswer(`the helper wrote ${JSON.stringify(line.slice(0, 200))}`);
}
