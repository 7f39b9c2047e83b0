// Shows text a screen at a time, forward. more(1) of util-linux.

import { failed } from '../../program.ts';
import { MORE_USAGE } from '../util-linux-usage.ts';
import { MoreScreen } from './screen.ts';
import { program } from '../../libc/process.ts';
import { readOptions } from './options.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { Terminal } from './terminal.ts';
import { Text } from '../less/text.ts';
import { tryHelp, versionLine } from '../../libc/util-linux.ts';
import type { Coroutine } from '../../program.ts';
import type { Given } from './options.ts';
import type { Process } from '../../libc/process.ts';

const STDIN = 0;
const BANNER = '::::::::::::::';
/** How a compiled program begins. */
const ELF = '\u007fELF';

export const more = program(function* (process: Process): Coroutine<number> {
  const given = readOptions(process.args, process.env.get('MORE') ?? '');
  if (given.problem !== null) return yield* tryHelp(process, given.problem);
  if (given.badNumber !== null) {
    yield* process.warn(`argument error: '${given.badNumber}'`);
    return 1;
  }
  if (given.asks !== null) {
    process.print(given.asks === 'help' ? MORE_USAGE : versionLine(process));
    return 0;
  }
  if (given.operands.length === 0 && (yield* process.sys.isatty(STDIN)))
    return yield* tryHelp(process, 'bad usage');
  return (yield* process.sys.isatty(1)) ? yield* page(process, given) : yield* copyAll(process, given);
});

function* page(process: Process, { settings, operands }: Given): Coroutine<number> {
  const terminal = new Terminal(process);
  yield* terminal.open();
  const screen = new MoreScreen(process, terminal, settings, operands);
  if (!(yield* process.sys.isatty(STDIN))) {
    terminal.heedsLate = true;
    yield* screen.display(new Text(process.sys, STDIN, false, terminal), operands.length > 1);
    terminal.heedsLate = false;
  }
  screen.fromPipe = false;
  for (screen.fileNumber = 0; screen.fileNumber < operands.length; screen.fileNumber += 1) {
    const text = yield* openFile(process, operands[screen.fileNumber] ?? '', terminal);
    if (text !== null) {
      yield* screen.display(text, operands.length > 1);
      yield* process.sys.close(text.fd);
    }
    screen.isFirst = false;
  }
  terminal.promptLength = 0;
  return yield* terminal.exit(0);
}

/** Null where it can't be shown, which has been said. */
function* openFile(process: Process, name: string, terminal: Terminal | null): Coroutine<Text | null> {
  const { sys } = process;
  const fd = yield* sys.open(name);
  const stat = failed(fd) ? fd : yield* sys.fstat(fd);
  if (failed(fd) || failed(stat)) {
    yield* terminal?.flush() ?? process.flush();
    yield* process.warn(`cannot open ${name}${failed(fd) ? `: ${strerror(fd.errno)}` : ''}`);
    return null;
  }
  const put = (said: string): void => {
    if (terminal === null) process.print(said);
    else terminal.put(said);
  };
  const text = new Text(sys, fd, stat.kind === 'file' && stat.size > 0, terminal);
  if (stat.kind === 'directory') put(`\n*** ${name}: directory ***\n\n`);
  else {
    if (stat.kind === 'file') yield* text.readToEnd();
    if (!text.content.startsWith(ELF)) return text;
    put(`\n******** ${name}: Not a text file ********\n\n`);
  }
  yield* sys.close(fd);
  return null;
}

/** To what is no terminal: everything, under headings where there are several. */
function* copyAll(process: Process, { settings, operands }: Given): Coroutine<number> {
  const { sys } = process;
  let isFirst = true;
  const isPiped = !(yield* sys.isatty(STDIN));
  if (isPiped) yield* copyFrom(process, STDIN);
  for (const name of operands) {
    const text = yield* openFile(process, name, null);
    if (text !== null) {
      const start = isFirst && settings.firstLine > 1 ? yield* text.lineAt(settings.firstLine) : 0;
      if (operands.length > 1 || isPiped) process.print(`${BANNER}\n${name}\n${BANNER}\n`);
      process.print(text.content.slice(start ?? text.content.length));
      yield* process.flush();
      yield* copyFrom(process, text.fd);
      yield* sys.close(text.fd);
    }
    isFirst = false;
  }
  return 0;
}

function* copyFrom(process: Process, fd: number): Coroutine<void> {
  for (;;) {
    const part = yield* process.sys.read(fd);
    if (failed(part) || part === '') return;
    if (failed(yield* process.sys.write(1, part))) return;
  }
}
