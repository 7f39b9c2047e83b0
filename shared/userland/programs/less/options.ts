// Which options are given in LESS and on the command line? An option's value may follow it, or stand in the next word.

import { END_OF_COMMAND } from './console.ts';
import { optionNamed, optionOf, switchedOn, switchedTo, toldOption } from './option-table.ts';
import { defaultSettings } from './settings.ts';
import type { OptionRow } from './option-table.ts';
import type { Settings } from './settings.ts';

/** What was asked for beside settings. */
export interface Given {
  readonly settings: Settings;
  /** Complaints about options, in their order. */
  readonly complaints: readonly string[];
  readonly operands: readonly string[];
  /** Typed at the start: what was given with + and -p. */
  readonly firstKeys: readonly string[];
  /** Typed whenever a file is opened: what was given with ++. */
  readonly everyFirst: string | null;
  readonly hasFirstCommand: boolean;
  readonly asksVersion: boolean;
  readonly asksHelp: boolean;
  readonly tag: string | null;
  /** An option at the end that has no value. */
  readonly unfinished: string | null;
}

const SEE_HELP = '("less --help" for help)';
/** Ends an option's value in LESS. */
const END_OF_VALUE = '$';

export function readOptions(args: readonly string[], environment: string): Given {
  const reader = new OptionReader();
  reader.scan(environment, true);
  let at = 0;
  for (; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (reader.waiting === null) {
      if (arg === '--') {
        at += 1;
        break;
      }
      if (!/^[-+]./s.test(arg)) break;
    }
    reader.scan(arg, false);
  }
  return { ...reader.given(), operands: args.slice(at) };
}

/** How a text option is set; what is wrong with it, or null. */
export function setText(settings: Settings, letter: string, value: string): string | null {
  switch (letter) {
    case 'j':
    case '#': {
      const number = /^-?(\d+|\d*\.\d+)/.exec(value)?.[0];
      if (number === undefined) return letter === 'j' ? 'Invalid line number' : 'Invalid column number';
      if (letter === 'j') settings.jumpLine = Number(number);
      else settings.shift = Number(number);
      return null;
    }
    case 'P':
      setPrompt(settings, value);
      return null;
    case 'T':
      settings.tagsFile = value;
      return null;
    case 'x':
      settings.tabStops = tabStops(value);
      return null;
    case '"':
      settings.quotes = value.length === 1 ? value + value : value;
      return null;
    case 'D':
      return `Invalid color specifier '${value}'`;
    case 'k':
      return `Cannot use lesskey file "${value}"`;
    default:
      return null;
  }
}

function tabStops(value: string): readonly number[] {
  const stops = (/^[\d, ]*/.exec(value)?.[0] ?? '')
    .split(/[, ]+/)
    .map(Number)
    .filter((stop) => stop > 0);
  const rising = stops.filter((stop, at) => at === 0 || stop > (stops[at - 1] ?? 0));
  return rising.length === 0 ? [0, 8] : [0, ...rising];
}

function setPrompt(settings: Settings, value: string): void {
  const which = { s: 'short', m: 'medium', M: 'long', '=': 'equals', h: 'help', w: 'waiting' } as const;
  const letter = value.charAt(0);
  for (const [candidate, prompt] of Object.entries(which))
    if (candidate === letter) {
      settings.prompts[prompt] = value.slice(1);
      return;
    }
  settings.prompts.short = value;
}

class OptionReader {
  /** An option whose value is the next word. */
  waiting: OptionRow | null = null;
  readonly #settings = defaultSettings();
  readonly #complaints: string[] = [];
  #firstKeys: readonly string[] = [];
  #everyFirst: string | null = null;
  #hasFirstCommand = false;
  #asks: 'version' | 'help' | null = null;
  #tag: string | null = null;

  given(): Omit<Given, 'operands'> {
    return {
      settings: this.#settings,
      complaints: this.#complaints,
      firstKeys: this.#firstKeys,
      everyFirst: this.#everyFirst,
      hasFirstCommand: this.#hasFirstCommand,
      asksVersion: this.#asks === 'version',
      asksHelp: this.#asks === 'help',
      tag: this.#tag,
      unfinished: this.waiting === null ? null : `Value is required after ${toldOption(this.waiting)}`,
    };
  }

