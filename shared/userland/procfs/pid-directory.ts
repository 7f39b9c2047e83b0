// /proc/PID: which files tell about one process, who may read them, and what each says. proc(5), fs/proc/base.c tgid_base_stuff

import { taskDumpOwner } from '../../kernel/cred/task-dump-owner.ts';
import { childrenOf } from '../../kernel/selectors.ts';
import type { Task, WaitChannel } from '../../kernel/task.ts';
import type { Answer } from '../blocking.ts';
import type { Process } from '../process.ts';
import { failed } from '../program.ts';
import type { Failure } from '../program.ts';
import type { Stat } from '../sys.ts';
import type { Inode } from '../vfs/inode.ts';
import { pathSeenFrom } from '../vfs/location.ts';
import type { Location } from '../vfs/location.ts';
import { mayInspect } from './access.ts';
import { attrDirectory, netDirectory } from './attr-and-net.ts';
import { fdDirectory, fdinfoDirectory } from './fd-directory.ts';
import { limitsText } from './limits-file.ts';
import { mountinfoText, mountsText } from './mounts-file.ts';
import { nsDirectory } from './ns-links.ts';
import { ProcDirectory, ProcFile, procIno, ProcLink } from './proc-inode.ts';
import { RARE_FILES } from './rare-files.ts';
import { statmText, statText } from './stat-file.ts';
import { statusText } from './status-file.ts';
import type { ReadText, WriteText } from './rare-files.ts';
import type { Subject } from './subject.ts';
import { mapText, setgroupsRefusal, setgroupsText, writeMap, writeSetgroups } from './user-maps.ts';

interface Entry {
  readonly name: string;
  readonly kind: Stat['kind'];
  readonly make: (subject: Subject, task: Task, ino: number) => Inode;
}

const COMM_MAX = 15;

/** In the order of the directory. */
const COMMON: readonly Entry[] = [
  { name: 'fd', kind: 'directory', make: fdDirectory },
  { name: 'fdinfo', kind: 'directory', make: fdinfoDirectory },
  { name: 'ns', kind: 'directory', make: nsDirectory },
  { name: 'net', kind: 'directory', make: netDirectory },
  { name: 'attr', kind: 'directory', make: attrDirectory },
  file('environ', 0o400, (subject, task) => environText(subject.process(task))),
  file('status', 0o444, statusText),
  file('limits', 0o444, (subject, task) => limitsText(subject.process(task))),
  file('comm', 0o644, (_subject, task) => `${task.comm}\n`, writeComm),
  file('cmdline', 0o444, (subject, task) => (subject.process(task) === null ? '' : nulTerminated(task.argv))),
  file('stat', 0o444, statText),
  file('statm', 0o444, statmText),
  link('cwd', (process) => process.cwd),
  link('root', (process, subject) => subject.system.vfs.rootOf(process)),
  link('exe', (process) => process.exe),
  file('mounts', 0o444, ({ system }, task) => mountsText(system, task)),
  file('mountinfo', 0o444, ({ system }, task) => mountinfoText(system, task)),
  file('wchan', 0o444, wchanText),
  file('cgroup', 0o444, () => '0::/\n'),
  ...RARE_FILES.map(({ name, mode, read, write }) => file(name, mode, read, write)),
  file('loginuid', 0o644, () => '4294967295'),
  file('sessionid', 0o444, () => '4294967295'),
  ...(['uid', 'gid'] as const).map((kind) =>
    file(
      `${kind}_map`,
      0o644,
      ({ system }, task, caller) => mapText(system, task, kind, caller),
      ({ system }, task, caller, text) => writeMap(system, task.cred.userNs, kind, caller, text),
    ),
  ),
  file(
    'setgroups',
    0o644,
    ({ system }, task) => setgroupsText(system, task),
    ({ system }, task, caller, text) => writeSetgroups(system, task.cred.userNs, caller, text),
    ({ cred }, caller) => setgroupsRefusal(cred.userNs, caller),
  ),
];

const PROCESS_ENTRIES: readonly Entry[] = [
  { name: 'task', kind: 'directory', make: taskDirectory },
  ...COMMON,
];
/** What a process has and its threads have not. */
const OF_PROCESSES_ONLY = [
  'autogroup',
  'coredump_filter',
  'mountstats',
  'timens_offsets',
  'timers',
  'timerslack_ns',
];
const THREAD_ENTRIES: readonly Entry[] = [
  file('children', 0o444, childrenText),
  ...COMMON.filter(({ name }) => !OF_PROCESSES_ONLY.includes(name)),
];

/** The kernel function in which a process sits (proc(5), wchan); a line editor polls its terminal before it reads. */
function wchanText(subject: Subject, task: Task, caller: Process): string {
  if (!mayInspect(caller, task)) return NO_FUNCTION;
  if (task.state === 'stopped') return 'do_signal_stop';
  if (task.state === 'traced') return 'ptrace_stop';
  // open(2) of a pipe with a name
  if (subject.process(task)?.opening) return 'wait_for_partner';
  const { waitingFor } = task;
  if (waitingFor === null) return NO_FUNCTION;
  const polls = subject.process(task)?.sleep?.polls === true;
  if (
    polls ||
    (waitingFor.on === 'tty' && subject.system.terminals.get(waitingFor.tty)?.promptBy === task.id)
  )
    return 'poll_schedule_timeout.constprop.0';
  if (waitingFor.on === 'signal' && waitingFor.sigs !== undefined) return 'do_sigtimedwait.isra.0';
  return WAIT_FUNCTION[waitingFor.on];
}

