// What does the simulated machine answer when the inputs of a transcript are typed into it?

import type { KernelEvent, TtyWrote } from '../../kernel/event.ts';
import { asSimTime, asTtyId } from '../../kernel/ids.ts';
import type { PidId, TtyId } from '../../kernel/ids.ts';
import type { KernelState } from '../../kernel/state.ts';
import { invariant } from '../../result.ts';
import type { ControlKey, MachineInput } from '../input.ts';
import type { MachinePort } from '../machine-port.ts';
import type { World } from '../world.ts';
import type { Transcript, TranscriptEntry, TranscriptScript } from './transcript.ts';

/** How long somebody waits who expects the prompt back: as long as the slowest command that was recorded. */
const PATIENCE_MS = 20_000;

/** What of an entry was decided by the person: what to type where, and whether to wait for the prompt. */
type Step = TranscriptScript['entries'][number];

const KEYS: readonly string[] = ['^C', '^D', '^Z', '^\\'];
const TERMINALS = ['A', 'B'] as const;

/** The prompt of a shell of the recorded worlds; PS2 and `read -p` are output like any other. */
const SHELL_PROMPT = /^(\S+|I have no name!)@\S+:.*[#$] $/;

/** The world with its terminals' users as a transcript names them. */
export function worldOf(world: World, user: string): World {
  const users = user.split(',');
  let next = 0;
  const boot = world.boot.map((step) => {
    if (!('terminal' in step)) return step;
    const named = users[Math.min(next, users.length - 1)] ?? 'root';
    next += 1;
    return { terminal: { ...step.terminal, user: named } };
  });
  return { ...world, boot };
}

/** A fresh machine is booted, every input of the transcript typed, and what came noted as the recorder notes it. */
export function runTranscript(machine: MachinePort, script: TranscriptScript): Transcript {
  const screens = TERMINALS.map((_, index) => new Screen(asTtyId(index)));
  const feed = (input: MachineInput): void => {
    const outcome = machine.execute(input);
    if (!outcome.ok) return;
    for (const screen of screens) screen.take(outcome.value.events, machine.state);
  };
  feed({ kind: 'boot' });
  for (const screen of screens) screen.settle();
  const entries = script.entries.map((step) => {
    const screen = screens[step.terminal === 'B' ? 1 : 0];
    invariant(screen !== undefined, 'a transcript has the terminals A and B');
    return carryOut(machine, screen, step, feed);
  });
  return { ...script, entries: withLate(entries, screens) };
}

interface Noted {
  readonly entry: TranscriptEntry;
  readonly screen: Screen;
}

function carryOut(
  machine: MachinePort,
  screen: Screen,
  step: Step,
  feed: (input: MachineInput) => void,
): Noted {
  screen.begin(step.input);
  const input = inputOf(step.input, screen.tty);
  if (input !== null) feed(input);
  if (step.blocks !== true) {
    const until = machine.state.now + PATIENCE_MS;
    for (
      let next = machine.nextTimer();
      !screen.answered && next !== null && next <= until;
      next = machine.nextTimer()
    ) {
      feed({ kind: 'clock', to: asSimTime(next) });
    }
  }
  return { entry: screen.end(step), screen };
}

function inputOf(text: string | null, tty: TtyId): MachineInput | null {
  if (text === null) return null;
  // KEYS lists exactly the control keys.
  return KEYS.includes(text) ? { kind: 'key', tty, key: text as ControlKey } : { kind: 'line', tty, text };
}

/** What came after an entry's prompt belongs to that entry. */
function withLate(noted: readonly Noted[], screens: readonly Screen[]): readonly TranscriptEntry[] {
  const counts = new Map<Screen, number>(screens.map((screen) => [screen, 0]));
  return noted.map(({ entry, screen }) => {
    const index = counts.get(screen) ?? 0;
    counts.set(screen, index + 1);
    const late = screen.late[index] ?? '';
    return late === '' ? entry : { ...entry, late };
  });
}

/** One terminal as the recorder sees it. */
class Screen {
  readonly tty: TtyId;
  /** What came by itself after the prompt of each entry. */
  readonly late: string[] = [];
  #prompt: string | null = null;
  #before: string | null = null;
  #typed: string | null = null;
  #pieces: TtyWrote[] = [];
  #session: PidId | null = null;
  #leaderGone = false;
  #closed = false;

  constructor(tty: TtyId) {
    this.tty = tty;
  }

  take(events: readonly KernelEvent[], state: KernelState): void {
    for (const event of events) {
      if (event.type === 'TtyControlChanged' && event.tty === this.tty)
        this.#session = event.session ?? this.#session;
      if (event.type === 'TtyClosed' && event.tty === this.tty) this.#leaderGone = true;
      if (event.type === 'TtyWrote' && event.tty === this.tty) this.#pieces.push(event);
    }
    // whoever is left of the session still has the terminal open
    if (this.#leaderGone)
      this.#closed = ![...state.tasks.values()].some((task) => task.session === this.#session);
  }

  /** What stands there before the first entry: a prompt. */
  settle(): void {
    this.#notePrompts();
    this.#pieces = [];
  }

  /** An entry begins. When something is typed, what came since the last one was late; a mere look finds it instead. */
  begin(typed: string | null): void {
    this.#before = this.#prompt;
    this.#typed = typed;
    if (typed === null) return;
    if (this.late.length > 0)
      this.late[this.late.length - 1] += textOf(this.#pieces.filter((piece) => !isPrompt(piece)));
    this.settle();
    this.#before = this.#prompt;
    this.#prompt = null;
  }

  /** Whether what was waited for has come. */
  get answered(): boolean {
    return this.#closed || this.#pieces.some(isPrompt);
  }

  end(step: Step): TranscriptEntry {
    const prompted = this.#pieces.some(isPrompt);
    const echoed = this.#takeEcho();
    const last = this.#pieces.findLastIndex(isPrompt);
    const shown = this.#typed === null || last < 0 ? this.#pieces : this.#pieces.slice(0, last);
    const output = textOf(shown.filter((piece) => !isPrompt(piece)));
    this.late.push(
      this.#typed === null || last < 0
        ? ''
        : textOf(this.#pieces.slice(last).filter((piece) => !isPrompt(piece))),
    );
    this.#notePrompts();
    this.#pieces = [];
    const isKey = this.#typed !== null && KEYS.includes(this.#typed);
    return {
      ...(step.terminal === undefined ? {} : { terminal: step.terminal }),
      prompt: this.#before,
      input: step.input,
      output,
      ...(prompted || this.#closed ? {} : { blocks: true }),
      ...(this.#closed ? { closed: true } : {}),
      ...(this.#typed === null || isKey || echoed ? {} : { echo: false }),
    };
  }

  #notePrompts(): void {
    this.#prompt = this.#pieces.findLast(isPrompt)?.text ?? this.#prompt;
  }

  /** The line itself is no output, where it is the first thing that came. */
  #takeEcho(): boolean {
    const [first, ...rest] = this.#pieces;
    if (this.#typed === null || first?.kind !== 'echo' || first.text !== `${this.#typed}\n`) return false;
    this.#pieces = rest;
    return true;
  }
}

function isPrompt(piece: TtyWrote): boolean {
  return piece.kind === 'prompt' && SHELL_PROMPT.test(piece.text);
}

function textOf(pieces: readonly TtyWrote[]): string {
  return pieces.map((piece) => piece.text).join('');
}
