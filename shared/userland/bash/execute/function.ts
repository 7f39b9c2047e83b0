// What does calling a shell function change? (bash(1), FUNCTIONS)

import type { Coroutine } from '../../program.ts';
import { currentLine, reportError } from '../errors.ts';
import { bringBackTraps, hideTraps, runDebugTrap, runReturnTrap } from '../pseudo-traps.ts';
import { FOREGROUND } from '../interpreter.ts';
import { discard, takeReturned } from '../shell.ts';
import type { SetOption } from '../options.ts';
import type { Shell, ShellFunction } from '../shell.ts';
import { lineAt } from '../syntax/unit.ts';

export function* callFunction(
  shell: Shell,
  name: string,
  body: ShellFunction,
  args: readonly string[],
): Coroutine<number> {
  const deepest = Number(shell.variables.text('FUNCNEST') ?? 0);
  if (deepest > 0 && shell.functionLevel >= deepest) {
    yield* reportError(shell, `${name}: maximum function nesting level exceeded (${deepest})`);
    return discard(shell, 1);
  }
  const { positional, loopLevel, source, position, calls, localOptions } = shell;
  shell.localOptions = null;
  shell.variables.pushScope();
  shell.positional = args;
  shell.loopLevel = 0;
  shell.functionLevel += 1;
  const start = lineAt(body.source, body.body.pos);
  shell.calls = [{ name, line: currentLine(shell), source: body.source.name ?? shell.name, start }, ...calls];
  shell.source = body.source;
  const hidden = hideTraps(shell, body.traced);
  if (shell.traps.has('DEBUG')) yield* runDebugTrap(shell);
  const status = yield* shell.run.command(shell, body.body, FOREGROUND);
  const returned = takeReturned(shell);
  if (shell.skip === null && shell.traps.has('RETURN')) yield* runReturnTrap(shell);
  if (shell.skip === null && returned !== null) shell.status = returned;
  bringBackTraps(shell, hidden);
  shell.variables.popScope();
  if (shell.localOptions !== null) restoreOptions(shell, shell.localOptions);
  shell.localOptions = localOptions;
  shell.positional = positional;
  shell.loopLevel = loopLevel;
  shell.functionLevel -= 1;
  shell.calls = calls;
  shell.source = source;
  shell.position = position;
  return shell.skip === null ? shell.status : status;
}

function restoreOptions({ options }: Shell, before: ReadonlySet<SetOption>): void {
  options.clear();
  for (const option of before) options.add(option);
}