const NO_FUNCTION = '0';
const WAIT_FUNCTION: Readonly<Record<WaitChannel['on'], string>> = {
  child: 'do_wait',
  signal: 'do_sys_pause',
  timer: 'hrtimer_nanosleep',
  tty: 'wait_woken',
  pipe: 'anon_pipe_read',
  flock: 'locks_lock_inode_wait',
  vfork: 'kernel_clone',
};

/** /proc/PID; inode numbers count from 0 within one process. */
export function pidDirectory(subject: Subject): ProcDirectory {
  return entriesDirectory(subject, 0, 9, PROCESS_ENTRIES);
}

/** /proc/PID/task: every process here has one thread. */
function taskDirectory(subject: Subject, task: Task): ProcDirectory {
  const name = String(subject.numberOf(subject.pid));
  const thread = (): ProcDirectory => entriesDirectory(subject, 600, 7, THREAD_ENTRIES);
  return new ProcDirectory(
    {
      ino: procIno(subject.pid, 599),
      mode: 0o555,
      ...taskDumpOwner(subject.state, task, 0o555, true),
      nlink: 3,
    },
    {
      lookup: (wanted) => (wanted === name ? thread() : { errno: 'ENOENT' }),
      list: () => (failed(subject.task) ? subject.task : [{ name, kind: 'directory' }]),
    },
  );
}

/** `nlink`: as Linux counts its subdirectories, those that are left out here included. */
function entriesDirectory(
  subject: Subject,
  firstIno: number,
  nlink: number,
  entries: readonly Entry[],
): ProcDirectory {
  const { task } = subject;
  return new ProcDirectory(
    {
      ino: procIno(subject.pid, firstIno),
      mode: 0o555,
      ...(failed(task) ? { uid: 0 } : taskDumpOwner(subject.state, task, 0o555, true)),
      nlink,
    },
    {
      lookup: (name) => {
        const now = subject.task;
        if (failed(now)) return now;
        const index = entries.findIndex((entry) => entry.name === name);
        return (
          entries[index]?.make(subject, now, procIno(subject.pid, firstIno + 1 + index)) ?? {
            errno: 'ENOENT',
          }
        );
      },
      list: () => (failed(subject.task) ? subject.task : entries),
      // proc_pid_permission
      enter: () => (failed(subject.task) ? subject.task : null),
    },
  );
}

/** A file of a process that takes nothing answers EINVAL, whoever writes. */
function file(
  name: string,
  mode: number,
  read: ReadText,
  write: WriteText = takesNothing,
  openForWriting?: (task: Task, caller: Process) => Failure | null,
): Entry {
  const make: Entry['make'] = (subject, owner, ino) => {
    const withTask = <T>(use: (task: Task) => T): T | Failure =>
      failed(subject.task) ? subject.task : use(subject.task);
    return new ProcFile(
      { ino, mode, ...taskDumpOwner(subject.state, owner, mode, false) },
      { system: subject.system, mountPidNs: subject.ns, about: owner.id },
      {
        read: (caller) => withTask((task) => read(subject, task, caller)),
        write: (caller, text) => withTask((task) => write(subject, task, caller, text)),
        ...(openForWriting !== undefined && {
          openForWriting: (caller) => withTask((task) => openForWriting(task, caller)),
        }),
      },
    );
  };
  return { name, kind: 'file', make };
}

function takesNothing(): Failure {
  return { errno: 'EINVAL' };
}

/** A link to a place of the process: EACCES for who may not look into it, ENOENT where it has none any more. */
function link(name: string, place: (process: Process, subject: Subject) => Location | null): Entry {
  const make: Entry['make'] = (subject, owner, ino) => {
    const jump = (caller: Process): Location | Failure => {
      const { task } = subject;
      if (failed(task)) return task;
      if (!mayInspect(caller, task)) return { errno: 'EACCES' };
      const process = subject.process(task);
      return (process === null ? null : place(process, subject)) ?? { errno: 'ENOENT' };
    };
    const readlink = (caller: Process): string | Failure => {
      const location = jump(caller);
      return failed(location) ? location : pathSeenFrom(caller.root, location);
    };
    return new ProcLink(
      { ino, mode: 0o777, ...taskDumpOwner(subject.state, owner, 0o777, false) },
      { readlink, jump },
    );
  };
  return { name, kind: 'symlink', make };
}

/** ESRCH: a zombie has no memory that it could stand in. */
function environText(process: Process | null): string | Failure {
  if (process === null) return { errno: 'ESRCH' };
  return nulTerminated([...process.env].map(([name, value]) => `${name}=${value}`));
}

/** Only a process itself may change its name: a neighbour's write is EINVAL. The newline that echo writes is part of it. */
function writeComm({ system }: Subject, task: Task, caller: Process, text: string): Answer<number> {
  if (caller.id !== task.id) return { errno: 'EINVAL' };
  system.kernel.call({ call: 'setcomm', by: caller.id, comm: text.slice(0, COMM_MAX) });
  return text.length;
}

/** Those that the mount's namespace can see, in list order (PNS-82). */
function childrenText(subject: Subject, task: Task): string {
  return childrenOf(subject.state, task)
    .map((child) => subject.numberOf(child.pid))
    .filter((number) => number !== 0)
    .map((number) => `${number} `)
    .join('');
}

function nulTerminated(words: readonly string[]): string {
  return words.map((word) => `${word}\0`).join('');
}
