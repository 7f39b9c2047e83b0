// Who is logged in? who(1), users(1), logname(1), and w(1) of procps.
//
// Nobody is: as in a container, terminals are there without anybody having logged in, and /var/run/utmp does not exist (fidelity: logins).

import { coreutil, extraOperand, tryHelp } from '../libc/coreutils.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readFileOrEmpty } from '../libc/read.ts';
import { readUptimeLine } from '../libc/uptime-line.ts';
import { readUsers } from '../libc/users.ts';
import { W_USAGE } from './process-tools-usage.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const WHO_OPTIONS = [
  ['a', 'all'], ['b', 'boot'], ['d', 'dead'], ['H', 'heading'], ['', 'ips'], ['l', 'login'], ['', 'lookup'], ['m', ''],
  ['p', 'process'], ['q', 'count'], ['r', 'runlevel'], ['s', 'short'], ['t', 'time'], ['T', 'mesg'], ['w', ''], ['u', 'users'],
  ['T', 'message'], ['T', 'writable'],
] as const; // prettier-ignore
/** A login uid that nobody has set. */
const UNSET = 4_294_967_295;

export const who = coreutil('who', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, WHO_OPTIONS);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const extra = line.operands[2];
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const keys = line.options.map((option) => option.key);
  const has = (...wanted: readonly string[]): boolean => keys.some((key) => wanted.includes(key));
  if (has('q')) process.print('\n# users=0\n');
  else if (has('H')) process.printLine(heading(has));
  return 0;
});

/** The columns depend on what is asked for, and -s or nothing asks for little. */
function heading(has: (...keys: readonly string[]) => boolean): string {
  const short = has('s') || !has('a', 'b', 'd', 'l', 'p', 'r', 't', 'u');
  const message = has('a', 'T', 'w') ? '  ' : '';
  const idle = !short && has('a', 'd', 'l', 'r', 'u') ? ` ${'IDLE'.padEnd(6)}` : '';
  const pid = short ? '' : ` ${'PID'.padStart(10)}`;
  const exit = has('a', 'd') ? ` ${'EXIT'.padEnd(12)}` : '';
  return `${'NAME'.padEnd(8)}${message} ${'LINE'.padEnd(12)} ${'TIME'.padEnd(16)}${idle}${pid} ${'COMMENT'.padEnd(8)}${exit}`.trimEnd();
}

export const users = coreutil('users', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [, extra] = line.operands;
  return extra === undefined ? 0 : yield* extraOperand(process, extra);
});

export const logname = coreutil('logname', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, []);
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [extra] = line.operands;
  if (extra !== undefined) return yield* extraOperand(process, extra);
  const text = (yield* readFileOrEmpty(process.sys, '/proc/self/loginuid')).trim();
  const uid = text === '' ? UNSET : Number(text);
  const user = uid === UNSET ? undefined : (yield* readUsers(process.sys)).byUid(uid);
  if (user !== undefined) process.printLine(user.name);
  else yield* process.error('no login name');
  return user === undefined ? 1 : 0;
});

export const w = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['h', 'no-header'], ['u', 'no-current'], ['s', 'short'], ['f', 'from'], ['o', 'old-style'], ['i', 'ip-addr'], ['', 'help'], ['V', 'version']]); // prettier-ignore
  const keys = line.options.map((option) => option.key);
  const asked = keys.find((key) => key === 'help' || key === 'V');
  if (asked !== undefined) {
    process.print(asked === 'help' ? W_USAGE : 'w from procps-ng 4.0.2\n');
    return 0;
  }
  if (line.problem !== null) {
    yield* process.error(line.problem);
    yield* process.eprint(W_USAGE);
    return 1;
  }
  if (keys.includes('h')) return 0;
  // without /proc the line is empty
  const known = yield* readFileOrEmpty(process.sys, '/proc/uptime');
  process.printLine(known === '' ? '' : yield* readUptimeLine(process.sys));
  // the column of hosts is there unless -f takes it away
  const hasFrom = keys.filter((key) => key === 'f').length % 2 === 0;
  const rest = keys.includes('s') ? '   IDLE WHAT' : '  LOGIN@   IDLE   JCPU   PCPU WHAT';
  process.printLine(`USER     TTY      ${hasFrom ? 'FROM'.padEnd(15) : ''}${rest}`);
  return 0;
});
