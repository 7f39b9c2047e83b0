// How is an option changed, or asked for, while less runs? The commands - and _

import { LineEntry } from './entry.ts';
import { END_OF_COMMAND } from './console.ts';
import { optionNamed, optionOf, toldOption } from './option-table.ts';
import { VERSION } from './help-text.ts';
import { setText } from './options.ts';
import { defaultSettings } from './settings.ts';
import type { Console } from './console.ts';
import type { Coroutine } from '../../program.ts';
import type { OptionRow } from './option-table.ts';
import type { RowSource } from './rows.ts';
import type { Screen } from './screen.ts';
import type { Settings, Triple } from './settings.ts';

/** Of -: change it, set it as at the start (-+) or to the opposite of that (-!). Of _: tell it. */
type How = 'toggle' | 'unset' | 'set' | 'tell';

export class OptionToggle {
  readonly #console: Console;
  readonly #entry: LineEntry;
  readonly #screen: Screen;
  readonly #rows: RowSource;
  readonly #settings: Settings;

  constructor(console: Console, screen: Screen, rows: RowSource, settings: Settings) {
    this.#console = console;
    this.#entry = new LineEntry(console);
    this.#screen = screen;
    this.#rows = rows;
    this.#settings = settings;
  }

  /** A key is asked for, or with -- a name. Returns early where it is given up. */
  *run(begin: 'toggle' | 'tell', typed: string): Coroutine<void> {
    let how: How = begin;
    const dash = begin === 'tell' ? '_' : '-';
    this.#entry.ask(dash);
    if (typed !== '') this.#console.unread([...typed]);
    for (;;) {
      const key = yield* this.#console.key();
      if (key === null || LineEntry.isErase(key) || key === '\n' || key === '\r' || key === END_OF_COMMAND)
        return;
      if (key === dash) return yield* this.#byName(how, dash);
      if ((key === '+' || key === '!') && begin === 'toggle') {
        const other = key === '+' ? 'unset' : 'set';
        how = how === other ? 'toggle' : other;
        this.#entry.ask(dash + (how === 'unset' ? '+' : how === 'set' ? '!' : ''));
        continue;
      }
      return yield* this.#change(how, optionOf(key), `-${key}`);
    }
  }

