// ulimit (bash(1), ulimit builtin; getrlimit(2))

import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption } from '../errors.ts';
import type { Shell } from '../shell.ts';
import type { Resource } from '../../resource-limits.ts';
import { helpText } from './help-text.ts';
import { synopsisOf } from './names.ts';
import { print } from './output.ts';

const FAILURE = 1;
const USAGE = 2;

interface Limit {
  readonly option: string;
  /** In the table: the text, padded, and the unit. */
  readonly description: string;
  readonly unit: string;
  /** Null: not a limit that can be set. */
  readonly resource: Resource | null;
  /** How many of the kernel's units one unit of ulimit is. */
  readonly factor: number;
}

const LIMITS: readonly Limit[] = [
  limit('R', 'real-time non-blocking time ', 'microseconds, ', 'rttime'),
  limit('c', 'core file size             ', 'blocks, ', 'core', 1024),
  limit('d', 'data seg size              ', 'kbytes, ', 'data', 1024),
  limit('e', 'scheduling priority                ', '', 'nice'),
  limit('f', 'file size                  ', 'blocks, ', 'fsize', 1024),
  limit('i', 'pending signals                    ', '', 'sigpending'),
  limit('l', 'max locked memory          ', 'kbytes, ', 'memlock', 1024),
  limit('m', 'max memory size            ', 'kbytes, ', 'rss', 1024),
  limit('n', 'open files                         ', '', 'nofile'),
  limit('p', 'pipe size               ', '512 bytes, ', null),
  limit('q', 'POSIX message queues        ', 'bytes, ', 'msgqueue'),
  limit('r', 'real-time priority                 ', '', 'rtprio'),
  limit('s', 'stack size                 ', 'kbytes, ', 'stack', 1024),
  limit('t', 'cpu time                  ', 'seconds, ', 'cpu'),
  limit('u', 'max user processes                 ', '', 'nproc'),
  limit('v', 'virtual memory             ', 'kbytes, ', 'as', 1024),
  limit('x', 'file locks                         ', '', 'locks'),
];

/** In units of 512 bytes. (PIPE_BUF) */
const PIPE_SIZE = '8';
const NOT_IN_DASH = 'uiqexRp';
const DASH_ORDER = 'tfdscmlunvxr';

function limit(
  option: string,
  description: string,
  unit: string,
  resource: Resource | null,
  factor = 1,
): Limit {
  return { option, description, unit, resource, factor };
}

interface Request {
  readonly soft: boolean;
  readonly hard: boolean;
  readonly all: boolean;
  readonly wanted: readonly { readonly limit: Limit; readonly value: string | null }[];
}

export function* ulimit(shell: Shell, args: readonly string[]): Coroutine<number> {
  const request = yield* readRequest(shell, args);
  if (typeof request === 'number') return request;
  if (request.all) {
    let text = '';
    const limits = shell.dialect === 'bash' ? LIMITS : [...DASH_ORDER].map(limitOf);
    for (const one of limits) text += yield* tableLine(shell, one, request);
    return yield* print(shell, text);
  }
  const several = request.wanted.length > 1;
  for (const { limit: one, value } of request.wanted) {
    if (value !== null) {
      const status = yield* setLimit(shell, one, value, request);
      if (status !== 0) return status;
    } else if (several) yield* print(shell, yield* tableLine(shell, one, request));
    else yield* print(shell, `${yield* valueOf(shell, one, request.hard && !request.soft)}\n`);
  }
  return 0;
}

