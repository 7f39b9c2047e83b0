// /proc/PID/ns: one link per namespace a process is in, or its children will be in. namespaces(7), fs/proc/namespaces.c

import { taskDumpOwner } from '../../kernel/cred/task-dump-owner.ts';
import type { NsReference } from '../../kernel/call.ts';
import { pidNsOf } from '../../kernel/selectors.ts';
import type { Task } from '../../kernel/task.ts';
import type { OtherKind } from '../other-namespaces.ts';
import type { Process } from '../process.ts';
import { failed } from '../program.ts';
import type { Failure } from '../program.ts';
import type { Owner } from '../vfs/inode.ts';
import { nsInode } from '../vfs/ns-file.ts';
import type { NsHandle, NsInode } from '../vfs/ns-file.ts';
import { mayInspect } from './access.ts';
import { ProcDirectory, procIno, ProcLink } from './proc-inode.ts';
import type { Subject } from './subject.ts';

const LINKS = [
  'net',
  'uts',
  'ipc',
  'pid',
  'pid_for_children',
  'user',
  'mnt',
  'cgroup',
  'time',
  'time_for_children',
] as const;
type LinkName = (typeof LINKS)[number];
const FIRST_INO = 64;

export function nsDirectory(subject: Subject, task: Task): ProcDirectory {
  const owner = taskDumpOwner(subject.state, task, 0o511, true);
  return new ProcDirectory(
    { ino: procIno(subject.pid, FIRST_INO), mode: 0o511, ...owner },
    {
      lookup: (name) => {
        const link = LINKS.find((candidate) => candidate === name);
        return link === undefined ? { errno: 'ENOENT' } : nsLink(subject, link, owner);
      },
      list: () => LINKS.map((name) => ({ name, kind: 'symlink' })),
    },
  );
}

function nsLink(subject: Subject, link: LinkName, owner: Owner): ProcLink {
  const ino = procIno(subject.pid, FIRST_INO + 1 + LINKS.indexOf(link));
  return new ProcLink(
    { ino, mode: 0o777, ...owner },
    {
      readlink: (caller) => {
        const inode = follow(subject, link, caller);
        return failed(inode) ? inode : inode.label;
      },
      jump: (caller) => {
        const inode = follow(subject, link, caller);
        if (failed(inode)) return inode;
        return { mntNs: caller.task.nsproxy.mntNs, mount: 0, path: inode.label, inode, parent: null };
      },
    },
  );
}

function follow(subject: Subject, link: LinkName, caller: Process): NsInode | Failure {
  const { task } = subject;
  // the kernel answers for a process that is gone as for one that may not be looked into
  if (failed(task) || !mayInspect(caller, task)) return { errno: 'EACCES' };
  const handle = namespaceOf(subject, task, link);
  return failed(handle) ? handle : nsInode(subject.system.kernel, handle);
}

/** ENOENT: a zombie has only its PID and user namespaces left (PNS-83); a namespace without a first process is not shown (PNS-26). */
function namespaceOf(subject: Subject, task: Task, link: LinkName): NsHandle | Failure {
  const { state } = subject;
  if (link === 'pid') return { kind: 'pid', id: pidNsOf(state, task) };
  if (link === 'user') return { kind: 'user', id: task.cred.userNs };
  const process = subject.process(task);
  if (process === null) return { errno: 'ENOENT' };
  switch (link) {
    case 'mnt':
      return { kind: 'mnt', id: task.nsproxy.mntNs };
    case 'pid_for_children':
      return pidForChildren(subject, task);
    case 'time_for_children':
      return otherNamespace(process, 'time');
    default:
      return otherNamespace(process, link);
  }
}

function pidForChildren({ state }: Subject, task: Task): NsReference | Failure {
  const id = task.nsproxy.pidNsForChildren;
  const phase = state.pidNamespaces.get(id)?.phase ?? 'unborn';
  return phase === 'unborn' ? { errno: 'ENOENT' } : { kind: 'pid', id };
}

function otherNamespace(process: Process, kind: OtherKind): NsHandle {
  return { kind: 'other', namespace: process.others[kind] };
}
