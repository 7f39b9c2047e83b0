// set, shopt, shift, getopts (bash(1), SHELL BUILTIN COMMANDS)

import type { Coroutine } from '../../program.ts';
import { builtinError, invalidOption, usage } from '../errors.ts';
import { assignText } from '../expand/assign.ts';
import { SET_OPTIONS, SHELL_OPTIONS, isSetOption, isShellOption, optionOfLetter } from '../options.ts';
import type { SetOption } from '../options.ts';
import { initializeJobControl } from '../job-control.ts';
import { fatal } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { showAll } from './declaration-text.ts';
import { helpText } from './help-text.ts';
import { synopsisOf } from './names.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const SET_SYNOPSIS = 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]';

export function* set(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* print(shell, helpText('set'));
    return 2;
  }
  if (args.length === 0) return yield* showAll(shell);
  let at = 0;
  for (; /^[-+]/.test(args[at] ?? ''); at += 1) {
    const word = args[at] ?? '';
    if (word === '--' || word === '-') {
      shell.positional = args.slice(at + 1);
      return 0;
    }
    if (word === '+') continue;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        at += 1;
        const name = args[at];
        if (name === undefined) return yield* print(shell, on ? optionTable(shell) : optionCommands(shell));
        if (!(yield* setNamed(shell, name, on))) return 2;
        continue;
      }
      const option = optionOfLetter(letter);
      if (option === undefined)
        return yield* invalidOption(shell, `${word.charAt(0)}${letter}`, SET_SYNOPSIS);
      yield* change(shell, option, on);
    }
  }
  if (at < args.length) shell.positional = args.slice(at);
  return 0;
}

function* setNamed(shell: Shell, name: string, on: boolean): Coroutine<boolean> {
  if (isSetOption(name) && (shell.dialect === 'bash' || DASH_OPTIONS.includes(name))) {
    yield* change(shell, name, on);
    return true;
  }
  const dash = shell.dialect === 'dash';
  yield* builtinError(
    shell,
    dash ? `Illegal option ${on ? '-' : '+'}o ${name}` : `${name}: invalid option name`,
  );
  return false;
}

function* change(shell: Shell, option: SetOption, on: boolean): Coroutine<void> {
  if (on) shell.options.add(option);
  else shell.options.delete(option);
  if (option === 'ignoreeof' && on) shell.variables.setText('IGNOREEOF', '10');
  if (option === 'ignoreeof' && !on) shell.variables.unset('IGNOREEOF');
  if (option === 'vi' && on) shell.options.delete('emacs');
  if (option === 'emacs' && on) shell.options.delete('vi');
  // (fidelity: shell-corners)
  if (option === 'keyword' && on && shell.interactive)
    yield* builtinError(shell, 'keyword: in the lab, assignments behind a command stay arguments of it');
  // (fidelity: line-editor)
  if (option === 'vi' && on && shell.interactive)
    yield* builtinError(shell, "vi: the keys of the lab's terminal stay those of emacs mode");
  if (option !== 'monitor') return;
  // A script that turns job control on takes charge of its terminal, where it has one. bash does without.
  if (on && shell.terminal === null && (yield* shell.sys.isatty(2))) yield* initializeJobControl(shell);
  shell.jobControl = on && (shell.terminal !== null || shell.dialect === 'bash');
}

/** In the order in which dash lists them. */
const DASH_OPTIONS: readonly string[] = [
  'errexit', 'noglob', 'ignoreeof', 'interactive', 'monitor', 'noexec', 'stdin', 'xtrace', 'verbose', 'vi', 'emacs',
  'noclobber', 'allexport', 'notify', 'nounset', 'privileged', 'nolog', 'debug',
]; // prettier-ignore

function isOnInDash(shell: Shell, name: string): boolean {
  if (name === 'interactive') return shell.interactiveShell;
  if (name === 'stdin') return shell.invocation === 'input';
  return name !== 'emacs' && isSetOption(name) && shell.options.has(name);
}

function dashTable(shell: Shell): string {
  const lines = DASH_OPTIONS.map((name) => `${name.padEnd(16)}${isOnInDash(shell, name) ? 'on' : 'off'}\n`);
  return `Current option settings\n${lines.join('')}`;
}

function optionTable(shell: Shell): string {
  if (shell.dialect === 'dash') return dashTable(shell);
  return SET_OPTIONS.map(([name]) => `${name.padEnd(15)}\t${shell.options.has(name) ? 'on' : 'off'}\n`).join(
    '',
  );
}

function optionCommands(shell: Shell): string {
  if (shell.dialect === 'dash')
    return DASH_OPTIONS.map((name) => `set ${isOnInDash(shell, name) ? '-' : '+'}o ${name}\n`).join('');
  return SET_OPTIONS.map(([name]) => `set ${shell.options.has(name) ? '-' : '+'}o ${name}\n`).join('');
}

export function* shopt(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'psuoq');
  if (typeof options === 'number') return options;
  const { on: letters, operands: names } = options;
  if (letters.includes('s') && letters.includes('u')) {
    yield* builtinError(shell, 'cannot set and unset shell options simultaneously');
    return 1;
  }
  const known: readonly string[] = letters.includes('o') ? SET_OPTIONS.map(([name]) => name) : SHELL_OPTIONS;
  let status = 0;
  for (const name of names.length === 0 ? known : names) {
    if (!known.includes(name)) {
      const what = letters.includes('o') ? 'invalid option name' : 'invalid shell option name';
      yield* builtinError(shell, `${name}: ${what}`);
      status = 1;
      continue;
    }
    const on = isSet(shell, name, letters.includes('o'));
    if (names.length > 0 && /[su]/.test(letters)) yield* turn(shell, name, letters);
    else {
      if (names.length > 0 && !on) status = 1;
      const hidden = letters.includes('q') || (letters.includes('s') && !on) || (letters.includes('u') && on);
      if (!hidden) yield* print(shell, optionLine(name, on, letters));
    }
  }
  return status;
}