/** -c 0 -n: each letter may have its own value. */
function* readRequest(shell: Shell, args: readonly string[]): Coroutine<Request | number> {
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* print(shell, helpText('ulimit'));
    return USAGE;
  }
  let soft = false;
  let hard = false;
  let all = false;
  const wanted: { limit: Limit; value: string | null }[] = [];
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!/^-./.test(word)) break;
    if (word === '--') {
      at += 1;
      break;
    }
    for (let index = 1; index < word.length; index += 1) {
      const letter = word.charAt(index);
      const found = LIMITS.find(({ option }) => option === letter);
      if (letter === 'S') soft = true;
      else if (letter === 'H') hard = true;
      else if (letter === 'a') all = true;
      else if (found === undefined || (shell.dialect === 'dash' && NOT_IN_DASH.includes(letter))) {
        if (shell.dialect === 'bash') return yield* invalidOption(shell, `-${letter}`, synopsisOf('ulimit'));
        yield* builtinError(shell, `Illegal option -${letter}`);
        return USAGE;
      } else {
        const joined = word.slice(index + 1);
        // What follows a letter and is no letter is its value.
        const value = /^[0-9]/.test(joined) ? joined : joined === '' ? valueBehind(args[at + 1]) : null;
        if (value !== null && joined === '') at += 1;
        wanted.push({ limit: found, value });
        if (value !== null) break;
      }
    }
  }
  const size = LIMITS.find(({ option }) => option === 'f');
  const [rest, second] = args.slice(at);
  if (wanted.length === 0 && size !== undefined) wanted.push({ limit: size, value: rest ?? null });
  else if (shell.dialect === 'dash' && second !== undefined) {
    yield* builtinError(shell, 'too many arguments');
    return USAGE;
  } else if (rest !== undefined && wanted[wanted.length - 1]?.value === null)
    wanted.splice(-1, 1, { limit: wanted[wanted.length - 1]?.limit ?? limitOf('f'), value: rest });
  return { soft, hard, all, wanted };
}

function limitOf(option: string): Limit {
  return LIMITS.find((candidate) => candidate.option === option) ?? limit('f', '', '', 'fsize');
}

function valueBehind(word: string | undefined): string | null {
  return word === undefined || /^-./.test(word) ? null : word;
}

function* tableLine(shell: Shell, one: Limit, { soft, hard }: Request): Coroutine<string> {
  const value = yield* valueOf(shell, one, hard && !soft);
  if (shell.dialect === 'dash') return `${(DASH_NAMES[one.option] ?? '').padEnd(20)} ${value}\n`;
  return `${one.description} (${one.unit}-${one.option}) ${value}\n`;
}

/** As dash names them; its letters for processes and locks are p and w. */
const DASH_NAMES: Readonly<Record<string, string>> = {
  t: 'time(seconds)', f: 'file(blocks)', d: 'data(kbytes)', s: 'stack(kbytes)', c: 'coredump(blocks)', m: 'memory(kbytes)',
  l: 'locked memory(kbytes)', u: 'process', n: 'nofiles', v: 'vmemory(kbytes)', x: 'locks', r: 'rtprio',
}; // prettier-ignore

function* valueOf(shell: Shell, one: Limit, hard: boolean): Coroutine<string> {
  if (one.resource === null) return PIPE_SIZE;
  const { soft, hard: most } = yield* shell.sys.getrlimit(one.resource);
  const value = hard ? most : soft;
  return value === null ? 'unlimited' : String(Math.floor(value / one.factor));
}

function* setLimit(shell: Shell, one: Limit, text: string, request: Request): Coroutine<number> {
  const now = one.resource === null ? null : yield* shell.sys.getrlimit(one.resource);
  const value = now === null ? undefined : numberOf(text, one, now);
  if (value === undefined || now === null || one.resource === null) {
    yield* builtinError(shell, now === null ? 'pipe size: cannot modify limit: Invalid argument' : `${text}: ${/^[0-9]+$/.test(text) ? 'limit out of range' : 'invalid number'}`); // prettier-ignore
    return FAILURE;
  }
  const both = !request.soft && !request.hard;
  const wanted = {
    soft: request.soft || both ? value : now.soft,
    hard: request.hard || both ? value : now.hard,
  };
  const refused = yield* shell.sys.setrlimit(one.resource, wanted);
  if (!failed(refused)) return 0;
  yield* builtinError(shell, `${one.description.trim()}: cannot modify limit: ${strerror(refused.errno)}`);
  return FAILURE;
}

function numberOf(
  text: string,
  one: Limit,
  now: { readonly soft: number | null; readonly hard: number | null },
): number | null | undefined {
  if (text === 'unlimited') return null;
  if (text === 'hard') return now.hard;
  if (text === 'soft') return now.soft;
  return /^[0-9]+$/.test(text) ? Number(text) * one.factor : undefined;
}
