// Shows text a screen at a time. less(1)

import { Console } from './console.ts';
import { failed } from '../../program.ts';
import { FileList, MISSING_NAME, STANDARD_INPUT } from './files.ts';
import { History } from './history.ts';
import { HELP_TEXT, VERSION_TEXT } from './help-text.ts';
import { OptionToggle } from './option-toggle.ts';
import { Pager } from './pager.ts';
import { program } from '../../libc/process.ts';
import { readOptions } from './options.ts';
import { RowSource } from './rows.ts';
import { Screen } from './screen.ts';
import { Search } from './search.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import type { Coroutine } from '../../program.ts';
import type { Given } from './options.ts';
import type { Process } from '../../libc/process.ts';

const WARNING = 'WARNING: terminal is not fully functional';

export const less = program(function* (process: Process): Coroutine<number> {
  const { sys, env, args } = process;
  const given = readOptions(args, env.get('LESS') ?? '');
  const console = new Console(process, given.settings);
  for (const complaint of given.complaints) yield* console.complainEarly(complaint);
  if (given.asksVersion) {
    process.print(VERSION_TEXT);
    return 0;
  }
  if (given.unfinished !== null) {
    yield* console.complainEarly(given.unfinished);
    return 0;
  }
  const hasNoName = given.operands.length === 0 && !given.asksHelp && given.tag === null;
  const isMissing = hasNoName && (yield* sys.isatty(0));
  const isTerminal = yield* sys.isatty(1);
  const warns = isTerminal && console.isDumb && !given.settings.dumbTerminal;
  if (isMissing || given.tag !== null) {
    if (warns) yield* console.complainEarly(WARNING);
    yield* console.complainEarly(isMissing ? MISSING_NAME : 'No tags file');
    return isMissing ? 0 : 1;
  }
  return yield* isTerminal ? showOnTerminal(process, console, given, warns) : copy(process, given);
});

function* showOnTerminal(
  process: Process,
  console: Console,
  given: Given,
  warns: boolean,
): Coroutine<number> {
  const { settings } = given;
  // in the background it is stopped here, before it has said a word
  yield* console.open();
  if (warns) yield* console.complainEarly(WARNING);
  yield* console.catchSignals();
  const rows = new RowSource(settings, console);
  const screen = new Screen(console, rows, settings);
  screen.startsWithCommand = given.hasFirstCommand;
  const names = given.operands.length === 0 && !given.asksHelp ? [STANDARD_INPUT] : given.operands;
  const files = new FileList(process.sys, console, screen, rows, settings, names);
  files.everyFirst = given.everyFirst;
  console.unread(given.firstKeys);
  if (given.asksHelp) yield* files.showHelp();
  else if (!(yield* files.showFirst())) return yield* console.quit(1);
  if (console.complaints > 0) {
    console.put('Press RETURN to continue ');
    yield* console.waitForReturn();
    yield* console.echoReturn();
  }
  if (settings.paintsFromTop || !console.isDumb) console.put('\n'.repeat(console.rows - 1));
  else console.clearLine();
  const history = new History(process);
  yield* history.load();
  console.beforeQuit = () => history.save();
  const search = new Search(rows, screen, settings, console, history.last('search'));
  const options = new OptionToggle(console, screen, rows, settings);
  return yield* new Pager({
    process,
    settings,
    console,
    rows,
    screen,
    files,
    search,
    history,
    options,
  }).run();
}

/** To what is no terminal: everything, as cat(1). */
function* copy(process: Process, { operands, asksHelp, settings }: Given): Coroutine<number> {
  const { sys } = process;
  if (asksHelp) {
    process.print(HELP_TEXT);
    return 0;
  }
  let status = 1;
  for (const name of operands.length === 0 ? [STANDARD_INPUT] : operands) {
    const stat = name === STANDARD_INPUT ? null : yield* sys.stat(name);
    const problem =
      stat === null || failed(stat) ? null
      : settings.forceOpen || stat.kind === 'file' ? null
      : stat.kind === 'directory' ? `${name} is a directory`
      : `${name} is not a regular file (use -f to see it)`; // prettier-ignore
    const fd = name === STANDARD_INPUT ? 0 : problem === null ? yield* sys.open(name) : -1;
    if (problem !== null || failed(fd)) {
      yield* process.eprint(`${problem ?? `${name}: ${failed(fd) ? strerror(fd.errno) : ''}`}\n`);
      continue;
    }
    status = 0;
    for (;;) {
      const part = yield* sys.read(fd);
      if (failed(part) || part === '') break;
      if (failed(yield* sys.write(1, part))) return 1;
    }
    if (fd !== 0) yield* sys.close(fd);
  }
  return status;
}
