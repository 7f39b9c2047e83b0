// How does the user's own terminal become one of the simulated machine? Lines are edited here, as in a shell; keys that
// send a signal, and whole lines, go to the machine; its clock runs with the real one.
//
// Only what a program may do to a terminal gets through (safe-text.ts): the user's own is as worth protecting as a window.

import { StringDecoder } from 'node:string_decoder';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asSimTime } from '#shared/kernel/ids.ts';
import type { TtyId } from '#shared/kernel/ids.ts';
import { placeAfter } from '#shared/terminal/cells.ts';
import { lastRow } from '#shared/terminal/last-row.ts';
import { isUnfinishedPaste } from '#shared/terminal/line-editor.ts';
import { LineReader } from '#shared/terminal/line-reader.ts';
import type { LineOwner, LineScreen } from '#shared/terminal/line-reader.ts';
import { readingMode } from '#shared/userland/tty/reading-mode.ts';
import { plainTerminalText, safeTerminalText } from '#shared/terminal/safe-text.ts';
import { QUIET_MS, workingWords } from '#shared/protocol/working-words.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import type { Overseer, Pace } from '../attempts/in-slices.ts';
import type { RestorableMachine } from './restorable-machine.ts';

/** What these events add to a terminal. */
export function textOf(events: readonly KernelEvent[], tty: TtyId): string {
  return events
    .map((event) => (event.type === 'TtyWrote' && event.tty === tty ? event.text : ''))
    .join('')
    .replaceAll('\r\n', '\n');
}

/** The user's own terminal. */
export interface Console {
  readonly input: NodeJS.ReadableStream & { setRawMode(mode: boolean): unknown };
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
}

