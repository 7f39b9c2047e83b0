// What does a shell do that talks to a person: prompt, read, carry out, tell of jobs? (eval.c, reader_loop)

import type { Coroutine } from '../program.ts';
import { exitCommand } from './builtins/control.ts';
import { exitShell } from './exit.ts';
import { reportError } from './errors.ts';
import { expandHistory } from './history-expansion.ts';
import { firstNumber, remember, rememberedLines } from './history-list.ts';
import { notifyAndCleanUp } from './job-notices.ts';
import { promptText } from './prompt.ts';
import { readLine } from './reader.ts';
import { runUnit, showRead, tellProblem } from './run-text.ts';
import { actOnSignals, endInterruptedLine } from './safe-point.ts';
import type { Shell } from './shell.ts';
import { readUnit } from './syntax/unit.ts';
import type { Unit } from './syntax/unit.ts';
import { elementsOf } from './variables.ts';

type Read = (Unit & { readonly unit: 'commands' }) | { readonly unit: 'none' } | { readonly unit: 'end' };

const INTERRUPTED = 130;
const USUAL_ENDS_IGNORED = 10;

/** Never returns: the shell leaves when it is told to, or when there is nothing more to read. */
export function* interact(shell: Shell): Coroutine<never> {
  for (;;) {
    shell.skip = null;
    yield* actOnSignals(shell);
    shell.skip = null;
    yield* runPromptCommand(shell);
    const read = yield* readCommand(shell);
    if (read.unit === 'none') continue;
    if (read.unit === 'end') yield* leave(shell);
    else {
      shell.endsIgnored = 0;
      shell.commandNumber += 1;
      yield* actOnSignals(shell);
      yield* runUnit(shell, read, 'more');
      yield* endInterruptedLine(shell);
      if (shell.options.has('onecmd')) yield* exitShell(shell, shell.status);
      if (wasDiscarded(shell) && shell.status === 0) shell.status = 1;
    }
  }
}

/** How often in a row. */
function endsToIgnore(shell: Shell): number {
  const times = shell.dialect === 'dash' ? null : shell.variables.text('IGNOREEOF');
  if (times === null) return 0;
  return /^[0-9]+$/.test(times) ? Number(times) : USUAL_ENDS_IGNORED;
}

function wasDiscarded(shell: Shell): boolean {
  return shell.skip?.skip === 'discard';
}

function* runPromptCommand(shell: Shell): Coroutine<void> {
  for (const command of elementsOf(shell.variables.get('PROMPT_COMMAND')?.value ?? null)) {
    if (command === '') continue;
    const { status, lastArgument } = shell;
    yield* shell.run.text(shell, command, 'eval');
    shell.status = status;
    shell.lastArgument = lastArgument;
    shell.skip = null;
  }
}

/** The end of the input is as good as `exit`, and as little when jobs are stopped. (handle_eof_input_unit, sv_ignoreeof) */
function* leave(shell: Shell): Coroutine<void> {
  if (shell.endsIgnored < endsToIgnore(shell)) {
    shell.endsIgnored += 1;
    yield* shell.sys.write(2, `Use "${shell.login ? 'logout' : 'exit'}" to leave the shell.\n`);
    return;
  }
  shell.builtin = 'exit';
  shell.status = yield* exitCommand(shell, []);
  shell.lastBuiltin = 'exit';
}

/** Lines are asked for until they make a command. */
function* readCommand(shell: Shell): Coroutine<Read> {
  let text = '';
  for (;;) {
    yield* notifyAndCleanUp(shell);
    const read = yield* readLine(shell, yield* promptText(shell, text === '' ? 'PS1' : 'PS2'), text);
    if ('ended' in read)
      return read.ended === 'interrupted' ? yield* giveUp(shell) : yield* endOfInput(shell, text);
    const line = yield* historyLine(shell, read.line);
    if (line === null) return { unit: 'none' };
    yield* showRead(shell, line, 'file');
    if (shell.passesOverLine) {
      shell.passesOverLine = false;
      shell.typedLines += 1;
      remember(shell, line);
      return { unit: 'none' };
    }
    text += line;
    shell.typedLines += 1;
    const firstLine = shell.typedLines - text.split('\n').length + 2;
    const unit = readUnit(text, firstLine, shell);
    const open = unit.unit === 'incomplete' || (unit.unit === 'commands' && unit.openHereDocs.length > 0);
    if (open) continue;
    remember(shell, text);
    if (unit.unit === 'commands') return unit;
    shell.passesOverLine =
      unit.unit === 'wrong' && unit.problem.problem === 'condition' && unit.problem.passesOver === true;
    if (unit.unit === 'wrong') yield* tellProblem(shell, unit.problem, { text, firstLine }, 'prompt');
    return { unit: 'none' };
  }
}

/** Null, with a message, when an event is not found, or is only to be shown. What it stands for is shown before it runs. */
function* historyLine(shell: Shell, line: string): Coroutine<string | null> {
  if (!shell.options.has('histexpand')) return line;
  const expanded = expandHistory(line, rememberedLines(shell), {
    extglob: shell.shellOptions.has('extglob'),
    firstNumber: firstNumber(shell),
  });
  if ('problem' in expanded) {
    yield* reportError(shell, `${expanded.event}: ${expanded.problem}`);
    shell.status = 1;
    return null;
  }
  if (expanded.changed) yield* shell.sys.write(2, expanded.line);
  if (!expanded.onlyShown) return expanded.line;
  remember(shell, expanded.line);
  return null;
}

function* giveUp(shell: Shell): Coroutine<Read> {
  shell.inbox.interrupted = false;
  shell.inbox.signals.delete('SIGINT');
  const trap = shell.traps.get('SIGINT');
  if (trap !== undefined && trap !== '') yield* shell.run.text(shell, trap, 'trap');
  yield* shell.sys.write(2, '\n');
  shell.status = INTERRUPTED;
  shell.pipeStatus = [INTERRUPTED];
  return { unit: 'none' };
}

/** In the middle of a command it is a mistake, and then the end. */
function* endOfInput(shell: Shell, text: string): Coroutine<Read> {
  if (text === '') return { unit: 'end' };
  const firstLine = shell.typedLines - text.split('\n').length + 2;
  const unit = readUnit(text.replace(/\\\n$/, ''), firstLine, { ...shell, aliases: new Map() });
  if (unit.unit === 'commands') return unit;
  const { status } = shell;
  if (unit.unit === 'incomplete') yield* tellProblem(shell, unit.problem, { text, firstLine }, 'prompt');
  if (unit.unit !== 'incomplete' || unit.problem.problem === 'too-deep') return { unit: 'none' };
  if (unit.problem.problem === 'unclosed' && unit.problem.closing !== ')' && shell.dialect === 'bash') {
    // the rest of the line that the quote was on is passed over; only then is the end seen
    yield* readLine(shell, yield* promptText(shell, 'PS2'));
    yield* exitShell(shell, status);
  }
  return { unit: 'end' };
}
