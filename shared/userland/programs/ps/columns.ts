// Which columns can ps show, under which heading, how wide, and what stands in them? ps(1), STANDARD FORMAT SPECIFIERS.
// A pure table.

import { PAGE_KIB, ttyName } from '../../libc/proc.ts';
import {
  bsdTime, commandLine, commandName, cpuPermille, cpuSeconds, cpuTime, elapsed, elapsedSeconds, isNiced, memoryPermille, policyLetters, printable,
  recentOrDay, signalSet, startTime, startedAt, statLetters, tenths,
} from './view.ts'; // prettier-ignore
import { strftime } from '../../libc/calendar.ts';
import type { PsTask, PsView } from './view.ts';

/**
 * How a value stands in its column:
 * - `pid`: to the right, and the column is as wide as the largest process number.
 * - `user`: a name to the left, a number to the right; a name that is too long ends in +.
 * - `wchan`: to the left, or with numbers asked for to the right.
 * - `rest`: to the left, cut at the width, or at the screen's edge in the last column.
 */
export type Justify = 'left' | 'right' | 'pid' | 'user' | 'signal' | 'wchan' | 'rest';

export interface Column {
  readonly heading: string;
  readonly width: number;
  readonly justify: Justify;
  readonly show: (task: PsTask, view: PsView) => string;
  /** With m: shown only in the line of the process, or only in those of its threads; else in both. */
  readonly only: 'process' | 'thread' | null;
  /** For --sort; the text it shows where there is nothing better. */
  readonly key: ((task: PsTask, view: PsView) => number) | null;
}

const PROCESS_ONLY = new Set(
  (
    'args cmd command comm ucmd ucomm fname exe pid tgid ppid pgid pgrp sid sess session tpgid tty tt tname longtname ' +
    'tty4 tty8 nlwp thcount vsz vsize rss rssize rsz sz size pmem %mem trs drs stackp start_stack'
  ).split(' '),
);
const THREAD_ONLY = new Set(
  (
    'lwp spid tid s state stat ni nice pri priority opri intpri pri_foo pri_bar pri_baz pri_api psr cpuid sgi_p cls class ' +
    'policy rtprio sched wchan wname nwchan blocked sig_block sigmask ignored sig_ignore sigignore caught sigcatch sig_catch ' +
    'esp eip'
  ).split(' '),
);

const table = new Map<string, Column>();

/** One kind of value under each of its names: `name` or `name=HEADING`. */
function column(
  names: string,
  heading: string,
  width: number,
  justify: Justify,
  show: Column['show'],
  key: Column['key'] = null,
): void {
  for (const name of names.split(' ')) {
    const [spec = '', own] = name.split('=');
    const only = PROCESS_ONLY.has(spec) ? 'process' : THREAD_ONLY.has(spec) ? 'thread' : null;
    table.set(spec, { heading: own ?? heading, width, justify, show, only, key });
  }
}

function numeric(
  names: string,
  heading: string,
  width: number,
  justify: 'right' | 'pid',
  value: (task: PsTask, view: PsView) => number,
): void {
  column(names, heading, width, justify, (task, view) => String(value(task, view)), value);
}

function user(names: string, heading: string, id: (task: PsTask) => number): void {
  column(
    names,
    heading,
    8,
    'user',
    (task, view) => (view.numeric ? String(id(task)) : view.users.userName(id(task))),
    id,
  );
}

function group(names: string, heading: string, id: (task: PsTask) => number): void {
  column(
    names,
    heading,
    8,
    'user',
    (task, view) => (view.numeric ? String(id(task)) : view.users.groupName(id(task))),
    id,
  );
}

function namespace(name: string, kind: string): void {
  column(
    name,
    name.toUpperCase(),
    10,
    'right',
    (task) => task.namespaces.get(kind) ?? '-',
    (task) => Number(task.namespaces.get(kind) ?? 0),
  );
}

function signals(names: string, heading: string, line: string): void {
  column(names, heading, 9, 'signal', (task, view) => signalSet(task, line, view));
}

