// How was the shell started? (bash(1), OPTIONS and INVOCATION)

import { notAvailable } from '../libc/left-out-option.ts';
import { isSetOption, isShellOption, optionOfLetter } from './options.ts';
import type { SetOption, ShellOption } from './options.ts';

export interface Invocation {
  /** -c: the commands. */
  readonly command: string | null;
  /** The file to read; null for standard input. */
  readonly script: string | null;
  /** What follows: $0 first with -c, else $1. */
  readonly args: readonly string[];
  readonly forcedInteractive: boolean;
  /** -s. */
  readonly standardInput: boolean;
  readonly login: boolean;
  readonly profileFiles: boolean;
  readonly rcFile: string | null;
  readonly on: readonly SetOption[];
  readonly off: readonly SetOption[];
  readonly shellOptions: readonly ShellOption[];
  /** --version and --help only tell something. */
  readonly tells: 'version' | 'help' | null;
}

/** Or what is wrong with it, as bash words it after its name. */
export function parseInvocation(argv: readonly string[]): Invocation | string {
  return new InvocationParser(argv).parse();
}

/** As dash words it. */
export function dashMistake(message: string): string {
  if (message.startsWith('-c: ')) return '0: -c requires an argument';
  const option = /^[-+](.).*: invalid option$/.exec(message)?.[1];
  return option === undefined ? message : `0: Illegal option -${option}`;
}

const LONG_WITHOUT_ARGUMENT = [
  '--noediting',
  '--posix',
  '--verbose',
  '--debug',
  '--debugger',
  '--restricted',
];
/** (fidelity: options) */
const LEFT_OUT = ['--dump-strings', '--dump-po-strings', '--pretty-print'];

class InvocationParser {
  readonly #argv: readonly string[];
  #at = 1;
  #wantsCommand = false;
  #interactive = false;
  #standardInput = false;
  #login: boolean;
  #profileFiles = true;
  #rcFile: string | null = '~/.bashrc';
  #tells: Invocation['tells'] = null;
  readonly #on: SetOption[] = [];
  readonly #off: SetOption[] = [];
  readonly #shellOptions: ShellOption[] = [];

  constructor(argv: readonly string[]) {
    this.#argv = argv;
    this.#login = argv[0]?.startsWith('-') === true;
  }

  parse(): Invocation | string {
    for (; /^[-+]./.test(this.#argv[this.#at] ?? ''); this.#at += 1) {
      const word = this.#argv[this.#at] ?? '';
      if (word === '--') {
        this.#at += 1;
        break;
      }
      const wrong = word.startsWith('--') ? this.#long(word) : this.#letters(word);
      if (wrong !== null) return wrong;
    }
    if (this.#argv[this.#at] === '-') this.#at += 1;
    return this.#result();
  }

  #result(): Invocation | string {
    let rest = this.#argv.slice(this.#at);
    const [first] = rest;
    if (this.#wantsCommand && first === undefined) return '-c: option requires an argument';
    const command = this.#wantsCommand ? (first ?? '') : null;
    const script = command === null && !this.#standardInput ? (first ?? null) : null;
    if (command !== null || script !== null) rest = rest.slice(1);
    return {
      command,
      script,
      args: rest,
      forcedInteractive: this.#interactive,
      standardInput: this.#standardInput,
      login: this.#login,
      profileFiles: this.#profileFiles,
      rcFile: this.#rcFile,
      on: this.#on,
      off: this.#off,
      shellOptions: this.#shellOptions,
      tells: this.#tells,
    };
  }

  #long(word: string): string | null {
    if (word === '--login') this.#login = true;
    else if (word === '--norc') this.#rcFile = null;
    else if (word === '--noprofile') this.#profileFiles = false;
    else if (word === '--version') this.#tells = 'version';
    else if (word === '--help') this.#tells = 'help';
    else if (word === '--rcfile' || word === '--init-file') return this.#startupFile(word);
    else if (LEFT_OUT.includes(word)) return notAvailable(word);
    else if (!LONG_WITHOUT_ARGUMENT.includes(word)) return `${word}: invalid option`;
    return null;
  }

  #startupFile(word: string): string | null {
    const file = this.#argv[(this.#at += 1)];
    this.#rcFile = file ?? null;
    return file === undefined ? `${word.slice(2)}: option requires an argument` : null;
  }

  #letters(word: string): string | null {
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'c') this.#wantsCommand = true;
      else if (letter === 'i') this.#interactive = true;
      else if (letter === 's') this.#standardInput = true;
      else if (letter === 'l') this.#login = true;
      else if (letter === 'o' || letter === 'O') {
        const name = this.#argv[(this.#at += 1)] ?? '';
        if (!this.#named(letter, name, on))
          return letter === 'o'
            ? `line 0: ${this.#argv[0] ?? 'bash'}: ${name}: invalid option name`
            : `${name}: invalid shell option name`;
      } else {
        const option = optionOfLetter(letter);
        if (option === undefined) return `${word.charAt(0)}${letter}: invalid option`;
        (on ? this.#on : this.#off).push(option);
      }
    }
    return null;
  }

  #named(letter: 'o' | 'O', name: string, on: boolean): boolean {
    if (letter === 'o' && isSetOption(name)) (on ? this.#on : this.#off).push(name);
    else if (letter === 'O' && isShellOption(name)) this.#shellOptions.push(name);
    else return false;
    return true;
  }
}