/** Of a terminal that does not say how wide it is: 0 columns is what a pipe made to look like one has. */
const USUAL_COLUMNS = 80;
const BRACKETED_PASTE_ON = '\x1b[?2004h';
/** No pasting in brackets, the usual colours, the cursor to be seen: as a terminal is found. */
const AS_FOUND = '\x1b[?2004l\x1b[0m\x1b[?25h';
/** Node's timers hold no more: one that is set for longer rings at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const BETWEEN_NOTES_MS = 100;
const STOPPED = 'Stopped. It is as if it had never been typed.';
const CLEAR = '\x1b[H\x1b[2J';

export class LiveTerminal {
  readonly #restorable: RestorableMachine;
  readonly #pace: Pace;
  readonly #tty: TtyId;
  readonly #console: Console;
  readonly #line: LineReader;
  readonly #decoder = new StringDecoder('utf8');
  /** The last row that was written: where the line that is typed begins. */
  #lastRow = '';
  #unfinished = '';
  #timer: NodeJS.Timeout | undefined;
  /** Inputs are carried out one after the other, in the order in which they were given. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Ctrl-C was pressed since the input began that is being carried out. */
  #interrupted = false;
  #close: () => void = () => undefined;

  /** Precondition: the machine has booted. */
  constructor(machine: RestorableMachine, pace: Pace, tty: TtyId, console: Console) {
    this.#restorable = machine;
    this.#pace = pace;
    this.#tty = tty;
    this.#console = console;
    this.#line = new LineReader(this.#lineOwner(), this.#lineScreen());
  }

  get #machine(): MachinePort {
    return this.#restorable.machine;
  }

  /** Resolves when the terminal's shell has ended, or the user's own terminal is gone. `shown`: what stands on it by now. */
  async untilClosed(shown: string): Promise<void> {
    const { input, output } = this.#console;
    const onData = (data: Buffer) => {
      this.#press(this.#decoder.write(data));
    };
    const onResize = () => {
      this.#line.settle(this.#origin());
      this.#tellSize();
    };
    const closed = new Promise<void>((resolve) => (this.#close = resolve));
    input.setRawMode(true);
    output.write(BRACKETED_PASTE_ON);
    input.on('data', onData);
    input.once('end', this.#close);
    output.on('resize', onResize);
    try {
      this.#show(shown);
      this.#tellSize();
      this.#wait();
      await closed;
    } finally {
      clearTimeout(this.#timer);
      input.off('data', onData);
      input.off('end', this.#close);
      output.off('resize', onResize);
      this.restore();
      input.pause();
    }
  }

  /** The user's own terminal is as it was found. Also for those who leave in a hurry: it may be called at any time. */
  restore(): void {
    this.#console.output.write(AS_FOUND);
    this.#console.input.setRawMode(false);
  }

  #tellSize(): void {
    const { columns = 0, rows = 0 } = this.#console.output;
    if (columns > 0 && rows > 0) void this.#give({ kind: 'resize', tty: this.#tty, columns, rows });
  }

  /** A paste may come in parts. */
  #press(data: string): void {
    this.#unfinished += data;
    if (isUnfinishedPaste(this.#unfinished)) return;
    const whole = this.#unfinished;
    this.#unfinished = '';
    this.#line.press(whole);
  }

  #lineOwner(): LineOwner {
    const atPrompt = () => this.#machine.atPrompt(this.#tty);
    const settings = () => this.#machine.state.ttys.get(this.#tty);
    return {
      get mode() {
        return readingMode(settings(), atPrompt());
      },
      /** A shell shows what it reads itself, and turns the terminal's echo off for that. */
      get echo() {
        return atPrompt() || (settings()?.echo ?? true);
      },
      takesKeys: true,
      begin: () => Promise.resolve(),
      carryOut: async (effect) => {
        if (effect.effect === 'enter') return this.#enter(effect.lines);
        if (effect.effect === 'keys') await this.#give({ kind: 'keys', tty: this.#tty, text: effect.text });
        else await this.#give({ kind: 'key', tty: this.#tty, key: effect.key });
        return [];
      },
      interrupt: () => {
        this.#interrupted = true;
      },
      complete: (before) => Promise.resolve(this.#machine.complete(this.#tty, before)),
      history: () => Promise.resolve(this.#machine.history(this.#tty)),
      listed: () => undefined,
    };
  }

  #lineScreen(): LineScreen {
    const { output } = this.#console;
    return {
      write: (text) => void output.write(text),
      drawn: () => Promise.resolve(this.#origin()),
      clear: () => void output.write(CLEAR),
    };
  }

  /** Those that are left where one of them was called off. */
  async #enter(lines: readonly string[]): Promise<readonly string[]> {
    for (const [index, text] of lines.entries()) {
      if (!(await this.#give({ kind: 'line', tty: this.#tty, text }))) return lines.slice(index);
    }
    return [];
  }

  /** False where it was called off. */
  #give(input: MachineInput): Promise<boolean> {
    clearTimeout(this.#timer);
    const turn = this.#turn.then(() => this.#carryOut(input));
    this.#turn = turn;
    return turn;
  }

  async #carryOut(input: MachineInput): Promise<boolean> {
    this.#interrupted = false;
    const outcome = await this.#restorable.give(input, this.#overseer());
    this.#line.endNote();
    if (outcome === null) {
      this.#line.say(STOPPED);
      this.#wait();
      return false;
    }
    if (!outcome.ok) {
      this.#close();
      return true;
    }
    const { events, limit } = outcome.value;
    this.#show(textOf(events, this.#tty) + (limit === null ? '' : `${limit}\n`));
    if (events.some((event) => event.type === 'TtyClosed' && event.tty === this.#tty)) this.#close();
    else this.#wait();
    return true;
  }

  /** Before something takes its time, Ctrl-C is a key like any other. */
  #overseer(): Overseer {
    const controller = new AbortController();
    let next = this.#pace.now() + QUIET_MS;
    return {
      signal: controller.signal,
      hear: (progress) => {
        if (this.#pace.now() < next) return;
        next = this.#pace.now() + BETWEEN_NOTES_MS;
        if (this.#interrupted || this.#line.interruptWaits) controller.abort();
        else this.#line.note(`${workingWords(progress)} Ctrl-C stops it.`);
      },
    };
  }

  #show(text: string): void {
    if (text === '') return;
    const safe = safeTerminalText(text);
    this.#console.output.write(this.#line.before(safe).replace(/\r?\n/g, '\r\n'));
    const whole = this.#lastRow + safe;
    this.#lastRow = lastRow(whole);
    this.#line.settle(this.#origin());
  }

  #origin() {
    const columns = this.#console.output.columns || USUAL_COLUMNS;
    const { column } = placeAfter(plainTerminalText(this.#lastRow), 0, columns);
    return { column, columns, prompt: this.#lastRow };
  }

  /** The next sleeper wakes after as long as it would really sleep. */
  #wait(): void {
    clearTimeout(this.#timer);
    const next = this.#machine.nextTimer();
    if (next === null) return;
    const { now } = this.#machine.state;
    const to = asSimTime(Math.min(next, now + LONGEST_TIMER_MS));
    this.#timer = setTimeout(
      () => {
        void this.#give({ kind: 'clock', to });
      },
      Math.max(0, to - now),
    );
  }
}