function fixed(names: string, heading: string, width: number, justify: 'left' | 'right', text: string): void {
  column(names, heading, width, justify, () => text);
}

/** As many share what is not a process's own. */
const SHARERS = 10;

/** A line of status in KiB. */
function statusKib(task: PsTask, name: string): number {
  return parseInt(task.status.get(name) ?? '0', 10) || 0;
}

function codeKib({ codeSize }: PsTask): number {
  return Math.floor(codeSize / 1024);
}

/** All that is not code. */
function dataKib({ vsize, codeSize }: PsTask): number {
  return Math.floor(Math.max(0, vsize - codeSize) / 1024);
}

// --- numbers of the process
numeric('pid lwp=LWP spid=SPID tid=TID tgid=TGID', 'PID', 5, 'pid', (task) => task.pid);
numeric('ppid', 'PPID', 5, 'pid', (task) => task.ppid);
numeric('pgid pgrp=PGRP', 'PGID', 5, 'pid', (task) => task.pgrp);
numeric('sid sess=SESS session=SESS', 'SID', 5, 'pid', (task) => task.session);
numeric('tpgid', 'TPGID', 5, 'pid', (task) => task.tpgid);
numeric('nlwp', 'NLWP', 4, 'right', (task) => task.numThreads);
numeric('thcount', 'THCNT', 5, 'right', (task) => task.numThreads);
for (const kind of ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'])
  namespace(`${kind === 'time' ? 'time' : kind}ns`, kind);

// --- command and state
column('args command cmd=CMD', 'COMMAND', 27, 'rest', commandLine);
column('comm ucomm ucmd=CMD', 'COMMAND', 15, 'rest', commandName);
column('fname', 'COMMAND', 8, 'left', (task) => printable(task.comm).slice(0, 8));
column('exe', 'EXE', 27, 'rest', (task) => (task.exe === '' ? '-' : task.exe));
column('s state', 'S', 1, 'left', (task) => task.state);
column('stat', 'STAT', 4, 'left', statLetters, (task) => task.state.charCodeAt(0));
column(
  'f flag flags',
  'F',
  1,
  'right',
  (task) => ((task.flags >> 6) & 7).toString(8),
  (task) => task.flags,
);
column('wchan wname', 'WCHAN', 6, 'wchan', (task) =>
  task.wchan === '' || task.wchan === '0' ? '-' : task.wchan,
);
column('sgi_p', 'P', 1, 'right', (task) => (task.state === 'R' ? String(task.processor) : '*'));
signals('pending sig sig_pend=SIGNAL', 'PENDING', 'ShdPnd');
signals('tsig', 'PENDING', 'SigPnd');
signals('blocked sig_block sigmask', 'BLOCKED', 'SigBlk');
signals('ignored sig_ignore sigignore', 'IGNORED', 'SigIgn');
signals('caught sigcatch sig_catch=CATCHED', 'CAUGHT', 'SigCgt');

// --- terminal
const terminal = (task: PsTask): string => ttyName(task.ttyNr);
column('tty=TT tt=TT tname longtname tty8', 'TTY', 8, 'left', terminal, (task) => task.ttyNr);
column(
  'tty4',
  'TTY',
  4,
  'left',
  (task) => terminal(task).replace('pts/', ''),
  (task) => task.ttyNr,
);

// --- whose it is
user('user uname uid_hack=UID', 'USER', (task) => task.uids.effective);
user('euser', 'EUSER', (task) => task.uids.effective);
user('ruser', 'RUSER', (task) => task.uids.real);
user('suser svuser=SVUSER', 'SUSER', (task) => task.uids.saved);
user('fuser fsuser=FSUSER', 'FUSER', (task) => task.uids.filesystem);
group('group', 'GROUP', (task) => task.gids.effective);
group('egroup', 'EGROUP', (task) => task.gids.effective);
group('rgroup', 'RGROUP', (task) => task.gids.real);
group('sgroup svgroup=SVGROUP', 'SGROUP', (task) => task.gids.saved);
group('fgroup fsgroup=FSGROUP', 'FGROUP', (task) => task.gids.filesystem);
numeric('uid euid=EUID', 'UID', 5, 'right', (task) => task.uids.effective);
numeric('ruid', 'RUID', 5, 'right', (task) => task.uids.real);
numeric('suid svuid=SVUID', 'SUID', 5, 'right', (task) => task.uids.saved);
numeric('fuid fsuid=FSUID', 'FUID', 5, 'right', (task) => task.uids.filesystem);
numeric('gid egid=EGID', 'GID', 5, 'right', (task) => task.gids.effective);
numeric('rgid', 'RGID', 5, 'right', (task) => task.gids.real);
numeric('sgid svgid=SVGID', 'SGID', 5, 'right', (task) => task.gids.saved);
numeric('fgid fsgid=FSGID', 'FGID', 5, 'right', (task) => task.gids.filesystem);
column('supgid', 'SUPGID', 20, 'rest', (task) => task.groups.join(',') || '-');
column(
  'supgrp',
  'SUPGRP',
  40,
  'rest',
  (task, view) => task.groups.map((gid) => view.users.groupName(gid)).join(',') || '-',
);

// --- time
column('time cputime atime', 'TIME', 8, 'right', cpuTime, cpuSeconds);
column('times cputimes', 'TIME', 8, 'right', (task) => String(cpuSeconds(task)), cpuSeconds);
column('bsdtime', 'TIME', 6, 'right', bsdTime, cpuSeconds);
column('etime', 'ELAPSED', 11, 'right', elapsed, (task) => -task.startTime);
column('etimes', 'ELAPSED', 7, 'right', elapsedSeconds, (task) => -task.startTime);
column('stime=STIME start_time', 'START', 5, 'right', startTime, (task) => task.startTime);
column(
  'bsdstart',
  'START',
  6,
  'right',
  (task, view) => recentOrDay(task, view, '%H:%M', '%b %d'),
  (task) => task.startTime,
);
column(
  'start',
  'STARTED',
  8,
  'right',
  (task, view) => recentOrDay(task, view, '%H:%M:%S', '  %b %d'),
  (task) => task.startTime,
);
column(
  'lstart',
  'STARTED',
  24,
  'right',
  (task, view) => strftime('%a %b %e %H:%M:%S %Y', startedAt(task, view)),
  (task) => task.startTime,
);

// --- processor and priority
column('pcpu %cpu', '%CPU', 4, 'right', (task, view) => tenths(cpuPermille(task, view)), cpuPermille);
numeric('c util', 'C', 2, 'right', (task, view) => Math.min(99, Math.floor(cpuPermille(task, view) / 10)));
numeric('cp', 'CP', 3, 'right', cpuPermille);
column(
  'ni nice',
  'NI',
  3,
  'right',
  (task) => (isNiced(task) ? String(task.nice) : '-'),
  (task) => task.nice,
);
column(
  'pri',
  'PRI',
  3,
  'right',
  (task) => String(39 - task.priority),
  (task) => task.priority,
);
numeric('priority', 'PRI', 3, 'right', (task) => task.priority);
numeric('opri intpri', 'PRI', 3, 'right', (task) => 60 + task.priority);
numeric('pri_foo', 'FOO', 3, 'right', (task) => task.priority - 20);
numeric('pri_bar', 'BAR', 3, 'right', (task) => task.priority + 1);
numeric('pri_baz', 'BAZ', 3, 'right', (task) => task.priority + 100);
column(
  'pri_api',
  'API',
  3,
  'right',
  (task) => String(-1 - task.priority),
  (task) => task.priority,
);
numeric('psr', 'PSR', 3, 'right', (task) => task.processor);
numeric('cpuid', 'CPUID', 5, 'right', (task) => task.processor);
column('class policy=POL', 'CLS', 3, 'left', policyLetters, (task) => task.policy);
column('cls', 'CLS', 3, 'right', policyLetters, (task) => task.policy);
column(
  'rtprio',
  'RTPRIO',
  6,
  'right',
  (task) => (task.policy === 0 ? '-' : String(task.rtPriority)),
  (task) => task.rtPriority,
);
numeric('sched', 'SCH', 3, 'right', (task) => task.policy);

// --- memory
column('pmem %mem', '%MEM', 4, 'right', (task, view) => tenths(memoryPermille(task, view)), memoryPermille);
numeric('rss rssize rsz=RSZ', 'RSS', 5, 'right', (task) => task.rss * PAGE_KIB);
numeric(
  'pss',
  'PSS',
  5,
  'right',
  (task) => statusKib(task, 'RssAnon') + Math.floor(statusKib(task, 'RssFile') / SHARERS),
);
numeric('uss', 'USS', 5, 'right', (task) => statusKib(task, 'RssAnon'));
column('sgi_rss', 'RSS', 4, 'left', (task) => String(task.rss * PAGE_KIB));
numeric('vsz vsize', 'VSZ', 6, 'right', (task) => Math.floor(task.vsize / 1024));
numeric('sz', 'SZ', 5, 'right', (task) => Math.floor(task.vsize / (PAGE_KIB * 1024)));
numeric('size', 'SIZE', 5, 'right', (task) => statusKib(task, 'VmData') + statusKib(task, 'VmStk'));
numeric('drs m_drs', 'DRS', 5, 'right', dataKib);
numeric('m_size', 'SIZE', 5, 'right', (task) => task.vsize);
numeric('dsiz', 'DSIZ', 4, 'right', dataKib);
numeric('trs', 'TRS', 4, 'right', codeKib);
numeric('m_trs', 'TRS', 5, 'right', codeKib);
numeric('trss tsiz=TSIZ', 'TRSS', 4, 'right', codeKib);
fixed('maj_flt', 'MAJFL', 6, 'right', '0');
fixed('min_flt', 'MINFL', 6, 'right', '0');
fixed('majflt pagein=PAGEIN', 'MAJFLT', 6, 'right', '0');
fixed('minflt', 'MINFLT', 6, 'right', '0');
fixed('addr_1', 'ADDR', 1, 'left', '-');
fixed('stackp start_stack', 'STACKP', 16, 'right', '0'.repeat(16));
fixed('esp', 'ESP', 16, 'right', '0'.repeat(16));
fixed('eip', 'EIP', 16, 'right', '0'.repeat(16));
fixed('tmout', 'TMOUT', 5, 'right', '-');
fixed('alarm', 'ALARM', 5, 'right', '-');

// --- what this machine has none of
fixed('label', 'LABEL', 31, 'left', '-');
fixed('context', 'CONTEXT', 31, 'left', '-');
fixed('luid', 'LUID', 5, 'right', '-');
fixed('lsession', 'SESSION', 11, 'left', '-');
fixed('seat', 'SEAT', 11, 'left', '-');
fixed('machine', 'MACHINE', 31, 'left', '-');
fixed('unit', 'UNIT', 31, 'left', '-');
fixed('uunit', 'UUNIT', 31, 'left', '-');
fixed('slice', 'SLICE', 31, 'left', '-');
fixed('ouid', 'OWNER', 5, 'left', '-');
fixed('lxc', 'LXC', 8, 'left', '-');
fixed('zone', 'ZONE', 31, 'left', '-');
column('cgroup cgname=CGNAME', 'CGROUP', 27, 'rest', (task) => task.cgroup);
fixed('ag_id', 'AGID', 5, 'right', '-');
fixed('ag_nice', 'AGNI', 4, 'right', '0');
column('cuc', '%CUC', 7, 'right', (task, view) => (cpuPermille(task, view) / 10).toFixed(3));
column('cuu', '%CUU', 6, 'right', (task, view) => (cpuPermille(task, view) / 10).toFixed(3));
numeric('lastcpu', 'C', 3, 'right', (task) => task.processor);
fixed('lim', 'LIM', 5, 'right', 'xx');
fixed('numa', 'NUMA', 4, 'right', '0');
column('oom', 'OOM', 4, 'right', (task) => task.oomScore);
fixed('oomadj', 'OOMADJ', 5, 'right', '0');
for (const name of ['rbytes', 'rchars', 'rops', 'wbytes', 'wcbytes', 'wchars', 'wops'])
  fixed(name, name.toUpperCase(), 5, 'right', '0');
// with these procps tries out its own layout
fixed('_left', 'LLLLLLLL', 8, 'left', 'tty7');
fixed('_left2', 'L2L2L2L2', 8, 'left', '3270/tty4');
fixed('_right', 'RRRRRRRRRRR', 11, 'right', '59:59');
fixed('_right2', 'R2R2R2R2R2R', 11, 'right', '999-23:59:59');
column('_unlimited', 'U', 16, 'rest', () => '[123456789-12345] <defunct>');
column('_unlimited2', 'U2', 16, 'rest', () => '123456789-123456');

// --- of other systems: known, and never filled
const EMPTY_RIGHT = {
  acflag: 'ACFLG 5', acflg: 'ACFLG 5', addr: 'ADDR 4', cmaj_flt: '- 1', cmin_flt: '- 1', cpu: 'CPU 3', cursig: 'CURSIG 6',
  cutime: '- 1', inblk: 'INBLK 5', inblock: 'INBLK 5', jobc: 'JOBC 4', ktrace: 'KTRACE 8', ktracep: 'KTRACEP 8', m_dt: 'DT 4',
  m_lrs: 'LRS 5', m_share: 'SHRD 5', m_swap: 'SWAP 5', msgrcv: 'MSGRCV 6', msgsnd: 'MSGSND 6', nivcsw: 'IVCSW 5',
  nsignals: 'NSIGS 5', nsigs: 'NSIGS 5', nswap: 'NSWAP 5', nvcsw: 'VCSW 5', nwchan: 'WCHAN 6', oublk: 'OUBLK 5',
  oublock: 'OUBLK 5', p_ru: 'P_RU 6', paddr: 'PADDR 6', poip: '- 1', projid: 'PROJID 5', pset: 'PSET 4', re: 'RE 3',
  rlink: 'RLINK 8', share: '- 1', sl: 'SL 3', status: 'STATUS 6', systime: 'SYSTEM 6', taskid: 'TASKID 7', tdev: 'TDEV 4',
  tsess: 'TSESS 7', tsession: 'TSESS 7', u_procp: 'UPROCP 6', upr: 'UPR 3', uprocp: 'UPROCP 8', usertime: 'USER 4',
  usrpri: 'UPR 3', utime: 'UTIME 6', vm_data: 'DATA 5', vm_exe: 'EXE 5', vm_lib: 'LIB 5', vm_lock: 'LCK 3', vm_stack: 'STACK 5',
  xstat: 'XSTAT 5', start_code: 'S_CODE 16', end_code: 'E_CODE 16',
}; // prettier-ignore
const EMPTY_LEFT = {
  bnd: 'BND 3',
  environ: 'ENVIRONMENT 11',
  luser: 'LUSER 8',
  mwchan: 'MWCHAN 6',
  project: 'PROJECT 12',
};
const unlisted = new Set([
  'addr_1',
  'tmout',
  'alarm',
  ...Object.keys(EMPTY_RIGHT),
  ...Object.keys(EMPTY_LEFT),
]);
for (const [sides, justify] of [[EMPTY_RIGHT, 'right'], [EMPTY_LEFT, 'left']] as const) {
  for (const [name, text] of Object.entries(sides)) {
    const [heading = '', width = ''] = text.split(' ');
    fixed(name, heading, Number(width), justify, '-');
  }
} // prettier-ignore

/** Those that `ps L` names, in its order. */
export function listedSpecifiers(): readonly string[] {
  return [...table.keys()].filter((spec) => !unlisted.has(spec)).sort();
}

/** By format specifier. */
export const COLUMNS: ReadonlyMap<string, Column> = table;
