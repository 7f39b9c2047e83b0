// read and mapfile (bash(1), read builtin)

import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import { builtinError, invalidOption } from '../errors.ts';
import { assignArray, assignText } from '../expand/assign.ts';
import { actOnSignals } from '../safe-point.ts';
import type { Shell } from '../shell.ts';
import { restarting } from '../wait-pid.ts';

const SYNOPSIS = 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]'; // prettier-ignore

interface Request {
  readonly raw: boolean;
  readonly silent: boolean;
  readonly array: string | null;
  readonly delimiter: string;
  readonly count: number | null;
  readonly prompt: string | null;
  readonly fd: Fd;
  readonly names: readonly string[];
}

interface Line {
  /** Characters that a backslash protects from splitting are marked by a NUL before them. */
  readonly text: string;
  readonly ended: boolean;
}

export function* read(shell: Shell, args: readonly string[]): Coroutine<number> {
  const request = parse(args);
  if (typeof request === 'string') return yield* invalidOption(shell, request, SYNOPSIS);
  const wrong = request.names.find((name) => !/^[A-Za-z_][A-Za-z_0-9]*$/.test(name));
  if (wrong !== undefined) {
    yield* builtinError(shell, `\`${wrong}': not a valid identifier`);
    return 1;
  }
  const terminal = yield* shell.sys.isatty(request.fd);
  if (request.prompt !== null && terminal) yield* shell.sys.writePrompt(2, request.prompt);
  const silent = terminal && request.silent ? yield* silence(shell, request.fd) : null;
  const line = yield* readLine(shell, request);
  if (silent !== null) yield* shell.sys.tcsetattr(request.fd, silent);
  if (line === null) return 128 + 2;
  if (shell.skip !== null) return shell.status;
  yield* store(shell, request, line.text);
  return line.ended ? 0 : 1;
}

function parse(args: readonly string[]): Request | string {
  const options = new Map<string, string>();
  let at = 0;
  for (; /^-./.test(args[at] ?? ''); at += 1) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const option = word.charAt(letter);
      if ('ers'.includes(option)) options.set(option, '');
      else if ('adinNptu'.includes(option)) {
        const joined = word.slice(letter + 1);
        options.set(option, joined !== '' ? joined : (args[(at += 1)] ?? ''));
        break;
      } else return `-${option}`;
    }
  }
  const count = options.get('n') ?? options.get('N');
  return {
    raw: options.has('r'),
    silent: options.has('s'),
    array: options.get('a') ?? null,
    delimiter: options.has('d') ? (options.get('d')?.charAt(0) ?? '\0') || '\0' : '\n',
    count: count === undefined ? null : Number(count),
    prompt: options.get('p') ?? null,
    fd: Number(options.get('u') ?? 0),
    names: args.slice(at),
  };
}

function* silence(shell: Shell, fd: Fd) {
  const modes = yield* shell.sys.tcgetattr(fd);
  if (failed(modes)) return null;
  yield* shell.sys.tcsetattr(fd, { ...modes, echo: false });
  return modes;
}

/** Null when it was interrupted. One character at a time: the rest of the input is somebody else's. */
function* readLine(shell: Shell, request: Request): Coroutine<Line | null> {
  let text = '';
  let escaped = false;
  let length = 0;
  for (;;) {
    if (request.count !== null && length >= request.count) return { text, ended: true };
    const character = yield* readOne(shell, request.fd);
    if (failed(character)) return character.errno === 'EINTR' ? null : { text, ended: false };
    if (character === '') return { text, ended: false };
    if (escaped) {
      escaped = false;
      if (character !== '\n') text += `\0${character}`;
    } else if (character === '\\' && !request.raw) escaped = true;
    else if (character === request.delimiter) return { text, ended: true };
    else text += character;
    length += 1;
  }
}

/** A trap that comes while it waits runs at once, and the wait goes on. */
function* readOne(shell: Shell, fd: Fd): Coroutine<string | Failure> {
  for (;;) {
    const read = yield* restarting(shell, () => shell.sys.read(fd, 1));
    if (!failed(read) || read.errno !== 'EINTR') return read;
    yield* actOnSignals(shell);
    if (shell.skip !== null) return read;
  }
}

function* store(shell: Shell, request: Request, text: string): Coroutine<void> {
  const ifs = shell.variables.text('IFS') ?? ' \t\n';
  if (request.array !== null) {
    const items = splitLine(text, ifs, Infinity).map((field) => ({ index: null, text: field }));
    yield* assignArray(shell, request.array, items, false);
  } else if (request.names.length === 0) yield* assignText(shell, 'REPLY', text.replaceAll('\0', ''));
  else {
    const fields = splitLine(text, ifs, request.names.length);
    for (const [index, name] of request.names.entries()) yield* assignText(shell, name, fields[index] ?? '');
  }
}

/** The last field takes all that is left, without the white space around it. */
function splitLine(text: string, ifs: string, most: number): readonly string[] {
  const white = [...ifs].filter((character) => ' \t\n'.includes(character)).join('');
  const fields: string[] = [];
  let at = skip(text, 0, white);
  while (at < text.length && fields.length < most - 1) {
    let field = '';
    for (; at < text.length && !ifs.includes(text.charAt(at)); at += 1) {
      if (text[at] === '\0') at += 1;
      field += text.charAt(at);
    }
    fields.push(field);
    at = skip(text, at, white);
    if (at < text.length && ifs.includes(text.charAt(at)) && !white.includes(text.charAt(at)))
      at = skip(text, at + 1, white);
  }
  if (at < text.length || fields.length === 0)
    fields.push(trimEnd(text.slice(at), white).replaceAll('\0', ''));
  return fields;
}

function skip(text: string, from: number, set: string): number {
  let at = from;
  while (at < text.length && set.includes(text.charAt(at))) at += 1;
  return at;
}

function trimEnd(text: string, white: string): string {
  let end = text.length;
  while (end > 0 && white.includes(text.charAt(end - 1)) && text[end - 2] !== '\0') end -= 1;
  return text.slice(0, end);
}

/** mapfile [-t] [array]: each line an element. */
export function* mapfile(shell: Shell, args: readonly string[]): Coroutine<number> {
  const names = args.filter((arg) => !arg.startsWith('-'));
  let text = '';
  for (;;) {
    const part = yield* restarting(shell, () => shell.sys.read(0));
    if (failed(part) || part === '') break;
    text += part;
  }
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const items = lines.map((line) => ({
    index: null,
    text: args.includes('-t') ? line.replace(/\n$/, '') : line,
  }));
  return (yield* assignArray(shell, names[0] ?? 'MAPFILE', items, false)) ? 0 : 1;
}
