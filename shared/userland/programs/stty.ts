// Settings of the terminal. stty(1)

import { coreutil, quote, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { Termios } from '../sys.ts';

const STDIN = 0;

export const stty = coreutil('stty', function* (process: Process): Coroutine<number> {
  const { sys } = process;
  let settings = yield* sys.tcgetattr(STDIN);
  if (failed(settings)) {
    yield* process.error("'standard input'", settings);
    return 1;
  }
  const size = yield* sys.windowSize(STDIN);
  const { columns, rows } = failed(size) ? { columns: 80, rows: 24 } : size;
  const words = process.args;
  if (words.length === 0) {
    process.print(`speed 38400 baud; line = 0;\n${differences(settings)}`);
    return 0;
  }
  for (const word of words) {
    if (word === '-a' || word === '--all') process.print(everything(settings, columns, rows));
    else if (word === 'size') process.printLine(`${rows} ${columns}`);
    else if (word === 'speed') process.printLine('38400');
    else if (word === '-g' || word === '--save') process.printLine(saved(settings));
    else {
      const changed = withSetting(settings, word);
      if (changed === null) return yield* tryHelp(process, `invalid argument ${quote(process, word)}`);
      settings = changed;
    }
  }
  yield* sys.tcsetattr(STDIN, settings);
  return 0;
});

/** Null for a word it does not know; settings that this terminal does not have change nothing. */
function withSetting(settings: Termios, word: string): Termios | null {
  switch (word) {
    case 'sane':
      return { echo: true, canonical: true, icrnl: true, tostop: false };
    case 'echo':
    case '-echo':
      return { ...settings, echo: word === 'echo' };
    case 'icanon':
    case '-icanon':
      return { ...settings, canonical: word === 'icanon' };
    case 'icrnl':
    case '-icrnl':
      return { ...settings, icrnl: word === 'icrnl' };
    case 'tostop':
    case '-tostop':
      return { ...settings, tostop: word === 'tostop' };
    case 'raw':
      return { ...settings, canonical: false, icrnl: false };
    case 'cooked':
    case '-raw':
      return { ...settings, canonical: true, icrnl: true };
    default:
      return IGNORED.test(word) ? settings : null;
  }
}

const IGNORED =
  /^-?(isig|iexten|ixon|ixany|opost|onlcr|echoe|echok|echonl|echoctl|echoke|noflsh|brkint|imaxbel|cread|hupcl)$/;

function flags({ echo, canonical, tostop }: Termios): string {
  const flag = (on: boolean, name: string): string => (on ? name : `-${name}`);
  return `isig ${flag(canonical, 'icanon')} iexten ${flag(echo, 'echo')} echoe echok -echonl -noflsh -xcase ${flag(tostop, 'tostop')} -echoprt`;
}

function everything(settings: Termios, columns: number, rows: number): string {
  return `speed 38400 baud; rows ${rows}; columns ${columns}; line = 0;
intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q;
stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;
-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr ${settings.icrnl ? 'icrnl' : '-icrnl'} ixon -ixoff -iuclc -ixany -imaxbel -iutf8
opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
${flags(settings)} echoctl echoke
-flusho -extproc
`;
}

/** What is not as a sane terminal has it. */
function differences({ echo, canonical, icrnl, tostop }: Termios): string {
  const words = [
    ...(canonical ? [] : ['-icanon']),
    ...(echo ? [] : ['-echo']),
    ...(tostop ? ['tostop'] : []),
  ];
  return `-brkint ${icrnl ? '' : '-icrnl '}-imaxbel\n${words.length > 0 ? `${words.join(' ')}\n` : ''}`;
}

function saved({ echo, canonical, icrnl, tostop }: Termios): string {
  const input = 0x400 + (icrnl ? 0x100 : 0);
  const local = 0x8a31 + (canonical ? 2 : 0) + (echo ? 8 : 0) + (tostop ? 0x100 : 0);
  return `${input.toString(16)}:5:bf:${local.toString(16)}:3:1c:7f:15:4:0:1:0:11:13:1a:0:12:f:17:16:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0`;
}
