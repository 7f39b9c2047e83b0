// What does each command of less do?

import { assertNever } from '../../../result.ts';
import { editorOf, expanded, shellEscape } from './shell-escape.ts';
import { follow } from './follow.ts';
import { goToBracket, goToByte, goToEnd, goToEndOfRead, goToLine, goToPercent } from './jumps.ts';
import { LineEntry } from './entry.ts';
import { Marks } from './marks.ts';
import { PLAIN_SEARCH } from './search.ts';
import { promptFacts, windowOf } from './parts.ts';
import { promptText } from './prompt.ts';
import { SearchCommands } from './search-commands.ts';
import { STANDARD_INPUT } from './files.ts';
import { VERSION } from './help-text.ts';
import type { Command } from './keys.ts';
import type { Coroutine } from '../../program.ts';
import type { PagerParts } from './parts.ts';

const EDITOR_PROMPT = '%E ?lm+%lm. %g';
const NOT_AVAILABLE = 'Command not available';

/** The number before a command; null where there was none. */
export type Count = number | null;

export class Commands {
  readonly #parts: PagerParts;
  readonly #entry: LineEntry;
  readonly #marks: Marks;
  readonly #searches: SearchCommands;
  #shellCommand = '';
  #shiftBefore = 0;

  constructor(parts: PagerParts) {
    this.#parts = parts;
    this.#entry = new LineEntry(parts.console);
    this.#marks = new Marks(parts);
    this.#searches = new SearchCommands(parts);
  }

