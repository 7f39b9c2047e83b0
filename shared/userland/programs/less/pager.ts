// How does less go on from one command to the next? It heeds signals, shows the prompt, and reads the keys of a command.

import { Commands } from './commands.ts';
import { END_OF_COMMAND } from './console.ts';
import { LineEntry } from './entry.ts';
import { meaningOf } from './keys.ts';
import { promptFacts } from './parts.ts';
import { promptText } from './prompt.ts';
import type { Count } from './commands.ts';
import type { Coroutine } from '../../program.ts';
import type { PagerParts } from './parts.ts';

/** The status when an interrupt ends it (-K). */
const INTERRUPTED = 2;
/** The status when SIGTERM ends it. */
const TERMINATED = 15;

export class Pager {
  readonly #parts: PagerParts;
  readonly #entry: LineEntry;
  readonly #commands: Commands;

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#entry = new LineEntry(parts.console);
    this.#commands = new Commands(parts);
  }

  *run(): Coroutine<never> {
    for (;;) {
      yield* this.#heed();
      yield* this.#prompt();
      yield* this.#command();
    }
  }

  /** Signals that came. */
  *#heed(): Coroutine<void> {
    const { console, screen, settings } = this.#parts;
    const signals = console.takeSignals();
    if (signals.has('SIGTERM')) yield* console.quit(TERMINATED);
    if (signals.has('SIGTSTP')) {
      yield* console.stop();
      screen.trashed = true;
    }
    if ((signals.has('SIGWINCH') || signals.has('SIGTSTP')) && (yield* console.measure())) {
      screen.fit();
      screen.trashed = true;
    }
    if (!signals.has('SIGINT')) return;
    if (settings.quitOnInterrupt) return yield* console.quit(INTERRUPTED);
    screen.trashed = true;
  }

  *#prompt(): Coroutine<void> {
    const { console, screen, files, settings, rows } = this.#parts;
    if (console.hasUnread) return;
    yield* screen.show();
    const isLast = files.current?.isHelp !== true && files.next === null;
    if (settings.quitAtEnd === 'onplus' && screen.showsEnd && isLast) yield* console.quit(0);
    if (settings.quitIfOneScreen && screen.showsAll && isLast) yield* console.quit(0);
    settings.quitIfOneScreen = false;
    if (!screen.atPrompt) console.clearLine();
    screen.atPrompt = false;
    const { prompts, prompt } = settings;
    const prototype =
      files.current?.isHelp === true
        ? prompts.help
        : { off: prompts.short, on: prompts.medium, onplus: prompts.long }[prompt];
    const text = promptText(prototype, promptFacts(this.#parts)).slice(-(console.columns - 2));
    files.isNew = false;
    console.put((rows.filters.length > 0 ? '& ' : '') + (text === '' ? ':' : console.standOut(text)));
  }

  *#command(): Coroutine<void> {
    const { console } = this.#parts;
    let count: Count = null;
    let key = yield* console.key();
    if (key !== null && /^[\d.]$/.test(key)) {
      const typed = yield* this.#number(key);
      if (typed === null) return;
      [count, key] = [typed.count, typed.next];
    }
    if (key === null || key === END_OF_COMMAND) return;
    let keys = key;
    let meaning = meaningOf(keys);
    if (meaning === 'prefix') {
      this.#entry.ask(' ');
      this.#entry.type(keys);
    }
    while (meaning === 'prefix') {
      const next = yield* console.key();
      if (next === null || next === END_OF_COMMAND) return;
      keys += next;
      this.#entry.type(next);
      meaning = meaningOf(keys);
    }
    if (meaning === 'unknown') console.bell();
    else yield* this.#commands.carryOut(meaning.command, count, meaning.extra ?? '');
  }

  /** A number, and the key behind it; null where it was taken back. */
  *#number(first: string): Coroutine<{ readonly count: number; readonly next: string } | null> {
    this.#entry.ask(':');
    this.#entry.type(first);
    for (;;) {
      const key = yield* this.#parts.console.key();
      if (key === null) return null;
      if (/^[\d.]$/.test(key)) this.#entry.type(key);
      else if (LineEntry.isErase(key)) {
        if (!this.#entry.erase() || this.#entry.text === '') return null;
      } else
        return { count: Number.parseFloat(this.#entry.text) || 0, next: key === END_OF_COMMAND ? 'g' : key };
    }
  }
}
