// How does less give the terminal to a command, and take it back? The commands ! and v, and what $EDITOR means to them.

import { failed } from '../../program.ts';
import { runCommand } from '../../libc/popen.ts';
import type { Console } from './console.ts';
import type { Coroutine } from '../../program.ts';
import type { Fd } from '../../sys.ts';
import type { FileList } from './files.ts';
import type { Process } from '../../libc/process.ts';

const STDIN: Fd = 0;
const PLAIN = /^[\w./+:@%^,=-]*$/;

export interface Escape {
  readonly command: string;
  /** What is said when it is over, and waits for Enter; null where nothing is. */
  readonly done: string | null;
}

/** The file is closed meanwhile, and then shown again where it was. */
export function* shellEscape(
  process: Process,
  console: Console,
  files: FileList,
  { command, done }: Escape,
): Coroutine<void> {
  const { sys, env } = process;
  console.clearLine();
  console.put(`!${command}\n`);
  const file = yield* files.leave();
  yield* console.giveBack();
  yield* console.defaultSignals();
  const input = yield* sys.dup(STDIN);
  const tty = yield* sys.open('/dev/tty');
  if (!failed(tty)) {
    yield* sys.dup2(tty, STDIN);
    yield* sys.close(tty);
  }
  const shell = env.get('SHELL') ?? '';
  yield* runCommand(
    process,
    command === '' ? shell || 'sh' : shell === '' ? command : `${shell} -c ${quoted(command)}`,
  );
  if (!failed(input)) {
    yield* sys.dup2(input, STDIN);
    yield* sys.close(input);
  }
  yield* console.catchSignals();
  yield* console.takeKeys();
  if (done !== null) {
    console.put(`${done}  (press RETURN)`);
    yield* console.waitForReturn();
    yield* console.echoReturn();
  }
  console.clearLine();
  if (file !== null) yield* files.show(file);
}

export function editorOf(env: ReadonlyMap<string, string>): string {
  return env.get('VISUAL') ?? env.get('EDITOR') ?? '/usr/bin/editor';
}

/** With % for the file's name. */
export function expanded(command: string, name: string): string {
  return command.replace(/\\%|%/g, (sign) => (sign === '%' ? quoted(name) : '%'));
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : [...word].map((one) => (PLAIN.test(one) ? one : one === '\n' ? "'\n'" : `\\${one}`)).join(''); // prettier-ignore
}
