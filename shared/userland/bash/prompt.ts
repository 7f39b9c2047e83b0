// What does a prompt say? (bash(1), PROMPTING)

import type { Coroutine } from '../program.ts';
import { giveUpExhausted } from './errors.ts';
import { nextNumber } from './history-list.ts';
import { politeDirectory } from './job-text.ts';
import { BASH_VERSION } from './parameters.ts';
import type { Shell } from './shell.ts';

/** The escapes first; then, with promptvars, parameters and commands. */
export function* promptText(shell: Shell, name: 'PS1' | 'PS2'): Coroutine<string> {
  try {
    return yield* expandPrompt(shell, shell.variables.text(name) ?? '');
  } catch (error) {
    const { status } = shell;
    yield* giveUpExhausted(shell, error);
    // Only the prompt is given up, not the line that follows it.
    shell.skip = null;
    shell.status = status;
    return '$ ';
  }
}

export function* expandPrompt(shell: Shell, text: string): Coroutine<string> {
  const decoded = shell.dialect === 'dash' ? text : decode(shell, text, yield* shell.sys.clock());
  if (!shell.shellOptions.has('promptvars') || !/[$`]/.test(decoded))
    return decoded.replaceAll(PROTECTED, '$');
  const { status } = shell;
  const expanded = yield* shell.run.quotedText(shell, decoded);
  shell.status = status;
  return expanded.replaceAll(PROTECTED, '$');
}

/** Stands for a dollar sign that is not to be expanded. */
const PROTECTED = '\x02';

function decode(shell: Shell, text: string, now: number): string {
  return text.replace(/\\(\[|\]|[0-7]{3}|D\{[^}]*\}|[\s\S])/g, (whole, escape: string) => {
    if (escape === '[' || escape === ']') return '';
    if (/^[0-7]{3}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    return ESCAPES[escape]?.(shell, now) ?? whole;
  });
}

const ESCAPES: Readonly<Record<string, (shell: Shell, now: number) => string>> = {
  u: (shell) => shell.userName,
  h: (shell) => shell.hostname.split('.')[0] ?? '',
  H: (shell) => shell.hostname,
  w: (shell) => directory(shell),
  W: (shell) => lastPart(directory(shell)),
  $: (shell) => (shell.euid === 0 ? '#' : PROTECTED),
  s: (shell) => shell.shellName,
  v: () => BASH_VERSION.split('.').slice(0, 2).join('.'),
  V: () => BASH_VERSION.replace(/\(.*/, ''),
  j: (shell) => String(shell.jobs.all().length),
  l: (shell) => (shell.terminal === null ? '' : 'tty'),
  '!': (shell) => String(nextNumber(shell)),
  '#': (shell) => String(shell.commandNumber),
  t: (_, now) => clockText(now),
  A: (_, now) => clockText(now).slice(0, 5),
  n: () => '\n',
  r: () => '\r',
  e: () => '\x1b',
  a: () => '\x07',
  '\\': () => '\\',
};

function directory(shell: Shell): string {
  return politeDirectory(shell.variables.text('PWD') ?? '', shell.variables.text('HOME'));
}

function lastPart(path: string): string {
  return path === '/' ? path : path.slice(path.lastIndexOf('/') + 1);
}

/** The simulated clock begins at midnight. */
function clockText(now: number): string {
  const seconds = Math.floor(now / 1000);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