  *carryOut(command: Command, count: Count, extra: string): Coroutine<void> {
    const { console, screen, settings, files, rows, options } = this.#parts;
    const lines = count === null || count < 1 ? 1 : Math.trunc(count);
    const screenful = count === null || count < 1 ? windowOf(this.#parts) : Math.trunc(count);
    switch (command) {
      case 'forward-line':
      case 'forward-line-force':
        console.clearLine();
        return yield* this.#forward(lines, command === 'forward-line-force', false);
      case 'back-line':
      case 'back-line-force':
        console.clearLine();
        return yield* screen.backward(lines, command === 'back-line-force');
      case 'forward-scroll':
      case 'back-scroll':
        if (count !== null && count >= 1) screen.scroll = Math.trunc(count);
        console.clearLine();
        return command === 'forward-scroll'
          ? yield* this.#forward(screen.scroll, false, false)
          : yield* screen.backward(screen.scroll);
      case 'forward-screen':
      case 'forward-screen-force':
        console.clearLine();
        return yield* this.#forward(screenful, command === 'forward-screen-force', true);
      case 'forward-window':
      case 'back-window':
        if (count !== null && count >= 1) settings.window = Math.trunc(count);
        console.clearLine();
        return command === 'forward-window'
          ? yield* this.#forward(windowOf(this.#parts), false, true)
          : yield* screen.backward(windowOf(this.#parts), false, true);
      case 'back-screen':
        console.clearLine();
        return yield* screen.backward(screenful, false, true);
      case 'forward-forever':
      case 'forward-until-match':
        if (files.current?.isHelp === true) return;
        console.clearLine();
        return yield* follow(this.#parts);
      case 'repaint':
      case 'repaint-flush':
        console.clearLine();
        if (command === 'repaint-flush' && rows.text?.seekable === true) yield* rows.text.readToEnd();
        return yield* screen.repaint();
      case 'undo-highlight':
        if (!this.#parts.search.hasPattern) return yield* screen.message('No previous regular expression');
        return yield* screen.repaint();
      case 'clear-search':
        this.#parts.search.forgetPattern();
        return yield* screen.repaint();
      case 'goto-line':
        console.clearLine();
        return yield* goToLine(this.#parts, lines);
      case 'goto-end':
      case 'goto-end-buffered':
        console.clearLine();
        if (count !== null && count >= 1) return yield* goToLine(this.#parts, lines);
        return yield* command === 'goto-end' ? goToEnd(this.#parts) : goToEndOfRead(this.#parts);
      case 'goto-byte':
        console.clearLine();
        return yield* goToByte(this.#parts, Math.trunc(count ?? 0));
      case 'percent':
        console.clearLine();
        return yield* goToPercent(this.#parts, count ?? 0);
      case 'forward-bracket':
      case 'back-bracket':
        return yield* this.#bracket(command === 'forward-bracket', extra, lines);
      case 'left':
      case 'right':
        return this.#shift(command, count);
      case 'left-end':
        rows.shift = 0;
        screen.trashed = true;
        return;
      case 'right-end':
        rows.shift = Math.max(0, (yield* rows.widest(screen.top ?? 0, screen.height)) - console.columns);
        screen.trashed = true;
        return;
      case 'status':
        if (files.current?.isHelp === true) return;
        console.clearLine();
        return yield* screen.message(promptText(settings.prompts.equals, promptFacts(this.#parts)));
      case 'forward-search':
      case 'back-search':
        return yield* this.#searches.ask({ ...PLAIN_SEARCH, forward: command === 'forward-search' }, lines);
      case 'forward-search-files':
      case 'back-search-files':
        return yield* this.#searches.ask(
          { ...PLAIN_SEARCH, pastEnd: true, forward: command === 'forward-search-files' },
          lines,
        );
      case 'repeat-search':
      case 'repeat-search-files':
        return yield* this.#searches.again(
          { reversed: false, files: command === 'repeat-search-files' },
          lines,
        );
      case 'reverse-search':
      case 'reverse-search-files':
        return yield* this.#searches.again(
          { reversed: true, files: command === 'reverse-search-files' },
          lines,
        );
      case 'filter':
        return yield* this.#searches.filter();
      case 'set-mark':
      case 'set-mark-bottom':
        return yield* this.#marks.set(command === 'set-mark' ? 'top' : 'bottom');
      case 'clear-mark':
        return yield* this.#marks.clear();
      case 'goto-mark':
        return yield* this.#marks.goTo();
      case 'examine':
        return yield* this.#examine();
      case 'next-file':
        if (yield* files.showNext(lines)) return;
        if (settings.quitAtEnd !== 'off' && screen.showsEnd && files.current?.isHelp !== true)
          yield* console.quit(0);
        return yield* screen.message(`No ${lines > 1 ? '(N-th) ' : ''}next file`);
      case 'prev-file':
        if (yield* files.showPrevious(lines)) return;
        return yield* screen.message(`No ${lines > 1 ? '(N-th) ' : ''}previous file`);
      case 'index-file':
        if (yield* files.showNumber(lines)) return;
        return yield* screen.message('No such file');
      case 'remove-file':
        if (files.current?.isHelp !== true && !(yield* files.remove())) console.bell();
        return;
      case 'next-tag':
        return yield* screen.message('No next tag');
      case 'prev-tag':
        return yield* screen.message('No previous tag');
      case 'toggle-option':
        return yield* options.run('toggle', extra);
      case 'display-option':
        return yield* options.run('tell', '');
      case 'log-file':
        return yield* options.run('toggle', 'o');
      case 'pipe':
        return yield* screen.message(NOT_AVAILABLE);
      case 'visual':
        return yield* this.#edit();
      case 'shell':
        return yield* this.#shell();
      case 'first-command':
        return yield* this.#firstCommand();
      case 'help':
        if (files.current?.isHelp === true) return;
        console.clearLine();
        this.#shiftBefore = rows.shift;
        rows.shift = 0;
        return yield* files.showHelp();
      case 'version':
        console.clearLine();
        return yield* screen.message(`less ${VERSION}`);
      case 'quit':
        if (files.current?.isHelp === true) {
          rows.shift = this.#shiftBefore;
          if (yield* files.showPrevious(1)) return;
        }
        return yield* console.quit(0);
      case 'digit':
      case 'mouse':
        return;
      default:
        return assertNever(command);
    }
  }
  /** With -e, going on from the end leads to the next file, or out. */
  *#forward(count: number, force: boolean, onlyLast: boolean): Coroutine<void> {
    const { screen, settings, files, console } = this.#parts;
    if (settings.quitAtEnd === 'off' || !screen.showsEnd || files.current?.isHelp === true)
      return yield* screen.forward(count, force, onlyLast);
    if (!(yield* files.showNext(1))) yield* console.quit(0);
  }

  #shift(direction: 'left' | 'right', count: Count): void {
    const { rows, settings, screen, console } = this.#parts;
    if (count !== null && count >= 1) settings.shift = Math.trunc(count);
    const usual = Number.isInteger(settings.shift)
      ? settings.shift
      : Math.trunc(settings.shift * console.columns);
    const by = usual > 0 ? usual : Math.trunc(console.columns / 2);
    rows.shift = direction === 'right' ? rows.shift + by : Math.max(0, rows.shift - by);
    screen.trashed = true;
  }

  *#bracket(forward: boolean, pair: string, count: number): Coroutine<void> {
    const { console } = this.#parts;
    this.#entry.ask('Brackets: ');
    console.unread([...pair]);
    for (let typed = 0; typed < 2; typed += 1) {
      const key = yield* console.key();
      if (key === null || key === '\n' || key === '\r') return;
      this.#entry.type(key);
    }
    const [open = '', close = ''] = this.#entry.text;
    console.clearLine();
    yield* goToBracket(
      this.#parts,
      forward ? { open, close, forward } : { open: close, close: open, forward },
      count,
    );
  }

  *#examine(): Coroutine<void> {
    if (this.#isSecure) return yield* this.#parts.screen.message(NOT_AVAILABLE);
    this.#entry.ask('Examine: ');
    const name = yield* this.#entry.line();
    if (name === null) return;
    this.#parts.console.clearLine();
    if (name.trim() !== '') yield* this.#parts.files.showNamed(name.trim());
  }

  *#shell(): Coroutine<void> {
    const { console, process, files, screen } = this.#parts;
    if (this.#isSecure) return yield* screen.message(NOT_AVAILABLE);
    this.#entry.ask('!');
    const line = yield* this.#entry.line();
    if (line === null) return;
    console.clearLine();
    this.#parts.history.add('shell', line);
    if (!line.startsWith('!')) this.#shellCommand = expanded(line, files.current?.name ?? '');
    yield* shellEscape(process, console, files, { command: this.#shellCommand, done: '!done' });
  }

  *#edit(): Coroutine<void> {
    const { console, process, files, screen } = this.#parts;
    if (this.#isSecure) return yield* screen.message(NOT_AVAILABLE);
    if (files.current === null || files.current.isHelp) return;
    if (files.current.name === STANDARD_INPUT) return yield* screen.message('Cannot edit standard input');
    this.#entry.ask('!');
    yield* screen.show();
    console.clearLine();
    const command = promptText(EDITOR_PROMPT, { ...promptFacts(this.#parts), editor: editorOf(process.env) });
    yield* shellEscape(process, console, files, { command, done: null });
  }

  *#firstCommand(): Coroutine<void> {
    const { console, files } = this.#parts;
    this.#entry.ask('+');
    const keys = yield* this.#entry.line();
    if (keys === null) return;
    console.clearLine();
    files.everyFirst = keys === '' ? null : keys;
  }

  get #isSecure(): boolean {
    return (this.#parts.process.env.get('LESSSECURE') ?? '') !== '';
  }
}
