// How does env set what the program it becomes ignores, catches and blocks? env(1), --ignore-signal and its kin

import { failed } from '../../program.ts';
import { parseSignal, shortName, signalOf } from '../../libc/signal-names.ts';
import { quote, tryHelp } from '../../libc/coreutils.ts';
import { SIGRTMIN, signalNumber } from '../../../kernel/abi/signal.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';

const CANNOT_RUN = 125;
const LAST = 64;
/** The C library keeps them for itself. */
const RESERVED = [32, 33];
const UNTOUCHABLE: readonly Signal[] = ['SIGKILL', 'SIGSTOP'];

type Key = 'ignore-signal' | 'default-signal' | 'block-signal';

interface Wish {
  readonly action: 'ignore' | 'default';
  /** Named one by one: then it has to work. */
  readonly strict: boolean;
}

/** The exit status where something is wrong, else null. */
export function* setSignals(
  process: Process,
  options: readonly { readonly key: string; readonly value: string | null }[],
  debug: boolean,
): Coroutine<number | null> {
  const actions = new Map<Signal, Wish>();
  const masks = new Map<Signal, 'block' | 'unblock'>();
  for (const { key, value } of options) {
    if (key !== 'ignore-signal' && key !== 'default-signal' && key !== 'block-signal') continue;
    const named = value === null ? allSignals() : namedSignals(value);
    if (typeof named === 'string') {
      yield* process.error(`${quote(process, named)}: invalid signal`);
      return yield* tryHelp(process, null, CANNOT_RUN);
    }
    for (const signal of named) note(key, signal, value !== null, actions, masks);
  }
  for (const [signal, { action, strict }] of inOrder(actions)) {
    const set = yield* process.sys.sigaction(signal, action);
    if (failed(set) && strict) {
      yield* process.error(`failed to set signal action for signal ${signalNumber(signal)}`, set);
      return CANNOT_RUN;
    }
    if (!failed(set) && debug)
      yield* process.eprint(
        `Reset signal ${described(signal)} to ${action === 'ignore' ? 'IGNORE' : 'DEFAULT'}\n`,
      );
  }
  for (const [signal, how] of inOrder(masks)) {
    yield* process.sys.sigprocmask(how, [signal]);
    if (debug) yield* process.eprint(`signal ${described(signal)} mask set to ${how.toUpperCase()}\n`);
  }
  return null;
}

/** The default action comes with being let through. */
function note(
  key: Key,
  signal: Signal,
  strict: boolean,
  actions: Map<Signal, Wish>,
  masks: Map<Signal, 'block' | 'unblock'>,
): void {
  if (key === 'block-signal') masks.set(signal, 'block');
  else {
    actions.set(signal, { action: key === 'ignore-signal' ? 'ignore' : 'default', strict });
    if (key === 'default-signal') masks.set(signal, 'unblock');
  }
}

/** The signals of a list, or the name that is none. */
function namedSignals(list: string): readonly Signal[] | string {
  const signals: Signal[] = [];
  for (const name of list.split(',')) {
    const signal = signalOf(parseSignal(name) ?? 0);
    if (signal === undefined) return name;
    signals.push(signal);
  }
  return signals;
}

function allSignals(): readonly Signal[] {
  return Array.from({ length: LAST }, (_, index) => index + 1)
    .filter((number) => !RESERVED.includes(number))
    .flatMap((number) => signalOf(number) ?? [])
    .filter((signal) => !UNTOUCHABLE.includes(signal));
}

function inOrder<T>(map: ReadonlyMap<Signal, T>): readonly (readonly [Signal, T])[] {
  return [...map].sort(([a], [b]) => signalNumber(a) - signalNumber(b));
}

/** sig2str() of gnulib: those behind the middle of the real-time signals count from the last one. */
function nameOf(signal: Signal): string {
  const number = signalNumber(signal);
  if (number < SIGRTMIN) return shortName(number) ?? String(number);
  const middle = SIGRTMIN + (LAST - SIGRTMIN) / 2;
  const base = number <= middle ? 'RTMIN' : 'RTMAX';
  const offset = number <= middle ? number - SIGRTMIN : number - LAST;
  return offset === 0 ? base : `${base}${offset > 0 ? '+' : ''}${offset}`;
}

function described(signal: Signal): string {
  return `${nameOf(signal)} (${signalNumber(signal)})`;
}

/** --list-signal-handling: what is not as usual. */
export function* listSignals(process: Process): Coroutine<void> {
  const blocked = yield* process.sys.sigprocmask('block', []);
  for (const signal of allSignals()) {
    const isBlocked = !failed(blocked) && blocked.includes(signal);
    const isIgnored = (yield* process.sys.sigdisposition(signal)) === 'ignore';
    if (!isBlocked && !isIgnored) continue;
    const states = [...(isBlocked ? ['BLOCK'] : []), ...(isIgnored ? ['IGNORE'] : [])].join(',');
    const number = String(signalNumber(signal)).padStart(2);
    yield* process.eprint(`${nameOf(signal).padEnd(10)} (${number}): ${states}\n`);
  }
}
