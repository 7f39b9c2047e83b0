// What is the value of a parameter: a variable, a positional or a special one? (bash(1), PARAMETERS)

import type { Coroutine } from '../program.ts';
import { currentLine } from './errors.ts';
import { SET_OPTIONS, SHELL_OPTIONS } from './options.ts';
import { printCommand } from './print-command.ts';
import { readNow } from '../libc/machine-facts.ts';
import { politeDirectory } from './job-text.ts';
import type { Call, Shell } from './shell.ts';
import { indexed, scalar, scalarOf } from './variables.ts';
import type { Value } from './variables.ts';

export const BASH_VERSION = '5.2.15(1)-release';

/** The order of the letters in $-. */
const FLAG_ORDER = 'abefhikmnprtuvxBCDEGHIPTcs';

/** The value by name, without index; null when unset. `@` and `*` are lists, made elsewhere. */
export function* parameterText(shell: Shell, name: string): Coroutine<string | null> {
  if (/^[0-9]+$/.test(name)) return name === '0' ? shell.name : (shell.positional[Number(name) - 1] ?? null);
  const special = shell.dialect === 'dash' && name === '_' ? undefined : SPECIAL[name]?.(shell);
  if (special !== undefined) return special;
  return scalarOf(yield* parameterValue(shell, name));
}

export function* parameterValue(shell: Shell, name: string): Coroutine<Value | null> {
  if (shell.dialect === 'dash') return shell.variables.get(name)?.value ?? null;
  if (name === 'SECONDS')
    return scalar(String(Math.floor((yield* shell.sys.clock()) / 1000) - shell.secondsOrigin));
  if (name === 'EPOCHSECONDS') return scalar(String(Math.floor(yield* readNow(shell.sys))));
  const dynamic = DYNAMIC[name]?.(shell);
  if (dynamic !== undefined) return dynamic;
  return shell.variables.get(name)?.value ?? null;
}

/** Variables that are made when they are looked at and can't be assigned by arithmetic: looked up without a system call. */
export function variableText(shell: Shell, name: string): string | null {
  const dynamic = shell.dialect === 'dash' ? undefined : DYNAMIC[name]?.(shell);
  return dynamic === undefined ? shell.variables.text(name) : scalarOf(dynamic);
}

const SPECIAL: Readonly<Record<string, (shell: Shell) => string | null>> = {
  '?': (shell) => String(shell.status),
  $: (shell) => String(shell.dollarPid),
  '!': (shell) => (shell.lastAsyncPid === null ? null : String(shell.lastAsyncPid)),
  '#': (shell) => String(shell.positional.length),
  '-': (shell) => optionLetters(shell),
  _: (shell) => shell.lastArgument,
};

const DYNAMIC: Readonly<Record<string, (shell: Shell) => Value | null>> = {
  BASHPID: (shell) => scalar(String(shell.pid)),
  BASH_SUBSHELL: (shell) => scalar(String(shell.subshellLevel)),
  LINENO: (shell) => scalar(String(currentLine(shell))),
  PIPESTATUS: (shell) => indexed(shell.pipeStatus.map(String)),
  FUNCNAME: (shell) => indexed(withMain(shell, 'main', (call) => call.name)),
  BASH_LINENO: (shell) => indexed(withMain(shell, '0', (call) => String(call.line))),
  BASH_SOURCE: (shell) => indexed(withMain(shell, shell.name, (call) => call.source)),
  DIRSTACK: (shell) =>
    indexed(
      [shell.variables.text('PWD') ?? '', ...shell.directories].map((path) =>
        politeDirectory(path, shell.variables.text('HOME')),
      ),
    ),
  HISTCMD: (shell) => scalar(String(shell.history.length + (shell.interactiveShell ? 1 : 0))),
  BASHOPTS: (shell) => scalar(SHELL_OPTIONS.filter((name) => shell.shellOptions.has(name)).join(':')),
  SHELLOPTS: (shell) =>
    scalar(SET_OPTIONS.flatMap(([name]) => (shell.options.has(name) ? [name] : [])).join(':')),
  BASH_COMMAND: (shell) => scalar(commandText(shell)),
  BASH_EXECUTION_STRING: (shell) => (shell.executionString === null ? null : scalar(shell.executionString)),
  BASH_ARGV0: (shell) => scalar(shell.name),
  GROUPS: (shell) => indexed([String(shell.euid)]),
  SRANDOM: (shell) => scalar(String(nextRandom(shell) * 65_536 + nextRandom(shell))),
  RANDOM: (shell) => scalar(String(nextRandom(shell))),
};

/** A script file is the outermost call of all. */
function withMain(shell: Shell, main: string, of: (call: Call) => string): readonly string[] {
  const inFile = shell.invocation === 'file' && (shell.calls.length > 0 || main === shell.name);
  return inFile ? [...shell.calls.map(of), main] : shell.calls.map(of);
}

/** The options that dash has, in its order. */
const DASH_ORDER = 'efIimnsxvVECabu';

export function optionLetters(shell: Shell): string {
  const letters = new Set<string>(shell.dialect === 'bash' && shell.startup === 'command' ? ['c'] : []);
  for (const [option, letter] of SET_OPTIONS)
    if (letter !== null && shell.options.has(option)) letters.add(letter);
  if (shell.interactiveShell) for (const letter of 'is') letters.add(letter);
  if (shell.dialect === 'dash') {
    if (shell.invocation === 'input') letters.add('s');
    return [...DASH_ORDER].filter((letter) => letters.has(letter)).join('');
  }
  return [...FLAG_ORDER].filter((letter) => letters.has(letter)).join('');
}

function commandText({ currentCommand }: Shell): string {
  return currentCommand === null ? '' : printCommand(currentCommand.command, currentCommand.source.text);
}

const MODULUS = 2_147_483_647;
const MULTIPLIER = 16_807;

/**
 * The generator of bash (brand): a seed gives the same numbers there. Without one it begins with the shell's own number,
 * so that the same inputs give the same log.
 */
function nextRandom(shell: Shell): number {
  const seed = shell.randomSeed ?? shell.pid;
  const after = Number((BigInt(seed === 0 ? 123_459_876 : seed) * BigInt(MULTIPLIER)) % BigInt(MODULUS));
  shell.randomSeed = after;
  return ((after >>> 16) ^ (after & 0xffff)) & 0x7fff;
}

/** Variables that take a value in their own way. False for any other. */
export function* assignDynamic(shell: Shell, name: string, text: string): Coroutine<boolean> {
  if (shell.dialect === 'dash') return false;
  switch (name) {
    case 'RANDOM':
      shell.randomSeed = Number(text) || 0;
      return true;
    case 'SECONDS':
      shell.secondsOrigin = Math.floor((yield* shell.sys.clock()) / 1000) - (Number(text) || 0);
      return true;
    case 'BASH_ARGV0':
      shell.name = text;
      return true;
    default:
      return name !== '_' && name !== 'BASH_EXECUTION_STRING' && DYNAMIC[name] !== undefined;
  }
}
