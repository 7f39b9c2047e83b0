// /proc/PID/attr and /proc/PID/net: what a machine without security modules says there, and one with a loopback device alone. proc(5)

import { taskDumpOwner } from '../../kernel/cred/task-dump-owner.ts';
import type { Task } from '../../kernel/task.ts';
import type { Failure } from '../program.ts';
import { ProcDirectory, ProcFile, procIno } from './proc-inode.ts';
import type { Subject } from './subject.ts';

interface TextFile {
  readonly name: string;
  readonly mode: number;
  readonly text: string | Failure;
}

const NOBODY_ASKS: Failure = { errno: 'EINVAL' };

const ATTRIBUTES: readonly TextFile[] = [
  'current',
  'prev',
  'exec',
  'fscreate',
  'keycreate',
  'sockcreate',
].map((name) => ({ name, mode: name === 'prev' ? 0o444 : 0o666, text: NOBODY_ASKS }));

/** A heading filled up to the width of its rows. */
function headed(heading: string, width: number): string {
  return `${heading.padEnd(width)}\n`;
}

const UDP_HEADING = headed('   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops', 127); // prettier-ignore
const NET: readonly TextFile[] = [
  {
    name: 'dev',
    mode: 0o444,
    text: `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
`,
  },
  { name: 'arp', mode: 0o444, text: headed('IP address       HW type     Flags       HW address            Mask     Device', 0) },
  { name: 'route', mode: 0o444, text: headed('Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT', 127) },
  { name: 'raw', mode: 0o444, text: headed('  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops', 0) },
  { name: 'tcp', mode: 0o444, text: headed('  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode', 149) },
  { name: 'udp', mode: 0o444, text: UDP_HEADING },
  { name: 'unix', mode: 0o444, text: headed('Num       RefCount Protocol Flags    Type St Inode Path', 0) },
]; // prettier-ignore

const [FIRST_ATTRIBUTE, FIRST_NET] = [640, 660] as const;

export function attrDirectory(subject: Subject, task: Task, ino: number): ProcDirectory {
  return directoryOf(ATTRIBUTES, FIRST_ATTRIBUTE, subject, task, ino);
}

export function netDirectory(subject: Subject, task: Task, ino: number): ProcDirectory {
  return directoryOf(NET, FIRST_NET, subject, task, ino);
}

function directoryOf(
  files: readonly TextFile[],
  firstIno: number,
  subject: Subject,
  task: Task,
  ino: number,
): ProcDirectory {
  const where = { system: subject.system, mountPidNs: subject.ns, about: task.id };
  return new ProcDirectory(
    { ino, mode: 0o555, ...taskDumpOwner(subject.state, task, 0o555, true) },
    {
      lookup: (wanted) => {
        const at = files.findIndex(({ name }) => name === wanted);
        const found = files[at];
        if (found === undefined) return { errno: 'ENOENT' };
        const { mode, text } = found;
        const owner = taskDumpOwner(subject.state, task, mode, false);
        return new ProcFile({ ino: procIno(subject.pid, firstIno + at), mode, ...owner }, where, { read: () => text });
      },
      list: () => files.map(({ name }) => ({ name, kind: 'file' })),
    },
  );
} // prettier-ignore
