// What does more(1) show of a text, and where does each key lead?

import { compileRegex } from '../../libc/regex/regex.ts';
import { execvp } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { BEGIN, Rows } from './rows.ts';
import { KeyReader } from './keys.ts';
import { helpText } from './help-text.ts';
import { assertNever } from '../../../result.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import type { Coroutine } from '../../program.ts';
import type { KeyCommand } from './keys.ts';
import type { Place, Row } from './rows.ts';
import type { Process } from '../../libc/process.ts';
import type { Settings } from './options.ts';
import type { Terminal } from './terminal.ts';
import type { Text } from '../less/text.ts';

const BANNER = '::::::::::::::';
const RULE = '------------------------\n';
const HINT = "[Press space to continue, 'q' to quit.]";
/** Lines that a heading takes. */
const HEADING = 4;
const NO_PATTERN = 'No previous regular expression';
const DEFAULT_EDITOR = '/usr/bin/vi';

export class MoreScreen {
  /** Which of the files is shown, from 0. */
  fileNumber = 0;
  /** No file was shown before. */
  isFirst = true;
  fromPipe: boolean;
  readonly #process: Process;
  readonly #terminal: Terminal;
  readonly #settings: Settings;
  readonly #names: readonly string[];
  readonly #keys = new KeyReader();
  readonly #rows: Rows;
  /** Where the screen begins, and where the last search began. */
  #screenStart = BEGIN;
  #searchStart = BEGIN;
  #linesPerScreen: number;
  #scroll: number;
  #isAtEnd = false;
  #wasEmptyLine = false;
  /** A complaint stands where the prompt belongs. */
  #complained = false;
  #pattern: string | null = null;
  #shellCommand = '';
  #previous: KeyCommand | null = null;

  constructor(process: Process, terminal: Terminal, settings: Settings, names: readonly string[]) {
    this.#process = process;
    this.#terminal = terminal;
    this.#settings = settings;
    this.#names = names;
    this.#linesPerScreen = settings.lines > 0 ? settings.lines : terminal.rows - 1;
    this.#scroll = scrollOf(terminal.rows);
    this.fromPipe = true;
    this.#rows = new Rows(settings.pausesAtFormFeed);
    this.#rows.foldsAt = settings.folds ? terminal.columns : null;
    terminal.onResize = () => {
      this.#rows.foldsAt = settings.folds ? terminal.columns : null;
      this.#linesPerScreen = terminal.rows - 1;
      this.#scroll = scrollOf(terminal.rows);
    };
  }

