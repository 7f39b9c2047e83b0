// read (bash(1), read builtin; read.def)

import { strerror } from '../../../kernel/abi/errno.ts';
import { allocateText } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd, Termios } from '../../sys.ts';
import { builtinError } from '../errors.ts';
import { assignArray, assignText, mayAssign } from '../expand/assign.ts';
import { onlyChildren, reapChildren } from '../reap.ts';
import { actOnSignals } from '../safe-point.ts';
import type { Shell } from '../shell.ts';
import { restoreShellAction } from '../signals.ts';
import { builtinOptions } from './options.ts';
import type { BuiltinOptions } from './options.ts';

const FAILURE = 1;
const SIGNALLED_ALARM = 142;
const INTERRUPTED = 130;
const NAME = /^[A-Za-z_][A-Za-z_0-9]*(\[.+\])?$/;

interface Request {
  readonly raw: boolean;
  readonly silent: boolean;
  readonly array: string | null;
  /** Null: nothing ends the line but the count (-N). */
  readonly delimiter: string | null;
  readonly count: number | null;
  readonly prompt: string | null;
  readonly timeoutMs: number | null;
  readonly fd: Fd;
  readonly names: readonly string[];
}

interface Line {
  /** Characters that a backslash protects from splitting are marked by a NUL before them. */
  readonly text: string;
  readonly ended: boolean;
}

export function* read(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(
    shell,
    args,
    shell.dialect === 'dash' ? 'p:r' : 'a:d:eEi:n:N:p:rst:u:',
  );
  if (typeof options === 'number') return options;
  const request = yield* requestOf(shell, options);
  if (request === null) return shell.dialect === 'dash' ? 2 : FAILURE;
  if (request.timeoutMs === 0) return (yield* hasInput(shell, request.fd)) ? 0 : FAILURE;
  const terminal = yield* shell.sys.isatty(request.fd);
  if (request.prompt !== null && terminal) yield* shell.sys.writePrompt(2, request.prompt);
  const modes = terminal ? yield* setModes(shell, request) : null;
  const alarm = new Alarm(shell);
  if (request.timeoutMs !== null) yield* alarm.set(request.timeoutMs);
  const line = yield* readLine(shell, request, alarm);
  if (request.timeoutMs !== null) yield* alarm.takeBack();
  if (modes !== null) yield* shell.sys.tcsetattr(request.fd, modes);
  if (line === null) return INTERRUPTED;
  if (shell.skip !== null) return shell.status;
  if (!(yield* store(shell, request, line.text))) return shell.skip === null ? FAILURE : shell.status;
  if (alarm.rang && !line.ended) return SIGNALLED_ALARM;
  return line.ended ? 0 : FAILURE;
}

/** SIGALRM for `read -t`: noted here, and nowhere else. */
class Alarm {
  rang = false;
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  *set(ms: number): Coroutine<void> {
    yield* this.#shell.sys.sigaction('SIGALRM', () => {
      this.rang = true;
    });
    yield* this.#shell.sys.alarm(ms);
  }

  *takeBack(): Coroutine<void> {
    yield* this.#shell.sys.alarm(0);
    yield* restoreShellAction(this.#shell, 'SIGALRM');
  }
}

/** -t 0: whether something could be read at once. A terminal where nobody has typed yet has nothing. */
function* hasInput(shell: Shell, fd: Fd): Coroutine<boolean> {
  const stat = yield* shell.sys.fstat(fd);
  return !failed(stat) && !(yield* shell.sys.isatty(fd));
}

/** Null, with a message, when an argument makes no sense. */
function* requestOf(shell: Shell, { on, values, operands }: BuiltinOptions): Coroutine<Request | null> {
  const timeout = values.get('t');
  if (timeout !== undefined && !/^[0-9]*\.?[0-9]*$/.test(timeout))
    return yield* refuse(shell, `${timeout}: invalid timeout specification`);
  const count = values.get('N') ?? values.get('n');
  if (count !== undefined && !/^[0-9]+$/.test(count)) return yield* refuse(shell, `${count}: invalid number`);
  const fd = values.get('u') ?? '0';
  if (!/^[0-9]+$/.test(fd)) return yield* refuse(shell, `${fd}: invalid file descriptor specification`);
  if (values.has('u') && failed(yield* shell.sys.fstat(Number(fd))))
    return yield* refuse(shell, `${fd}: invalid file descriptor: Bad file descriptor`);
  const array = values.get('a') ?? null;
  const names = array === null ? operands : [array];
  // bash looks at the others when it comes to assign to them.
  const early = shell.dialect === 'dash' ? names : names.slice(0, 1);
  const wrong = early.find((name) => !NAME.test(name));
  if (wrong !== undefined)
    return yield* refuse(shell, shell.dialect === 'dash' ? `${wrong}: bad variable name` : noName(wrong));
  if (shell.dialect === 'dash' && names.length === 0) return yield* refuse(shell, 'arg count');
  const delimiter = values.get('d');
  return {
    raw: on.includes('r'),
    silent: on.includes('s'),
    array,
    delimiter: values.has('N')
      ? null
      : delimiter === undefined
        ? '\n'
        : delimiter === ''
          ? '\0'
          : delimiter.charAt(0),
    count: count === undefined ? null : Number(count),
    prompt: values.get('p') ?? null,
    timeoutMs: timeout === undefined ? null : Number(timeout) * 1000,
    fd: Number(fd),
    names: operands,
  };
}

