// Small tools for the terminal: tty(1), clear(1), reset(1)

import { INITIAL_MODES } from '../tty/termios.ts';
import { coreutil, extraOperand, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const STDIN = 0;
const USAGE_ERROR = 2;
/** Home, then everything below. */
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

export const tty = coreutil('tty', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['s', 'silent'],
    ['', 'quiet'],
  ]);
  if (line.problem !== null) return yield* tryHelp(process, line.problem, USAGE_ERROR);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra, USAGE_ERROR);
  const number = yield* process.sys.ttyOf(STDIN);
  if (line.options.length === 0) process.printLine(number === null ? 'not a tty' : `/dev/pts/${number}`);
  return number === null ? 1 : 0;
});

const CLEAR_USAGE = `Usage: clear [options]

Options:
  -T TERM     use this instead of $TERM
  -V          print curses-version
  -x          do not try to clear scrollback
`;

export const clear = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [
    ['T', '', 'required'],
    ['V', ''],
    ['x', ''],
  ]);
  if (line.problem !== null) {
    yield* process.error(line.problem.replace(/^unrecognized option .*/, "invalid option -- '-'"));
    yield* process.eprint(CLEAR_USAGE);
    return 1;
  }
  if (line.options.some(({ key }) => key === 'V')) {
    process.printLine('ncurses 6.4.20221231');
    return 0;
  }
  process.print(CLEAR);
  return 0;
});

/** Makes a terminal usable again that a program left without echo. */
export const reset = program(function* (process: Process): Coroutine<number> {
  const settings = yield* process.sys.tcgetattr(STDIN);
  if (!failed(settings))
    yield* process.sys.tcsetattr(STDIN, {
      ...settings,
      echo: true,
      canonical: true,
      icrnl: true,
      tostop: false,
      ...INITIAL_MODES,
    });
  process.print(CLEAR);
  return 0;
});
