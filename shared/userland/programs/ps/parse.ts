// What did a command line of ps ask for? Three dialects in one line: `-ef` of UNIX, `aux` of BSD, `--forest` of GNU.
//
// A line that makes no sense is read a second time with every dash taken for BSD; that is why `ps -aux` works.

import { BadUsage, defaultSettings } from './settings.ts';
import { processId, selector } from './lists.ts';
import { gnuOption } from './parse-gnu.ts';
import { COLUMNS } from './columns.ts';
import { formatFields } from './formats.ts';
import { parseFormat } from './user-format.ts';
import { selectionTable } from './select.ts';
import { shortSortKeys } from './short-sort.ts';
import type { Names } from './lists.ts';
import type { Personality } from './personality.ts';
import type { Selector, Settings } from './settings.ts';

/** The first reading that makes sense; else what was wrong with the first. */
export function parseCommandLine(
  args: readonly string[],
  names: Names,
  personality: Personality,
): Settings | BadUsage {
  const first = read(args, names, personality, personality.forceBsd);
  if (!(first instanceof BadUsage) || first.bare || personality.forceBsd) return first;
  const second = read(args, names, { ...personality, preferBsd: true }, true);
  return second instanceof BadUsage && !second.bare ? first : second;
}

function read(
  args: readonly string[],
  names: Names,
  personality: Personality,
  forceBsd: boolean,
): Settings | BadUsage {
  const parser = new Parser(args, names, personality, forceBsd);
  const problem = parser.run();
  if (problem !== null) return new BadUsage(problem, problem === QUICK_TWICE);
  const { settings } = parser;
  if (settings.instead !== null) return settings;
  if (settings.quick !== null && settings.deselect)
    return new BadUsage('q/-q/--quick-pid cannot be used together with negation switches.', true);
  if (settings.quick !== null && settings.selectors.length > 0)
    return new BadUsage('q/-q/--quick-pid cannot be combined with other selection options.', true);
  const fields = formatFields(settings, 5);
  if (fields instanceof BadUsage) return fields;
  return selectionTable(settings) === null ? new BadUsage('process selection options conflict') : settings;
}

const QUICK_TWICE = 'q/-q/--quick-pid can only be used once.';

/** One reading of a command line. Each method answers null, or what is wrong. */
export class Parser {
  readonly settings: Settings;
  readonly #args: readonly string[];
  readonly #names: Names;
  readonly #forceBsd: boolean;
  #at = 0;
  #cluster = '';

  constructor(args: readonly string[], names: Names, personality: Personality, forceBsd: boolean) {
    this.settings = defaultSettings(personality);
    this.#args = args;
    this.#names = names;
    this.#forceBsd = forceBsd;
  }

  run(): string | null {
    for (; this.#at < this.#args.length && this.settings.instead?.what !== 'help'; this.#at += 1) {
      const problem = this.#argument(this.#args[this.#at] ?? '');
      if (problem !== null) return problem;
    }
    return null;
  }