function noName(word: string): string {
  return `\`${word}': not a valid identifier`;
}

function* refuse(shell: Shell, message: string): Coroutine<null> {
  yield* builtinError(shell, message);
  return null;
}

/** ttfd_cbreak, ttfd_noecho: a line is not waited for where something else ends the reading. Gives back what there was, where it changed. */
function* setModes(shell: Shell, { fd, silent, count, delimiter }: Request): Coroutine<Termios | null> {
  const byKey = count !== null || delimiter !== '\n';
  const modes = silent || byKey ? yield* shell.sys.tcgetattr(fd) : null;
  if (modes === null || failed(modes)) return null;
  const { echo, canonical } = modes;
  yield* shell.sys.tcsetattr(fd, { ...modes, echo: echo && !silent, canonical: canonical && !byKey });
  return modes;
}

/** Null when it was interrupted. One character at a time: the rest of the input is somebody else's. */
function* readLine(shell: Shell, request: Request, alarm: Alarm): Coroutine<Line | null> {
  let text = '';
  let escaped = false;
  let length = 0;
  for (;;) {
    if (request.count !== null && length >= request.count) return { text, ended: true };
    const character = yield* readOne(shell, request.fd, alarm);
    if (failed(character) && character.errno !== 'EINTR' && character.errno !== 'EAGAIN')
      yield* builtinError(shell, `read error: ${request.fd}: ${strerror(character.errno)}`);
    if (failed(character)) return character.errno === 'EINTR' && !alarm.rang ? null : { text, ended: false };
    if (character === '') return { text, ended: false };
    if (escaped) {
      escaped = false;
      if (character === '\n') continue;
      text += `\0${character}`;
    } else if (character === '\\' && !request.raw) {
      escaped = true;
      continue;
    } else if (character === request.delimiter) return { text, ended: true };
    else text += character;
    length += 1;
    allocateText(length);
  }
}

/** A trap that comes while it waits runs at once, and the wait goes on. */
function* readOne(shell: Shell, fd: Fd, alarm: Alarm): Coroutine<string | Failure> {
  for (;;) {
    const read = yield* shell.sys.read(fd, 1);
    const ended = failed(read) && read.errno === 'EINTR';
    if (alarm.rang || (!ended && shell.inbox.signals.size === 0)) return read;
    if (ended && onlyChildren(shell)) {
      yield* reapChildren(shell);
      continue;
    }
    yield* actOnSignals(shell);
    if (shell.skip !== null) return { errno: 'EINTR' };
    if (!failed(read)) return read;
  }
}

/** False where a name was refused: those after it keep what they had. */
function* store(shell: Shell, request: Request, text: string): Coroutine<boolean> {
  const ifs = shell.variables.text('IFS') ?? ' \t\n';
  if (request.array !== null) {
    const fields = request.delimiter === null ? [text.replaceAll('\0', '')] : splitLine(text, ifs, Infinity);
    const whole = fields.length === 1 && fields[0] === '' ? [] : fields;
    const items = whole.map((field) => ({ index: null, text: field, append: false }));
    yield* assignArray(shell, request.array, items, false);
    return true;
  }
  if (request.names.length === 0) return yield* storeOne(shell, 'REPLY', text.replaceAll('\0', ''));
  // -N takes what was read as it is.
  const fields =
    request.delimiter === null ? [text.replaceAll('\0', '')] : splitLine(text, ifs, request.names.length);
  for (const [index, name] of request.names.entries()) {
    if (!(yield* storeOne(shell, name, fields[index] ?? ''))) return false;
  }
  return true;
}

/** Unlike an assignment, what is refused here does not give up the line. */
function* storeOne(shell: Shell, name: string, text: string): Coroutine<boolean> {
  if (NAME.test(name)) return (yield* mayAssign(shell, name)) && (yield* assignText(shell, name, text));
  yield* builtinError(shell, noName(name));
  return false;
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
    fields.push(lastField(text, at, ifs, white).replaceAll('\0', ''));
  return fields;
}

/** One delimiter behind the last field is its end; more of them belong to it. */
function lastField(text: string, from: number, ifs: string, white: string): string {
  let end = from;
  while (end < text.length && !ifs.includes(text.charAt(end))) end += text[end] === '\0' ? 2 : 1;
  let at = skip(text, end, white);
  if (at < text.length && ifs.includes(text.charAt(at))) at = skip(text, at + 1, white);
  return at >= text.length ? text.slice(from, end) : trimEnd(text.slice(from), white);
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