function isSet(shell: Shell, name: string, setOption: boolean): boolean {
  if (setOption) return isSetOption(name) && shell.options.has(name);
  return isShellOption(name) && shell.shellOptions.has(name);
}

function* turn(shell: Shell, name: string, letters: string): Coroutine<void> {
  if (letters.includes('o')) {
    if (isSetOption(name)) yield* change(shell, name, letters.includes('s'));
  } else if (isShellOption(name)) {
    if (letters.includes('s')) shell.shellOptions.add(name);
    else shell.shellOptions.delete(name);
  }
}

function optionLine(name: string, on: boolean, letters: string): string {
  if (!letters.includes('p')) return `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`;
  return letters.includes('o') ? `set ${on ? '-' : '+'}o ${name}\n` : `shopt -${on ? 's' : 'u'} ${name}\n`;
}

export function* shift(shell: Shell, args: readonly string[]): Coroutine<number> {
  if (args[0] === '--help' && shell.dialect === 'bash') {
    yield* print(shell, helpText('shift'));
    return 2;
  }
  const [count = '1', second] = args[0] === '--' ? args.slice(1) : args;
  if (!/^[+-]?[0-9]+$/.test(count)) {
    yield* builtinError(
      shell,
      shell.dialect === 'dash' ? `Illegal number: ${count}` : `${count}: numeric argument required`,
    );
    return shell.dialect === 'dash' ? 2 : 1;
  }
  if (second !== undefined && shell.dialect === 'bash') {
    yield* builtinError(shell, 'too many arguments');
    return fatal(shell, 1);
  }
  if (Number(count) < 0) {
    yield* builtinError(shell, `${count}: shift count out of range`);
    return 1;
  }
  if (Number(count) > shell.positional.length) {
    if (shell.dialect === 'dash') yield* builtinError(shell, "can't shift that many");
    else if (shell.shellOptions.has('shift_verbose') || shell.options.has('posix'))
      yield* builtinError(shell, `${count}: shift count out of range`);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  shell.positional = shell.positional.slice(Number(count));
  return 0;
}

/** One option at a time; OPTIND and an offset into the current word tell where it stands. */
export function* getopts(shell: Shell, args: readonly string[]): Coroutine<number> {
  const parsed = yield* builtinOptions(shell, args, '');
  if (typeof parsed === 'number') return parsed;
  const [options, name, ...given] = parsed.operands;
  if (options === undefined || name === undefined) {
    if (shell.dialect === 'bash') return yield* usage(shell, synopsisOf('getopts'));
    yield* builtinError(shell, 'Usage: getopts optstring var [arg...]');
    return 2;
  }
  if (!/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) {
    yield* builtinError(shell, `\`${name}': not a valid identifier`);
    return 1;
  }
  const words = given.length > 0 ? given : shell.positional;
  let index = Number(shell.variables.text('OPTIND') ?? '1');
  if (shell.getoptsOffset === 0) shell.getoptsOffset = 1;
  const word = words[index - 1];
  const ended = word === undefined || !/^-./.test(word) || word === '--';
  if (ended && shell.getoptsOffset === 1) {
    if (word === '--') index += 1;
    // never further than behind the last word
    const place = shell.dialect === 'bash' ? Math.min(index, words.length + 1) : index;
    yield* assignText(shell, 'OPTIND', String(place));
    yield* assignText(shell, name, '?');
    return 1;
  }
  const letter = word?.charAt(shell.getoptsOffset) ?? '';
  const at = options.indexOf(letter, options.startsWith(':') ? 1 : 0);
  const last = shell.getoptsOffset + 1 >= (word?.length ?? 0);
  const known = at >= 0 && letter !== ':';
  const takesArgument = known && options[at + 1] === ':';
  let result = letter;
  if (known && shell.dialect === 'dash') shell.variables.setText('OPTARG', '');
  else shell.variables.unset('OPTARG');
  if (!known) result = yield* complain(shell, options, letter, 'unknown');
  else if (takesArgument) {
    const argument = last ? words[index] : word?.slice(shell.getoptsOffset + 1);
    index += last && argument !== undefined ? 2 : 1;
    shell.getoptsOffset = 1;
    if (argument !== undefined) yield* assignText(shell, 'OPTARG', argument);
    else result = yield* complain(shell, options, letter, 'no argument');
  }
  if (!takesArgument) {
    shell.getoptsOffset = last ? 1 : shell.getoptsOffset + 1;
    if (last) index += 1;
  }
  yield* assignText(shell, 'OPTIND', String(index));
  return (yield* assignText(shell, name, result)) ? 0 : 2;
}

type OptionProblem = 'unknown' | 'no argument';

/** With a leading colon the caller wants to know, and no message. */
function* complain(
  shell: Shell,
  options: string,
  letter: string,
  problem: OptionProblem,
): Coroutine<'?' | ':'> {
  if (options.startsWith(':')) {
    yield* assignText(shell, 'OPTARG', letter);
    return problem === 'unknown' ? '?' : ':';
  }
  if (shell.dialect === 'dash') {
    shell.variables.unset('OPTARG');
    yield* shell.sys.write(
      2,
      `${problem === 'unknown' ? `Illegal option -${letter}` : `No arg for -${letter} option`}\n`,
    );
  } else if (shell.variables.text('OPTERR') !== '0') {
    const message = problem === 'unknown' ? 'illegal option' : 'option requires an argument';
    yield* shell.sys.write(2, `${shell.name}: ${message} -- ${letter}\n`);
  }
  return '?';
}
