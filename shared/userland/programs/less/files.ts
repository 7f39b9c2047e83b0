// Which files are there to be shown, which is shown, and why can one not be? Each is left where it was, and found there again.

import { failed } from '../../program.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { END_OF_COMMAND } from './console.ts';
import { HELP_TEXT } from './help-text.ts';
import { isControl } from './rows.ts';
import { Text } from './text.ts';
import type { Console } from './console.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd, Sys } from '../../sys.ts';
import type { Place, Screen } from './screen.ts';
import type { RowSource } from './rows.ts';
import type { Settings } from './settings.ts';

const STDIN: Fd = 0;
export const STANDARD_INPUT = '-';
export const MISSING_NAME = 'Missing filename ("less --help" for help)';

export interface OpenFile {
  readonly name: string;
  place: Place | null;
  /** Standard input is read once: what was read of it is kept. */
  kept: Text | null;
  readonly isHelp: boolean;
}

/** Bytes that are no text, of the first ones of a file: more than so many make it a binary file. */
const MOST_STRANGE = 5;
const LOOKED_AT = 256;
/** How a compiled program begins; those of the lab have little else in them. */
const COMPILED = '\u007fELF';

export class FileList {
  readonly #sys: Sys;
  readonly #console: Console;
  readonly #screen: Screen;
  readonly #rows: RowSource;
  readonly #settings: Settings;
  #files: readonly OpenFile[];
  current: OpenFile | null = null;
  /** It was just opened, and no prompt has told its name. */
  isNew = false;
  /** Typed whenever a file is opened (++). */
  everyFirst: string | null = null;

  constructor(
    sys: Sys,
    console: Console,
    screen: Screen,
    rows: RowSource,
    settings: Settings,
    names: readonly string[],
  ) {
    this.#sys = sys;
    this.#console = console;
    this.#screen = screen;
    this.#rows = rows;
    this.#settings = settings;
    this.#files = [...new Set(names)].map(named);
  }

  get count(): number {
    return this.#files.length;
  }

  /** From 1. */
  get number(): number {
    return this.current === null ? 0 : this.#files.indexOf(this.current) + 1;
  }

  get next(): OpenFile | null {
    return this.current === null ? null : (this.#files[this.number] ?? null);
  }

  /** The nth after this one, or the first one after it that can be shown. */
  *showNext(count: number): Coroutine<boolean> {
    return yield* this.#step(count, 1);
  }

  *showPrevious(count: number): Coroutine<boolean> {
    return yield* this.#step(count, -1);
  }

  *showFirst(): Coroutine<boolean> {
    for (let first = this.#files[0]; first !== undefined;) {
      if (yield* this.show(first)) return true;
      const again = this.#files[0];
      first = again === first ? undefined : again;
    }
    return false;
  }

  *showNumber(number: number): Coroutine<boolean> {
    const file = this.#files[number - 1];
    return file !== undefined && (yield* this.show(file));
  }

  /** A name that is typed is entered behind the file that is shown. */
  *showNamed(name: string): Coroutine<boolean> {
    const known = this.#files.find((file) => file.name === name && !file.isHelp);
    const file = known ?? named(name);
    if (known === undefined) this.#enter(file);
    return yield* this.show(file);
  }

  *showHelp(): Coroutine<void> {
    const file: OpenFile = { ...named(''), isHelp: true };
    this.#enter(file);
    yield* this.show(file);
  }

  /** Takes the file that is shown from the list and shows its neighbour. False where it is the only one. */
  *remove(): Coroutine<boolean> {
    const old = this.current;
    const other = this.next ?? this.#files[this.number - 2];
    if (old === null || other === undefined) return false;
    if (yield* this.show(other)) this.#files = this.#files.filter((file) => file !== old);
    return true;
  }

  /** The file is closed while something else has the terminal. */
  *leave(): Coroutine<OpenFile | null> {
    const left = this.current;
    yield* this.#close();
    return left;
  }

  /** False when it can't be shown; what was shown before is shown again. */
  *show(file: OpenFile): Coroutine<boolean> {
    if (file === this.current) return true;
    const before = yield* this.leave();
    const text = yield* this.#open(file);
    if (typeof text === 'string') {
      if (text !== '') yield* this.#screen.message(text);
      this.#files = this.#files.filter((other) => other !== file);
      if (before !== null) yield* this.show(before);
      return false;
    }
    if (before?.isHelp === true) this.#files = this.#files.filter((other) => other !== before);
    this.current = file;
    this.isNew = true;
    this.#rows.text = text;
    if (this.everyFirst !== null) this.#console.unread([...this.everyFirst, END_OF_COMMAND]);
    this.#console.anyDisplay = true;
    this.#screen.forget();
    this.#screen.forgetEnd();
    this.#screen.initial = file.place;
    return true;
  }

  *#step(count: number, direction: 1 | -1): Coroutine<boolean> {
    const from = this.current;
    let at = this.number - 1 + direction * count;
    for (;;) {
      const file = this.#files[at];
      if (file === undefined) return false;
      if (yield* this.show(file)) return true;
      if (this.current === null && from !== null) return false;
      if (direction < 0) at -= 1;
    }
  }

