// How does a shell that is not interactive read its commands from standard input? (input.c)
//
// One character at a time: what follows a command may be the command's own input.

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import { exitShell } from './exit.ts';
import { runUnit, showRead, tellProblem } from './run-text.ts';
import type { Shell } from './shell.ts';
import { readUnit } from './syntax/unit.ts';
import { restarting } from './wait-pid.ts';

export function* runStandardInput(shell: Shell): Coroutine<void> {
  let text = '';
  let line = 1;
  for (;;) {
    const next = yield* readOneLine(shell);
    text += next;
    if (text === '') return;
    if (next !== '') yield* showRead(shell, next, 'file');
    const unit = readUnit(text, line, shell);
    const open = unit.unit === 'incomplete' || (unit.unit === 'commands' && unit.openHereDocs.length > 0);
    if (open && next !== '') continue;
    if (unit.unit === 'wrong' || unit.unit === 'incomplete') {
      yield* tellProblem(shell, unit.problem, { text, firstLine: line }, 'file');
      yield* exitShell(shell, shell.status);
    }
    if (unit.unit === 'commands') yield* runUnit(shell, unit, 'more');
    if (shell.skip?.skip === 'discard' && shell.skip.fatal) return;
    shell.skip = null;
    line += text.split('\n').length - 1;
    text = '';
  }
}

/** '' at the end. */
function* readOneLine(shell: Shell): Coroutine<string> {
  let line = '';
  for (;;) {
    const character = yield* restarting(shell, () => shell.sys.read(0, 1));
    if (failed(character) || character === '') return line;
    line += character;
    if (character === '\n') return line;
  }
}