  /** As soon as a name is clear, the rest of it is typed of itself. */
  *#byName(how: How, dash: string): Coroutine<void> {
    this.#entry.ask(dash + dash);
    let found: OptionRow | null = null;
    for (;;) {
      const key = yield* this.#console.key();
      if (key === null) return;
      if (key === '\n' || key === '\r' || key === '=' || key === END_OF_COMMAND) break;
      if (found !== null && !LineEntry.isErase(key)) continue;
      found = null;
      if (!(yield* this.#entry.edit(key))) return;
      const row = optionNamed(this.#entry.text);
      if (row === null || row === 'ambiguous' || LineEntry.isErase(key)) continue;
      found = row;
      const name = row.names[0] ?? '';
      this.#entry.ask(dash + dash);
      for (const letter of name) this.#entry.type(letter);
    }
    const row = found ?? optionNamed(this.#entry.text);
    yield* this.#change(how, row === 'ambiguous' ? null : row, `--${this.#entry.text}`);
  }

  *#change(how: How, row: OptionRow | null, shown: string): Coroutine<void> {
    if (row === null) return yield* this.#say(`There is no ${shown} option`);
    if (how !== 'tell' && (row.fixed === 'change' || row.fixed === 'both'))
      return yield* this.#say(`Cannot change the ${toldOption(row)} option`);
    if (how === 'tell' && (row.fixed === 'query' || row.fixed === 'both'))
      return yield* this.#say(`Cannot query the ${toldOption(row)} option`);
    if (how === 'tell') return yield* this.#tell(row);
    if (row.repaints === 'highlights') yield* this.#screen.drawAgain();
    switch (row.kind) {
      case 'bool':
        this.#settings[row.setting] = this.#switched(
          how,
          defaultSettings()[row.setting],
          this.#settings[row.setting],
        );
        break;
      case 'triple':
        this.#settings[row.setting] = flipped(
          how,
          row.sets,
          defaultSettings()[row.setting],
          this.#settings[row.setting],
        );
        break;
      case 'number':
        if (!(yield* this.#number(row))) return;
        break;
      case 'text':
        return yield* this.#text(row);
      case 'action':
        break;
      case 'ignored':
        return yield* this.#say(`The --${row.names[0] ?? ''} option changes nothing in the lab`);
    }
    if (row.repaints === 'highlights' && this.#settings.highlight === 'onplus')
      yield* this.#screen.drawAgain();
    yield* this.#tell(row);
    if (row.repaints === 'screen') this.#screen.trashed = true;
  }

  #switched(how: How, normal: boolean, now: boolean): boolean {
    return how === 'toggle' ? !now : how === 'unset' ? normal : !normal;
  }

  /** False when the entry was given up. */
  *#number(row: Extract<OptionRow, { kind: 'number' }>): Coroutine<boolean> {
    this.#entry.ask(row.asks);
    const typed = yield* this.#entry.line();
    if (typed === null) return false;
    this.#console.clearLine();
    const number = /^-?\d+/.exec(typed)?.[0];
    if (number !== undefined) this.#settings[row.setting] = Number(number);
    return true;
  }

  *#text(row: Extract<OptionRow, { kind: 'text' }>): Coroutine<void> {
    if (row.letter === 'o' || row.letter === 'O') return yield* this.logFile();
    this.#entry.ask(row.asks);
    const typed = yield* this.#entry.line();
    if (typed === null) return;
    this.#console.clearLine();
    const problem = row.letter === 't' ? 'No tags file' : setText(this.#settings, row.letter, typed);
    if (problem !== null) yield* this.#say(problem);
    if (row.repaints === 'screen') this.#screen.trashed = true;
  }

  /** Differs: less. What comes from a pipe is not written to a file. */
  *logFile(): Coroutine<void> {
    yield* this.#say(
      this.#rows.text?.fd === 0 ? 'Log files are not available in the lab' : 'Input is not a pipe',
    );
  }

  *#tell(row: OptionRow): Coroutine<void> {
    switch (row.kind) {
      case 'bool':
        return yield* this.#say(row.says[this.#settings[row.setting] ? 1 : 0]);
      case 'triple':
        return yield* this.#say(row.says[this.#settings[row.setting]]);
      case 'number':
        return yield* this.#say(row.says(this.#settings[row.setting]));
      case 'text':
        return yield* this.#say(this.#told(row.letter));
      case 'action':
        return yield* this.#say(row.letter === 'V' ? `less ${VERSION}` : 'Use "h" for help');
      case 'ignored':
        return yield* this.#say(`The --${row.names[0] ?? ''} option changes nothing in the lab`);
    }
  }

  #told(letter: string): string {
    const { jumpLine, shift, prompts, quotes, tabStops, tagsFile } = this.#settings;
    switch (letter) {
      case 'j':
        return `Position target at screen ${Number.isInteger(jumpLine) ? 'line' : 'position'} ${jumpLine}`;
      case '#':
        return `Horizontal shift ${shift} columns`;
      case 'o':
      case 'O':
        return 'No log file';
      case 'P':
        return prompts.short;
      case 'T':
        return `Tags file "${tagsFile}"`;
      case 'x': {
        const last = tabStops[tabStops.length - 1] ?? 8;
        const every = last - (tabStops[tabStops.length - 2] ?? 0);
        const stops = tabStops.length > 2 ? `${tabStops.slice(1).join(',')} and then ` : '';
        return `Tab stops ${stops}every ${every} spaces`;
      }
      default:
        return `quotes ${quotes}`;
    }
  }

  *#say(message: string): Coroutine<void> {
    yield* this.#screen.message(message);
  }
}

function flipped(how: How, sets: 'on' | 'onplus', normal: Triple, now: Triple): Triple {
  switch (how) {
    case 'unset':
      return normal;
    case 'set':
      return normal === sets ? 'off' : sets;
    case 'toggle':
    case 'tell':
      return now === sets ? 'off' : sets;
  }
}