  #argument(arg: string): string | null {
    // In the second reading, dashes are what makes it one of BSD.
    if (/^[a-zA-Z]/.test(arg))
      return this.#forceBsd && !this.settings.personality.forceBsd ? 'way bad' : this.#bsdCluster(arg);
    if (/^[\d+]|^-\d/.test(arg)) return this.#trailingPids(this.#args.slice(this.#at));
    if (/^--[a-zA-Z]/.test(arg)) return gnuOption(this, arg.slice(2));
    if (/^-[a-zA-Z]/.test(arg))
      return this.#forceBsd ? this.#bsdCluster(arg.slice(1)) : this.#unixCluster(arg.slice(1));
    return 'garbage option';
  }

  /** `ps 1 -2 +3`: a process, a group, a session; everything to the end of the line. */
  #trailingPids(words: readonly string[]): string | null {
    this.settings.bsd = true;
    this.#at = this.#args.length;
    for (const word of words) {
      const by = word.startsWith('-') ? 'pgrp' : word.startsWith('+') ? 'session' : 'pid';
      const number = processId(by === 'pid' ? word : word.slice(1));
      if (number instanceof BadUsage) return number.message;
      this.settings.selectors.push({ by, values: [number] });
    }
    return null;
  }

  /** The rest of a cluster, or the next argument; null when there is none. */
  #value(): string | null {
    if (this.#cluster !== '') {
      const rest = this.#cluster;
      this.#cluster = '';
      return rest;
    }
    return this.nextArgument();
  }

  nextArgument(): string | null {
    const next = this.#args[this.#at + 1];
    if (next === undefined || next === '') return null;
    this.#at += 1;
    return next;
  }

  select(by: Selector['by'], value: string | null, missing: string): string | null {
    if (value === null) return missing;
    const list = selector(by, value, this.#names);
    if (list instanceof BadUsage) return list.message;
    this.settings.selectors.push(list);
    return null;
  }

  quick(value: string | null, missing: string): string | null {
    if (value === null) return missing;
    if (this.settings.quick !== null) return QUICK_TWICE;
    const list = selector('pid', value, this.#names);
    if (list instanceof BadUsage) return list.message;
    this.settings.quick = list.values.map(Number);
    return null;
  }

  format(value: string | null, missing: string): string | null {
    if (value === null) return missing;
    this.settings.ownFormats.push({ option: 'o', text: value });
    return null;
  }

  addFormat(value: string | null): string | null {
    const { ownFormats } = this.settings;
    if (value === null) return 'format or sort specification must follow -O';
    if (ownFormats.length > 0) return 'option -O can not follow other format options';
    ownFormats.push({ option: 'O', text: value });
    return null;
  }

  /** `O` of BSD: a format, or the letters of an order. */
  #formatOrSort(value: string | null): string | null {
    const { ownFormats, sort } = this.settings;
    if (value === null) return 'format or sort specification must follow O';
    const keys = shortSortKeys(value);
    if (keys === null) {
      if (parseFormat(value, 5) instanceof BadUsage) return 'bad sorting code';
      if (ownFormats.length > 0) return 'option O is neither first format nor sort order';
      ownFormats.push({ option: 'O', text: value });
      return null;
    }
    if (sort.length > 0) return 'multiple sort options';
    sort.push(...keys);
    return null;
  }

  heading(header: 'none' | 'repeated'): string | null {
    if (this.settings.header !== null) return 'only one heading option may be specified';
    this.settings.header = header;
    return null;
  }

  sort(value: string | null, missing: string): string | null {
    if (value === null) return missing;
    const keys = value.replace(/[ ,]$/, '').split(/[ ,]/);
    if (keys.some((key) => key === '')) return 'improper sort list';
    if (this.settings.sort.length > 0) return 'multiple sort options';
    if (keys.some((key) => !COLUMNS.has(key.replace(/^[+-]/, '')))) return 'unknown sort specifier';
    for (const key of keys)
      this.settings.sort.push({ spec: key.replace(/^[+-]/, ''), descending: key.startsWith('-') });
    return null;
  }

  threads(kind: 'L' | 'T' | 'H' | 'm'): string | null {
    const { threads, threadLines } = this.settings;
    const pair = `${threads}${kind}`;
    if (pair === 'LT' || pair === 'TL') return "thread flags conflict; can't use both -L and -T";
    if (pair === 'Hm' || (kind === 'H' && threadLines))
      return "thread flags conflict; can't use H with m or -m";
    if (kind === 'm') this.settings.threadLines = true;
    else this.settings.threads = kind;
    return null;
  }

  /** Alone in its cluster and on the line, or it is no option. */
  exclusive(instead: NonNullable<Settings['instead']>, name: string): string | null {
    if (this.#args.length > 1 || this.#cluster !== '') return `the option is exclusive: ${name}`;
    this.settings.instead = instead;
    return null;
  }

  #unixCluster(letters: string): string | null {
    this.#cluster = letters;
    const isAlone = letters.length === 1;
    while (this.#cluster !== '') {
      const letter = this.#cluster.charAt(0);
      this.#cluster = this.#cluster.slice(1);
      if (letter === 'V' && !isAlone) return 'the option is exclusive: -V';
      const problem = this.#unixLetter(letter);
      if (problem !== null) return problem;
    }
    return null;
  }

  #unixLetter(letter: string): string | null {
    const { settings } = this;
    switch (letter) {
      case 'A':
      case 'e': settings.all = true; return null;
      case 'a':
      case 'd': settings.simple.add(`-${letter}`); return null;
      case 'N': settings.deselect = true; return null;
      case 'C': return this.select('comm', this.#value(), 'list of command names must follow -C');
      case 'G': return this.select('rgid', this.#value(), 'list of real groups must follow -G');
      case 'U': return this.select('ruid', this.#value(), 'list of real users must follow -U');
      case 'u': return this.select('euid', this.#value(), 'list of users must follow -u');
      case 'p': return this.select('pid', this.#value(), 'list of process IDs must follow -p');
      case 'q': return this.quick(this.#value(), 'List of process IDs must follow -q.');
      case 's': return this.select('session', this.#value(), 'list of session IDs must follow -s');
      case 't': return this.select('tty', this.#value(), 'list of terminals (pty, tty...) must follow -t');
      case 'g': return this.#groupOrSession(this.#value());
      case 'F': settings.flags.add('f'); settings.modifiers.add('F'); return null;
      case 'f':
      case 'l': settings.flags.add(letter); return null;
      case 'M':
      case 'Z': settings.modifiers.add('M'); return null;
      case 'P':
      case 'c':
      case 'j':
      case 'y': settings.modifiers.add(letter); return null;
      case 'H': settings.forest = 'indent'; return null;
      case 'L':
      case 'T':
      case 'm': return this.threads(letter);
      case 'O': return this.addFormat(this.#value());
      case 'o': return this.format(this.#value(), 'format specification must follow -o');
      case 'V': return this.exclusive({ what: 'version' }, '-V');
      case 'w': settings.wide += 1; return null;
      case 'x': return this.#wideCommand();
      case '-': return "embedded '-' among SysV options makes no sense";
      default: return 'unsupported SysV option';
    }
  } // prettier-ignore

  /** The -x of HP-UX. */
  #wideCommand(): string | null {
    if (!this.settings.personality.takesX) return 'must set personality to get -x option';
    this.settings.wholeCommand = true;
    return null;
  }

  #groupOrSession(value: string | null): string | null {
    if (value === null) return 'list of session leaders OR effective group names must follow -g';
    const asSessions = this.select('session', value, '');
    if (asSessions === null) return null;
    return this.select('egid', value, '') === null
      ? null
      : 'list of session leaders OR effective group IDs was invalid';
  }

  #bsdCluster(letters: string): string | null {
    this.#cluster = letters;
    this.settings.bsd = true;
    const isAlone = letters.length === 1;
    while (this.#cluster !== '') {
      const letter = this.#cluster.charAt(0);
      if ('LV'.includes(letter) && !isAlone) return `the option is exclusive: ${letter}`;
      if (/\d/.test(letter)) return this.#trailingPids([this.#cluster, ...this.#args.slice(this.#at + 1)]);
      this.#cluster = this.#cluster.slice(1);
      const problem = this.#bsdLetter(letter);
      if (problem !== null) return problem;
    }
    return null;
  }

  #bsdLetter(letter: string): string | null {
    const { settings } = this;
    switch (letter) {
      case 'A': settings.all = true; return null;
      case 'a':
      case 'g':
      case 'x': settings.simple.add(letter); return null;
      case 'S': return null;
      case 'r': settings.runningOnly = true; return null;
      case 'T': settings.selectors.push({ by: 'tty', values: ['own'] }); return null;
      case 't': return this.#bsdTerminal();
      case 'p': return this.select('pid', this.#value(), 'list of process IDs must follow p');
      case 'q': return this.quick(this.#value(), 'List of process IDs must follow q.');
      case 'U': return this.select('euid', this.#value(), 'list of users must follow U');
      case 'f': settings.forest = 'branches'; return null;
      case 'j':
      case 'l':
      case 's':
      case 'u':
      case 'v':
      case 'X': settings.flags.add(`bsd-${letter}`); return null;
      case 'Z': settings.modifiers.add('M'); return null;
      case 'H': return this.threads(letter);
      case 'M': return this.threads('m');
      case 'm': return this.#threadsOrMemory();
      case 'O': return this.#formatOrSort(this.#value());
      case 'o': return this.format(this.#value(), 'format specification must follow o');
      case 'k': return this.sort(this.#value(), "long sort specification must follow 'k'");
      case 'L': return this.exclusive({ what: 'specifiers' }, 'L');
      case 'V': return this.exclusive({ what: 'version' }, 'V');
      case 'c': settings.commOnly = true; return null;
      case 'e': settings.environ = true; return null;
      case 'h': return this.heading(settings.personality.repeatLetter ? 'repeated' : 'none');
      case 'n': settings.numeric = true; return null;
      case 'w': settings.wide += 1; return null;
      case 'W': return 'obsolete W option not supported (you have a /dev/drum?)';
      case '-': return "embedded '-' among BSD options makes no sense";
      default: return 'unsupported option (BSD syntax)';
    }
  } // prettier-ignore

  #threadsOrMemory(): string | null {
    const { personality, flags } = this.settings;
    if (!personality.memoryLetter && (!this.#forceBsd || personality.forceBsd)) return this.threads('m');
    flags.add('bsd-m');
    return null;
  }

  /** `t` alone is the own terminal. */
  #bsdTerminal(): string | null {
    const value = this.#value();
    if (value !== null) return this.select('tty', value, '');
    this.settings.selectors.push({ by: 'tty', values: ['own'] });
    return null;
  }
}