  #enter(file: OpenFile): void {
    const at = this.number;
    this.#files = [...this.#files.slice(0, at), file, ...this.#files.slice(at)];
  }

  *#close(): Coroutine<void> {
    const { text } = this.#rows;
    if (this.current === null || text === null) return;
    this.current.place = this.#screen.place();
    if (this.current.name === STANDARD_INPUT) this.current.kept = text;
    else if (!this.current.isHelp) yield* this.#sys.close(text.fd);
    this.#rows.text = null;
    this.current = null;
  }

  /** Or why not; '' where that has been said. */
  *#open(file: OpenFile): Coroutine<Text | string> {
    if (file.kept !== null) return file.kept;
    if (file.isHelp) {
      const help = new Text(this.#sys, STDIN, true, null);
      help.content = HELP_TEXT;
      help.ended = true;
      return help;
    }
    if (file.name === STANDARD_INPUT) return new Text(this.#sys, STDIN, false, this.#console);
    const { name } = file;
    const stat = yield* this.#sys.stat(name);
    if (failed(stat)) return `${name}: ${strerror(stat.errno)}`;
    if (!this.#settings.forceOpen && stat.kind === 'directory') return `${name} is a directory`;
    if (!this.#settings.forceOpen && stat.kind !== 'file')
      return `${name} is not a regular file (use -f to see it)`;
    const fd = yield* this.#sys.open(name);
    if (failed(fd)) return `${name}: ${strerror(fd.errno)}`;
    // a file of /proc says that it is empty, and is read to see
    const text = new Text(this.#sys, fd, stat.kind === 'file' && stat.size > 0, this.#console);
    if (text.seekable) yield* text.readToEnd();
    else if (stat.kind === 'directory') yield* this.#screen.message('read error');
    if (this.#settings.forceOpen || !looksBinary(text.content, this.#settings.rawControls === 'onplus'))
      return text;
    if (yield* this.#ask(`"${name}" may be a binary file.  See it anyway? `)) return text;
    yield* this.#sys.close(fd);
    return '';
  }

  *#ask(question: string): Coroutine<boolean> {
    if (this.#console.anyDisplay) this.#console.clearLine();
    this.#console.put(question);
    const key = yield* this.#console.typedKey();
    if (this.#console.anyDisplay) this.#console.clearLine();
    else this.#console.put('\n');
    return key === 'y' || key === 'Y';
  }
}

function named(name: string): OpenFile {
  return { name, place: null, kept: null, isHelp: false };
}

function looksBinary(content: string, hasColours: boolean): boolean {
  if (content.startsWith(COMPILED)) return true;
  const start = content.slice(0, LOOKED_AT);
  // eslint-disable-next-line no-control-regex -- it is the subject
  const looked = hasColours ? start.replace(/\u001b\[[\d;]*m/g, '') : start;
  return [...looked].filter(isStrange).length > MOST_STRANGE;
}

function isStrange(character: string): boolean {
  return (isControl(character) && !'\b\t\n\f\r'.includes(character)) || character === '\ufffd';
}