  *display(text: Text, hasHeading: boolean): Coroutine<void> {
    const terminal = this.#terminal;
    this.#rows.begin(text);
    this.#screenStart = this.#searchStart = BEGIN;
    this.#isAtEnd = false;
    let lines = this.#linesPerScreen;
    if (this.isFirst) {
      this.isFirst = false;
      if (this.#settings.firstLine > 1) yield* this.#rows.skipTo(this.#settings.firstLine - 1);
      if (this.#settings.firstPattern !== null) yield* this.#search(this.#settings.firstPattern, 1);
    } else lines = yield* this.#command(this.#names[this.fileNumber] ?? null);
    if (lines === 0) return;
    if (hasHeading) {
      if (terminal.promptLength > BANNER.length) terminal.eraseFrom(BANNER.length);
      terminal.put(`${BANNER}\n${this.#names[this.fileNumber] ?? ''}\n${BANNER}\n`);
      lines = Math.min(lines, Math.max(1, terminal.rows - HEADING));
    }
    yield* this.#screens(lines);
  }

  /** Rows and prompts in turn, to the end of the text. */
  *#screens(lines: number): Coroutine<void> {
    for (let left = lines; ;) {
      while (left > 0 && !this.#rows.isPaused) {
        const row = yield* this.#rows.next();
        this.#isAtEnd = row === null;
        if (row === null && this.#settings.endsAtEnd) return;
        const isRepeated = row?.text === '' && this.#wasEmptyLine;
        this.#wasEmptyLine = row === null || row.text === '';
        if (this.#settings.squeezes && isRepeated) continue;
        this.#show(row ?? { text: '', width: -1 });
        left -= 1;
      }
      this.#rows.isPaused = false;
      left = yield* this.#command(null);
      if (left === 0) return;
      this.#screenStart = this.#rows.place;
    }
  }

  #show({ text, width }: Row): void {
    const terminal = this.#terminal;
    terminal.put(text);
    if (width < terminal.promptLength) terminal.eraseFrom(width);
    terminal.promptLength = 0;
    if (width < terminal.columns || !this.#settings.folds) terminal.put('\n');
  }

  #prompt(nextName: string | null): void {
    const terminal = this.#terminal;
    if (terminal.promptLength > 0) terminal.eraseFrom(0);
    terminal.promptLength = 0;
    terminal.beginStandout();
    terminal.prompt('--More--');
    const { percent } = this.#rows;
    if (nextName !== null) terminal.prompt(`(Next file: ${nextName})`);
    else if (this.#isAtEnd) {
      terminal.eraseFrom(0);
      terminal.prompt('(END)');
    } else if (percent !== null) terminal.prompt(`(${percent}%)`);
    if (this.#settings.tellsKeys) terminal.prompt(HINT);
    terminal.endStandout();
  }

  /** Commands, up to one that goes on: how many lines it shows; 0 for the next text. */
  *#command(nextName: string | null): Coroutine<number> {
    if (!this.#complained) this.#prompt(nextName);
    this.#complained = false;
    for (;;) {
      const typed = this.#keys.take(yield* this.#terminal.keys());
      if (typed === null) continue;
      const command = typed.key === 'repeat' ? this.#previous : typed;
      if (command === null) {
        this.#terminal.bell();
        continue;
      }
      this.#previous = command;
      const lines = yield* this.#carryOut(command, nextName);
      if (lines === null) continue;
      this.#terminal.put('\r');
      return lines;
    }
  }

  /** How many lines are to be shown; null where the prompt waits for another command. */
  *#carryOut({ key, number }: KeyCommand, nextName: string | null): Coroutine<number | null> {
    const terminal = this.#terminal;
    switch (key) {
      case 'next-screen':
        return number > 0 ? number : this.#linesPerScreen;
      case 'set-screen':
      case 'next-line':
        if (number > 0) this.#linesPerScreen = number;
        return key === 'next-line' && number === 0 ? 1 : this.#linesPerScreen;
      case 'scroll':
        if (number > 0) this.#scroll = number;
        return this.#scroll;
      case 'back':
        if (!this.fromPipe) return yield* this.#back(Math.max(1, number));
        terminal.bell();
        this.#prompt(nextName);
        return null;
      case 'skip-lines':
        return yield* this.#skip(Math.max(1, number));
      case 'skip-screens':
        return yield* this.#skip(Math.max(1, number) * this.#linesPerScreen);
      case 'redraw':
        if (this.fromPipe) break;
        this.#goTo(this.#screenStart);
        return this.#linesPerScreen;
      case 'previous-match':
        if (this.fromPipe) break;
        terminal.eraseFrom(0);
        terminal.put('\n***Back***\n\n');
        this.#complained = false;
        this.#goTo(this.#searchStart);
        return this.#linesPerScreen;
      case 'tell-line':
        this.#tell(String(this.#rows.place.line));
        return null;
      case 'tell-file': {
        const where = this.fromPipe ? '[Not a file]' : `"${this.#names[this.fileNumber] ?? ''}"`;
        this.#tell(`${where} line ${this.#rows.place.line}`);
        return null;
      }
      case 'search':
      case 'repeat-search':
        return yield* this.#searchFor(key === 'repeat-search', Math.max(1, number));
      case 'shell':
        return yield* this.#shell(nextName);
      case 'editor':
        if (this.fromPipe) break;
        return yield* this.#edit(nextName);
      case 'help':
        terminal.eraseFrom(0);
        terminal.put(helpText(this.#editor));
        this.#prompt(nextName);
        return null;
      case 'next-file':
        terminal.put('\r');
        terminal.eraseFrom(0);
        if (this.fileNumber + 1 >= this.#names.length) return yield* terminal.exit(0);
        this.#changeFile(this.fileNumber + 1, 'to');
        return 0;
      case 'previous-file':
        if (this.fromPipe) break;
        terminal.put('\r');
        terminal.eraseFrom(0);
        this.#changeFile(Math.max(0, this.fileNumber - 1), 'back to');
        return 0;
      case 'quit':
        return yield* terminal.exit(0);
      case 'repeat':
        return null;
      default:
        return assertNever(key);
    }
    // of a pipe nothing comes back
    terminal.bell();
    return null;
  }

  #goTo(place: Place): void {
    this.#rows.goTo(place);
    this.#isAtEnd = false;
  }

  *#back(screens: number): Coroutine<number> {
    this.#terminal.eraseFrom(0);
    this.#terminal.put(`...back ${screens} page${screens === 1 ? '' : 's'}\n`);
    const line = this.#rows.place.line - this.#linesPerScreen * (screens + 1) - 1;
    this.#goTo(BEGIN);
    yield* this.#rows.skipTo(Math.max(0, line));
    return this.#linesPerScreen;
  }

  *#skip(lines: number): Coroutine<number> {
    this.#terminal.put('\r');
    this.#terminal.eraseFrom(0);
    this.#terminal.put(`\n...skipping ${lines} line${lines === 1 ? '' : 's'}\n`);
    const target = this.#rows.place.line + lines;
    yield* this.#rows.skipTo(target);
    return this.#rows.place.line < target ? 0 : this.#linesPerScreen;
  }

  #tell(text: string): void {
    this.#terminal.eraseFrom(0);
    this.#terminal.promptLength = 0;
    this.#terminal.prompt(text);
  }

  #complain(text: string): void {
    this.#tell(text);
    this.#complained = true;
  }