  /** A word of options, or a value that was waited for. LESS may leave out the dash. */
  scan(word: string, isEnvironment: boolean): void {
    let rest = word;
    if (this.waiting !== null) {
      const row = this.waiting;
      this.waiting = null;
      rest = this.#valued(row, toldOption(row), rest);
      if (!isEnvironment) return;
    }
    let toNormal = false;
    while (rest !== '') {
      const letter = rest.charAt(0);
      rest = rest.slice(1);
      if (letter === ' ' || letter === '\t' || letter === END_OF_VALUE) continue;
      if (letter === '-' && !rest.startsWith('-')) {
        toNormal = rest.startsWith('+');
        if (toNormal) rest = rest.slice(1);
        continue;
      }
      if (letter === '+') {
        rest = this.#firstCommand(rest);
        continue;
      }
      const after =
        letter === '-' ? this.#named(rest.slice(1), toNormal) : this.#lettered(letter, rest, toNormal);
      if (after === null) return;
      rest = after;
    }
  }

  /** What comes after it; null where the word is given up. */
  #lettered(letter: string, rest: string, toNormal: boolean): string | null {
    const isNumber = /\d/.test(letter);
    const row = optionOf(isNumber ? 'z' : letter);
    if (row !== null) return this.#take(row, letter, isNumber ? letter + rest : rest, toNormal);
    this.#complaints.push(`There is no -${letter} option ${SEE_HELP}`);
    return null;
  }

  #named(rest: string, toNormal: boolean): string | null {
    const name = /^[^=\s]*/.exec(rest)?.[0] ?? '';
    const behind = rest.slice(name.length);
    const row = optionNamed(name);
    if (row === null || row === 'ambiguous') {
      this.#complaints.push(
        row === null
          ? `There is no ${name} option ${SEE_HELP}`
          : `${name} is an ambiguous abbreviation ${SEE_HELP}`,
      );
      return null;
    }
    if (behind.startsWith('=') && row.kind !== 'number' && row.kind !== 'text' && row.kind !== 'ignored') {
      this.#complaints.push(`The ${rest} option should not be followed by =`);
      return null;
    }
    return this.#take(row, `-${row.names[0] ?? ''}`, behind.replace(/^=/, ''), toNormal);
  }

  #take(row: OptionRow, shown: string, rest: string, toNormal: boolean): string | null {
    const settings = this.#settings;
    const normal = defaultSettings();
    switch (row.kind) {
      case 'bool':
        settings[row.setting] = toNormal ? normal[row.setting] : switchedOn(row);
        return rest;
      case 'triple':
        settings[row.setting] = toNormal ? normal[row.setting] : switchedTo(row, normal[row.setting]);
        return rest;
      case 'action':
        this.#asks = row.letter === 'V' ? 'version' : 'help';
        return rest;
      case 'ignored':
        if (row.takesValue === undefined) return rest;
        break;
      case 'number':
      case 'text':
        break;
    }
    if (rest !== '') return this.#valued(row, `-${shown}`, rest);
    this.waiting = row;
    return null;
  }

  /** Sets an option to the value that follows it; what comes after that. */
  #valued(row: OptionRow, shown: string, rest: string): string {
    if (row.kind === 'number') {
      const number = /^\s*(-?\d+)/.exec(rest);
      if (number === null) this.#complaints.push(`Number is required after ${shown.replace(/ .*/, '')}`);
      else this.#settings[row.setting] = Number(number[1]);
      return number === null ? rest : rest.slice(number[0].length);
    }
    const end = rest.indexOf(END_OF_VALUE);
    const limited = row.letter === 'x' || row.letter === 'j' || row.letter === '#';
    const value = limited
      ? (/^[-\d.,]*/.exec(rest)?.[0] ?? '')
      : end < 0 ? rest : rest.slice(0, end); // prettier-ignore
    const after = rest.slice(value.length).replace(/^\$/, '');
    if (row.letter === 'p') this.#begin(`/${value}`);
    else if (row.letter === 't') this.#tag = value;
    const problem = setText(this.#settings, row.letter, value);
    if (problem !== null) this.#complaints.push(problem);
    return after;
  }

  #firstCommand(rest: string): string {
    const end = rest.indexOf(END_OF_VALUE);
    const command = end < 0 ? rest : rest.slice(0, end);
    this.#hasFirstCommand = true;
    if (command.startsWith('+')) this.#everyFirst = command.slice(1);
    else this.#begin(command);
    return rest.slice(command.length);
  }

  #begin(keys: string): void {
    this.#hasFirstCommand = true;
    this.#firstKeys = [...keys, END_OF_COMMAND, ...this.#firstKeys];
  }
}
