// Settings of a terminal. stty(1)

import { coreutil, quote, tryHelp } from '../../libc/coreutils.ts';
import { failed } from '../../program.ts';
import { notAvailable } from '../../libc/left-out-option.ts';
import { canChange, characterNamed, parseCharacter, parseInteger } from './characters.ts';
import { combined, fixed, isOn, modeNamed, restored, saved, withMode } from './modes.ts';
import { differences, everything } from './display.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { IntegerProblem } from './characters.ts';
import type { Process } from '../../libc/process.ts';
import type { Fd, Termios, WindowSize } from '../../sys.ts';

const STDIN = 0;
const SPEED = '38400';
const UINT_MAX = 2 ** 32 - 1;
const SIZE_NAMES = ['rows', 'cols', 'columns'];

interface Request {
  readonly device: string | null;
  readonly style: 'all' | 'save' | 'changed';
  readonly settings: readonly string[];
}

export const stty = coreutil('stty', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const request = readRequest(process);
  if ('problem' in request) {
    if (request.tryHelp) return yield* tryHelp(process, request.problem);
    yield* process.error(request.problem);
    return 1;
  }
  let fd: Fd = STDIN;
  const { device } = request;
  if (device !== null) {
    const opened = yield* sys.open(device, ['O_RDONLY', 'O_NONBLOCK']);
    if (failed(opened)) {
      yield* process.error(device, opened);
      return 1;
    }
    fd = opened;
  }
  const settings = yield* sys.tcgetattr(fd);
  const size = yield* sys.windowSize(fd);
  if (failed(settings) || failed(size)) {
    yield* process.error(device ?? "'standard input'", failed(settings) ? settings : undefined);
    return 1;
  }
  if (request.settings.length > 0) return yield* change(process, fd, { settings, size }, request.settings);
  const width = size.columns > 0 ? size.columns : Number(process.env.get('COLUMNS') ?? 80);
  if (request.style === 'save') process.printLine(saved(settings));
  else
    process.print(request.style === 'all' ? everything(settings, size, width) : differences(settings, width));
  return 0;
});

interface Refused {
  readonly problem: string;
  readonly tryHelp: boolean;
}

/** Whatever begins with a dash and is no option is a setting; what stands behind -- is not looked at. */
function readRequest(process: Process): Request | Refused {
  let device: string | null = null;
  const styles = new Set<'all' | 'save'>();
  const settings: string[] = [];
  const words = [...process.args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, long] = /^--file=(.*)$/s.exec(word) ?? [];
    const [, short] = /^-F(.+)$/s.exec(word) ?? [];
    const given = long ?? short ?? (word === '-F' || word === '--file' ? words.shift() : null);
    if (given === undefined) return { problem: `invalid argument ${quote(process, word)}`, tryHelp: true };
    if (given !== null) {
      if (device !== null) return { problem: 'only one device may be specified', tryHelp: false };
      device = given;
    } else if (word === '-a' || word === '--all') styles.add('all');
    else if (word === '-g' || word === '--save') styles.add('save');
    else if (word === '--') break;
    else settings.push(word);
  }
  if (styles.size > 1)
    return { problem: 'the options for verbose and stty-readable output styles are\nmutually exclusive', tryHelp: false }; // prettier-ignore
  const [style = 'changed'] = styles;
  if (styles.size > 0 && settings.length > 0)
    return { problem: 'when specifying an output style, modes may not be set', tryHelp: false };
  return { device, style, settings };
}

interface Terminal {
  settings: Termios;
  size: WindowSize;
}

/** All of it or nothing: the words are looked at before any counts, but sizes and reports are at once. */
function* change(process: Process, fd: Fd, terminal: Terminal, words: readonly string[]): Coroutine<number> {
  const { sys } = process;
  for (const effective of [false, true]) {
    const now: Terminal = { ...terminal };
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      const problem = applied(process, now, word, rest);
      if (problem !== null) {
        if (problem.tryHelp) return yield* tryHelp(process, problem.problem);
        yield* process.error(problem.problem);
        return 1;
      }
      if (!effective) continue;
      if (word === 'size') process.printLine(`${now.size.rows} ${now.size.columns}`);
      if (word === 'speed') process.printLine(SPEED);
      if (SIZE_NAMES.includes(word)) yield* sys.setWindowSize(fd, now.size);
    }
    if (effective) yield* sys.tcsetattr(fd, now.settings);
  }
  return 0;
}

/** Applies a word, with its argument where it has one. What is wrong; null where nothing is. */
function applied(process: Process, terminal: Terminal, word: string, rest: string[]): Refused | null {
  const character = characterNamed(word);
  const isSize = SIZE_NAMES.includes(word);
  if (character !== undefined || isSize || /^(line|[io]speed)$/.test(word)) {
    const text = rest.shift();
    if (text === undefined) return { problem: `missing argument to ${quote(process, word)}`, tryHelp: true };
    if (/speed$/.test(word)) return text === SPEED ? null : leftOut(`${word} ${text}`);
    const value = character === undefined ? parseInteger(text, UINT_MAX) : parseCharacter(character, text);
    if (typeof value === 'string') return wrongInteger(process, text, value);
    if (word === 'line') return null;
    if (character === undefined) {
      const [rows, columns] = word === 'rows' ? [value, terminal.size.columns] : [terminal.size.rows, value];
      terminal.size = { rows: rows % 0x1_0000, columns: columns % 0x1_0000 };
      return null;
    }
    const { characters } = terminal.settings;
    if (characters[character] !== value && !canChange(character)) return leftOut(word);
    terminal.settings = { ...terminal.settings, characters: { ...characters, [character]: value } };
    return null;
  }
  if (word === 'size' || word === 'speed' || word === SPEED) return null;
  const changed = combined(terminal.settings, word) ?? restored(terminal.settings, word);
  if (changed !== null) {
    terminal.settings = changed;
    return null;
  }
  const how = fixed(word);
  if (
    how !== null ||
    /^(50|75|110|134|134\.5|150|200|300|600|1200|1800|2400|4800|9600|19200|57600|115200|230400)$/.test(word)
  )
    // prettier-ignore
    return how === 'always' ? null : leftOut(word);
  const on = !word.startsWith('-');
  const mode = modeNamed(on ? word : word.slice(1));
  if (mode === undefined) return { problem: `invalid argument ${quote(process, word)}`, tryHelp: true };
  if (!mode.changes && isOn(terminal.settings, mode.name) !== on) return leftOut(word);
  terminal.settings = withMode(terminal.settings, mode.name, on);
  return null;
}

function leftOut(word: string): Refused {
  return { problem: notAvailable(word), tryHelp: false };
}

function wrongInteger(process: Process, text: string, problem: IntegerProblem): Refused {
  const why = problem === 'invalid' ? '' : `: ${strerror('ERANGE')}`;
  return { problem: `invalid integer argument: ${quote(process, text)}${why}`, tryHelp: false };
}
