// What does `select` offer, and how is it answered? (bash(1), select; execute_cmd.c, execute_select_command)

import type { CompoundList, Select } from 'unbash';
import { LineReader } from '../../libc/read.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { assignText, mayAssign } from '../expand/assign.ts';
import { expandWords } from '../expand/word.ts';
import { runDebugTrapOf } from '../pseudo-traps.ts';
import { withoutWrapping } from '../syntax/joined-substitution.ts';
import type { Shell } from '../shell.ts';
import { traceText } from './trace.ts';

/** How a loop carries out its body once: what the other loops do, too. */
export interface LoopBody {
  readonly round: (shell: Shell, run: () => Coroutine<unknown>) => Coroutine<boolean>;
  readonly body: (shell: Shell, list: CompoundList) => Coroutine<number>;
}

const USUAL_COLUMNS = 80;

export function* executeSelect(shell: Shell, command: Select, loop: LoopBody): Coroutine<number> {
  const words =
    command.wordlist === undefined ? shell.positional : yield* expandWords(shell, command.wordlist);
  if (shell.skip !== null) return shell.status;
  if (words.length === 0) return (shell.status = 0);
  const written = withoutWrapping(command.wordlist?.map((word) => word.text).join(' ') ?? '"$@"');
  const head = `select ${command.name.text} in ${written}`;
  yield* traceText(shell, head);
  yield* runDebugTrapOf(shell, head);
  const columns = Number(shell.variables.text('COLUMNS') ?? USUAL_COLUMNS) || USUAL_COLUMNS;
  const menu = menuText(words, columns);
  const reader = new LineReader(shell.sys, 0);
  let line: string | null = '';
  for (;;) {
    if (line === '') yield* shell.sys.write(2, menu);
    yield* shell.sys.writePrompt(2, shell.variables.text('PS3') ?? '#? ');
    const read = yield* reader.next();
    if (read === null || failed(read)) {
      yield* shell.sys.write(1, '\n');
      return (shell.status = 1);
    }
    line = read;
    if (line === '') continue;
    yield* assignText(shell, 'REPLY', line);
    if (!(yield* mayAssign(shell, command.name.text))) return (shell.status = 1);
    yield* assignText(shell, command.name.text, words[Number(line) - 1] ?? '');
    const goesOn = yield* loop.round(shell, function* () {
      yield* loop.body(shell, command.body);
    });
    if (!goesOn || shell.skip !== null) return shell.status;
  }
}

/** Column by column, as many as the screen is wide; a single row becomes a column. (print_select_list) */
function menuText(words: readonly string[], screen: number): string {
  const digits = String(words.length).length;
  const widest = Math.max(...words.map((word) => word.length)) + digits + 2 + 2;
  const most = Math.max(Math.floor(screen / widest), 1);
  const rows = Math.ceil(words.length / most);
  const height = rows === 1 ? words.length : rows;
  let text = '';
  for (let row = 0; row < height; row += 1) {
    let column = 0;
    for (let index = row; index < words.length; index += height) {
      const number = String(index + 1).padStart(index < height ? String(height).length : digits);
      const item = `${number}) ${words[index] ?? ''}`;
      text += item;
      if (index + height < words.length) text += padding(column + item.length, column + widest);
      column += widest;
    }
    text += '\n';
  }
  return text;
}

/** From one column of the screen to another, with as many tabs as fit. (indent) */
function padding(from: number, to: number): string {
  let text = '';
  let at = from;
  while (at < to) {
    if (Math.floor(to / 8) > Math.floor(at / 8)) {
      text += '\t';
      at += 8 - (at % 8);
    } else {
      text += ' ';
      at += 1;
    }
  }
  return text;
}