  *#searchFor(isAgain: boolean, count: number): Coroutine<number | null> {
    const terminal = this.#terminal;
    if (isAgain && this.#pattern === null) {
      this.#complain(NO_PATTERN);
      return null;
    }
    terminal.eraseFrom(0);
    terminal.put('/');
    terminal.promptLength = 1;
    const pattern = isAgain ? (this.#pattern ?? '') : yield* terminal.line('/');
    terminal.put('\r');
    this.#pattern = pattern;
    yield* this.#search(pattern, count);
    return Math.max(1, this.#linesPerScreen - 1);
  }

  /** To two lines above the one that matches; of a pipe, behind it. */
  *#search(pattern: string, count: number): Coroutine<void> {
    const { text } = this.#rows;
    const regex = compileRegex(pattern, 'basic');
    const begin = this.#rows.place;
    this.#searchStart = begin;
    if (regex instanceof RegexProblem) return this.#complain(regex.message);
    const passed: Place[] = [begin, begin];
    for (let [here, left, read] = [begin, count, 0]; ;) {
      const end = text === null ? null : yield* text.lineEnd(here.at);
      if (end === null || text === null) break;
      const line = text.content.slice(here.at, end).replace(/\n$/, '');
      passed.push(here);
      here = { at: end, line: here.line + 1 };
      read += 1;
      if (!regex.test(line)) continue;
      left -= 1;
      if (left > 0) continue;
      if (read > (this.fromPipe ? 1 : 3)) this.#terminal.put('\n...skipping\n');
      this.#goTo(this.fromPipe ? here : (passed.at(-3) ?? begin));
      if (this.fromPipe) {
        this.#terminal.eraseFrom(0);
        this.#terminal.put(`${line}\n`);
      }
      return;
    }
    if (this.fromPipe) {
      this.#terminal.put('\nPattern not found\n');
      return yield* this.#terminal.exit(0);
    }
    this.#goTo(begin);
    this.#complain('Pattern not found');
  }

  *#shell(nextName: string | null): Coroutine<null> {
    const terminal = this.#terminal;
    terminal.eraseFrom(0);
    terminal.put('!');
    const typed = yield* terminal.line('!');
    const before = this.#shellCommand;
    if (before === '' && /(^|[^\\])!/.test(typed)) this.#complain('No previous command to substitute for');
    this.#shellCommand = typed.replace(
      /\\([!%])|([!%])/g,
      (_, plain: string | undefined, sign: string) =>
        plain ?? (sign === '!' ? before : (this.#names[this.fileNumber] ?? '')),
    );
    terminal.put('\n');
    const shell = this.#process.env.get('SHELL') ?? '/bin/sh';
    const name = shell.slice(shell.lastIndexOf('/') + 1);
    return yield* this.#run(shell, [name, '-c', this.#shellCommand], nextName);
  }

  *#edit(nextName: string | null): Coroutine<null> {
    const editor = this.#editor;
    const name = editor.slice(editor.lastIndexOf('/') + 1);
    const { line } = this.#rows.place;
    const target = line - this.#linesPerScreen <= 0 ? 1 : line - Math.trunc((this.#linesPerScreen + 1) / 2);
    const where = name === 'vi' || name === 'ex' ? ['-c', String(target)] : [`+${target}`];
    const file = this.#names[this.fileNumber] ?? '';
    this.#terminal.eraseFrom(0);
    this.#terminal.put([editor, ...where, file].join(' '));
    return yield* this.#run(editor, [name, ...where, file], nextName);
  }

  get #editor(): string {
    const { env } = this.#process;
    return env.get('VISUAL') ?? env.get('EDITOR') ?? DEFAULT_EDITOR;
  }

  /** Another program has the terminal for a while. */
  *#run(program: string, argv: readonly string[], nextName: string | null): Coroutine<null> {
    const { sys, env } = this.#process;
    const terminal = this.#terminal;
    yield* terminal.giveBack();
    const child = yield* sys.fork(function* () {
      for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTSTP'] as const) yield* sys.sigaction(signal, 'default');
      yield* execvp(sys, argv, env, program);
      yield* sys.write(2, 'exec failed\n');
      return 1;
    });
    if (!failed(child)) {
      for (const signal of ['SIGINT', 'SIGQUIT'] as const) yield* sys.sigaction(signal, 'ignore');
      while (failed(yield* sys.wait4(child)));
    }
    yield* terminal.catchSignals();
    yield* terminal.takeKeys();
    terminal.put(RULE);
    terminal.promptLength = 0;
    this.#prompt(nextName);
    return null;
  }

  #changeFile(number: number, direction: 'to' | 'back to'): void {
    this.#terminal.put(`\n...Skipping \n...Skipping ${direction} file ${this.#names[number] ?? ''}\n\n`);
    // the loop over the files goes on to the next one
    this.fileNumber = number - 1;
  }
}

function scrollOf(rows: number): number {
  return Math.max(1, Math.trunc(rows / 2) - 1);
}
