// Which variables get their value when they are looked at? (bash(1), Shell Variables; variables.c, initialize_dynamic_variables)
//
// Unset, such a variable is an ordinary one from then on.

import { ownEntry } from '../../own-entry.ts';
import { readNow } from '../libc/machine-facts.ts';
import type { Coroutine } from '../program.ts';
import { currentLine } from './errors.ts';
import { SET_OPTIONS, SHELL_OPTIONS } from './options.ts';
import { nextNumber } from './history-list.ts';
import { printCommand } from './print-command.ts';
import { nextRandom } from './random.ts';
import type { Call, Shell } from './shell.ts';
import { emptyArray, indexed, scalar } from './variables.ts';
import type { Value, Variable } from './variables.ts';

const WORD_BREAKS = ' \t\n"\'@><=;|&(:';

interface Maker {
  readonly make: (shell: Shell) => Value | null;
  /** Its attributes, as `declare` has letters for them. */
  readonly attributes?: string;
  /** `set` lists it from the beginning, not only once it was looked at: with its value, or as an empty array. */
  readonly listed?: 'listed' | 'empty';
}

const MAKERS: Readonly<Record<string, Maker>> = {
  BASHPID: { make: (shell) => scalar(String(shell.pid)), attributes: 'i' },
  BASH_SUBSHELL: { make: (shell) => scalar(String(shell.subshellLevel)) },
  LINENO: { make: (shell) => scalar(String(currentLine(shell))) },
  PIPESTATUS: {
    make: (shell) => indexed(shell.pipeStatus.length === 0 ? [''] : shell.pipeStatus.map(String)),
    attributes: 'a',
  },
  FUNCNAME: {
    make: (shell) =>
      shell.calls.length === 0 ? null : indexed(withMain(shell, 'main', (call) => call.name)),
    attributes: 'a',
  },
  BASH_LINENO: {
    make: (shell) => indexed(withMain(shell, '0', (call) => String(call.line))),
    attributes: 'a',
    listed: 'listed',
  },
  BASH_SOURCE: {
    make: (shell) => indexed(withMain(shell, shell.name, (call) => call.source)),
    attributes: 'a',
    listed: 'listed',
  },
  BASH_ARGC: {
    make: ({ calls }) => indexed(calls.length > 0 ? [] : ['0']),
    attributes: 'a',
    listed: 'empty',
  },
  BASH_ARGV: { make: () => indexed([]), attributes: 'a', listed: 'listed' },
  DIRSTACK: {
    make: (shell) => indexed([shell.directory ?? '', ...shell.directories]),
    attributes: 'a',
    listed: 'empty',
  },
  HISTCMD: {
    make: (shell) => scalar(String(shell.startedInteractive ? nextNumber(shell) - 1 : shell.history.length)),
    attributes: 'i',
  },
  BASHOPTS: {
    make: (shell) => scalar(SHELL_OPTIONS.filter((name) => shell.shellOptions.has(name)).join(':')),
    attributes: 'r',
    listed: 'listed',
  },
  SHELLOPTS: {
    make: (shell) =>
      scalar(SET_OPTIONS.flatMap(([name]) => (shell.options.has(name) ? [name] : [])).join(':')),
    attributes: 'r',
    listed: 'listed',
  },
  BASH_COMMAND: { make: (shell) => scalar(commandText(shell)) },
  BASH_ARGV0: { make: (shell) => scalar(shell.name) },
  BASH_ALIASES: {
    make: ({ aliases }) => ({ kind: 'associative', elements: aliases }),
    attributes: 'A',
    listed: 'listed',
  },
  BASH_CMDS: {
    make: ({ hashed }) => ({
      kind: 'associative',
      elements: new Map([...hashed].map(([name, { path }]) => [name, path])),
    }),
    attributes: 'A',
    listed: 'listed',
  },
  GROUPS: { make: (shell) => indexed([String(shell.euid)]), attributes: 'a', listed: 'empty' },
  SRANDOM: {
    make: (shell) => scalar(String(nextRandom(shell) * 65_536 + nextRandom(shell))),
    attributes: 'i',
  },
  RANDOM: { make: (shell) => scalar(String(nextRandom(shell))), attributes: 'i' },
  // The three that ask the clock are made below.
  SECONDS: { make: () => null },
  COMP_WORDBREAKS: { make: () => scalar(WORD_BREAKS) },
  EPOCHSECONDS: { make: () => null },
  EPOCHREALTIME: { make: () => null },
};

export function declareMadeVariables(shell: Shell): void {
  for (const [name, { attributes = '', listed }] of Object.entries(MAKERS)) {
    shell.variables.change(name, {
      value: null,
      made: listed ?? 'unseen',
      integer: attributes.includes('i'),
      readonly: attributes.includes('r'),
      array: attributes.includes('a') ? 'indexed' : attributes.includes('A') ? 'associative' : null,
    });
  }
}

export function isMade(variable: Variable): boolean {
  return variable.made !== null;
}

export function* makeValue(shell: Shell, name: string): Coroutine<Value | null> {
  if (name === 'SECONDS') shell.variables.change(name, { integer: true });
  if (name === 'SECONDS')
    return scalar(String(Math.floor((yield* shell.sys.clock()) / 1000) - shell.secondsOrigin));
  if (name === 'EPOCHSECONDS') return scalar(String(Math.floor(yield* readNow(shell.sys))));
  if (name === 'EPOCHREALTIME') return scalar((yield* readNow(shell.sys)).toFixed(6));
  return makeSilently(shell, name);
}

/** The same without a system call: null for what asks the clock. */
export function makeSilently(shell: Shell, name: string): Value | null {
  const meant = shell.variables.resolve(name);
  const now = shell.variables.own(meant)?.made;
  if (now === 'unseen' || now === 'empty') shell.variables.changeOwn(meant, { made: 'listed' });
  return ownEntry(MAKERS, meant)?.make(shell) ?? null;
}

/** An assignment that such a variable takes in its own way, or not at all. False for any other. */
export function* assignMade(shell: Shell, name: string, text: string): Coroutine<boolean> {
  if ((shell.variables.get(name)?.made ?? null) === null) return false;
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
      return true;
  }
}

/** A script file is the outermost call of all. */
function withMain(shell: Shell, main: string, of: (call: Call) => string): readonly string[] {
  const inFile = shell.invocation === 'file' && (shell.calls.length > 0 || main !== 'main');
  return inFile ? [...shell.calls.map(of), main] : shell.calls.map(of);
}

function commandText({ currentCommand }: Shell): string {
  if (typeof currentCommand === 'string') return currentCommand;
  return currentCommand === null ? '' : printCommand(currentCommand.command, currentCommand.source.text);
}

/** The same for a list of all variables, which does not look at them: what nobody has looked at yet is empty or not there. */
export function* listedValue(shell: Shell, name: string, variable: Variable): Coroutine<Value | null> {
  if (variable.made === null) return variable.value;
  if (variable.made === 'listed') return yield* makeValue(shell, name);
  return variable.made === 'empty' ? emptyArray(variable.array) : null;
}
