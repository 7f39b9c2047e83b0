// What does /proc/PID/stat say about a process, in words? prtstat(1) of psmisc.

import { psmiscVersion } from '../libc/psmisc.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseTask, TICKS_PER_SECOND } from '../libc/proc.ts';
import { program } from '../libc/process.ts';
import { readFile } from '../libc/read.ts';
import { strerror } from '../../kernel/abi/errno.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';
import type { ProcTask } from '../libc/proc.ts';

const USAGE = `Usage: prtstat [options] PID ...
       prtstat -V
Print information about a process
    -r,--raw       Raw display of information
    -V,--version   Display version information and exit
`;

const VERSION = psmiscVersion('prtstat', '2009-2022 Craig Small');

const STATES: Readonly<Record<string, string>> = {
  R: 'running', S: 'sleeping', D: 'disk sleep', Z: 'zombie', T: 'traced', W: 'paging', t: 'traced',
}; // prettier-ignore
const POLICIES = ['normal', 'fifo', 'rr', 'batch'];

/** Larger ones are told in the next unit. */
const MOST = 10_000;

/** A field of stat by its number in proc(5). */
type Field = (number: number) => string;

export const prtstat = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['r', 'raw'], ['V', 'version']]); // prettier-ignore
  if (line.options.some(({ key }) => key === 'V')) {
    yield* process.eprint(VERSION);
    return 0;
  }
  if (line.problem !== null || line.operands.length === 0) {
    if (line.problem !== null) yield* process.error(line.problem);
    const complaint = line.problem === null ? 'You must provide at least one PID.' : 'Invalid option';
    yield* process.eprint(`${complaint}\n${USAGE}`);
    return 1;
  }
  const raw = line.options.some(({ key }) => key === 'r');
  for (const operand of line.operands) {
    const pid = parseInt(operand, 10) || 0;
    const stat = yield* readFile(process.sys, `/proc/${pid}/stat`);
    if (!failed(stat)) process.print((raw ? rawText : wordyText)(parseTask(stat, '', ''), fieldsOf(stat)));
    else if (stat.errno === 'ENOENT') yield* process.eprint(`Process with pid ${pid} does not exist.\n`);
    else yield* process.eprint(`Unable to open stat file for pid ${pid} (${strerror(stat.errno)})\n`);
  }
  return 0;
});

function fieldsOf(stat: string): Field {
  const after = stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  return (number) => after[number - 3] ?? '0';
}

function wordyText(task: ProcTask, field: Field): string {
  const tty = Number(field(7));
  const seconds = (number: number): string => (Number(field(number)) / TICKS_PER_SECOND).toFixed(2).padStart(6); // prettier-ignore
  const faults = (minor: number): string => `${field(minor).padStart(8)}  ${field(minor + 2).padStart(8)}`;
  const address = (number: number): string => hex(Number(field(number))).padEnd(10);
  // it reckons from the priority, which counts downwards from -2, and is two too high
  const priority = task.priority > 0 ? 0 : 1 - task.priority;
  return `Process: ${task.comm.padEnd(14)}\t\tState: ${task.state} (${STATES[task.state] ?? ''})
  CPU#:  ${field(39).padEnd(3)}\t\tTTY: ${tty >> 8}:${tty & 0xff}\tThreads: ${task.numThreads}
Process, Group and Session IDs
  Process ID: ${task.pid}\t\t  Parent ID: ${task.ppid}
    Group ID: ${task.pgrp}\t\t Session ID: ${task.session}
  T Group ID: ${task.tpgid}

Page Faults
  This Process    (minor major): ${faults(10)}
  Child Processes (minor major): ${faults(11)}
CPU Times
  This Process    (user system guest blkio): ${seconds(14)} ${seconds(15)} ${seconds(43)} ${seconds(42)}
  Child processes (user system guest):       ${seconds(16)} ${seconds(17)} ${seconds(44)}
Memory
  Vsize:       ${bytes(task.vsize).padEnd(10)}
  RSS:         ${bytes(task.rss * 4096).padEnd(10)} \t\t RSS Limit: ${bytes(Number(field(25)))}
  Code Start:  ${address(26)}\t\t Code Stop:  ${address(27)}
  Stack Start: ${address(28)}
  Stack Pointer (ESP): ${hex(Number(field(29))).padStart(10)}\t Inst Pointer (EIP): ${hex(Number(field(30))).padStart(10)}
Scheduling
  Policy: ${POLICIES[task.policy] ?? 'unknown'}
  Nice:   ${task.nice} \t\t RT Priority: ${priority} ${priority === 0 ? '(non RT)' : ''}
`;
}

/** In thousands, as far as their number is a long one. */
function bytes(number: number): string {
  if (number <= MOST) return `${number} B`;
  if (number <= MOST * 1000) return `${Math.floor(number / 1000)} kB`;
  // no limit is 2^64 - 1, which no number here can be exactly
  return `${Math.floor(number / 1e6)} MB`;
}

function hex(number: number): string {
  return number === 0 ? '0' : `0x${number.toString(16)}`;
}

/** Two columns: names and fields in the order of the file. */
const RAW: readonly (readonly [string, number])[] = [
  ['ppid', 4], ['pgrp', 5], ['session', 6], ['tty_nr', 7], ['tpgid', 8], ['flags', 9], ['minflt', 10], ['cminflt', 11], ['majflt', 12],
  ['cmajflt', 13], ['utime', 14], ['stime', 15], ['cutime', 16], ['cstime', 17], ['priority', 18], ['nice', 19], ['num_threads', 20],
  ['itrealvalue', 21], ['starttime', 22], ['vsize', 23], ['rss', 24], ['rsslim', 25], ['startcode', 26], ['endcode', 27],
  ['startstack', 28], ['kstkesp', 29], ['kstkeip', 30], ['wchan', 35], ['nswap', 36], ['cnswap', 37], ['exit_signal', 38],
  ['processor', 39], ['rt_priority', 40], ['policy', 41], ['delayaccr_blkio_ticks', 42], ['guest_time', 43], ['cguest_time', 44],
]; // prettier-ignore

function rawText(task: ProcTask, field: Field): string {
  const cells: (readonly [string, string])[] = [
    ['pid', String(task.pid)],
    ['comm', task.comm],
    ['state', task.state],
    ...RAW.map(([name, number]) => [name, number === 9 ? Number(field(9)).toString(16) : field(number)] as const), // prettier-ignore
  ];
  let text = '';
  for (let at = 0; at < cells.length; at += 2) {
    const [[left, value] = ['', ''], [right, other] = ['', '']] = cells.slice(at, at + 2);
    text += `${left.padStart(12)}: ${value.padEnd(15)}\t ${right.padStart(21)}: ${other}\n`;
  }
  return text;
}
