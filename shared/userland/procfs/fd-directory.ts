// /proc/PID/fd and fdinfo: the descriptors of a process, as links to what is open. proc_pid_fd(5)

import { taskDumpOwner } from '../../kernel/cred/task-dump-owner.ts';
import type { Task } from '../../kernel/task.ts';
import { failed } from '../program.ts';
import type { Failure } from '../program.ts';
import type { OpenFile } from '../open-file.ts';
import type { Inode, Owner } from '../vfs/inode.ts';
import { mayInspect } from './access.ts';
import { ProcDirectory, ProcFile, procIno, ProcLink } from './proc-inode.ts';
import type { Subject } from './subject.ts';
import { pathSeenFrom } from '../vfs/location.ts';

const FD_INO = 256;
const FDINFO_INO = 2048;

export function fdDirectory(subject: Subject, task: Task): ProcDirectory {
  const owner = taskDumpOwner(subject.state, task, 0o500, true);
  return new ProcDirectory(
    { ino: procIno(subject.pid, FD_INO), mode: 0o500, ...owner },
    descriptors(subject, 'symlink', (fd, file) => fdLink(subject, fd, file, owner)),
  );
}

export function fdinfoDirectory(subject: Subject, task: Task): ProcDirectory {
  const notice = { system: subject.system, mountPidNs: subject.ns, about: task.id };
  const owner = taskDumpOwner(subject.state, task, 0o400, false);
  return new ProcDirectory(
    {
      ino: procIno(subject.pid, FDINFO_INO),
      mode: 0o555,
      ...taskDumpOwner(subject.state, task, 0o555, true),
    },
    descriptors(subject, 'file', (fd, file) => {
      const identity = { ino: procIno(subject.pid, FDINFO_INO + 1 + fd), mode: 0o400, ...owner };
      return new ProcFile(identity, notice, { read: () => fdinfoText(file) });
    }),
  );
}

/** Descriptors in ascending order; none for a process without files. */
function descriptors(
  subject: Subject,
  kind: 'symlink' | 'file',
  entry: (fd: number, file: OpenFile) => Inode,
): ConstructorParameters<typeof ProcDirectory>[1] {
  const table = (): Failure | ReturnType<Subject['process']> => {
    const { task } = subject;
    return failed(task) ? task : subject.process(task);
  };
  return {
    lookup: (name, caller) => {
      const process = table();
      if (process === null) return { errno: 'ENOENT' };
      if (failed(process)) return process;
      if (!mayInspect(caller, process.task)) return { errno: 'EACCES' };
      const fd = /^\d+$/.test(name) ? Number(name) : -1;
      const file = process.files.get(fd);
      return file === undefined ? { errno: 'ENOENT' } : entry(fd, file);
    },
    list: () => {
      const process = table();
      if (process === null) return [];
      return failed(process) ? process : process.files.numbers().map((fd) => ({ name: String(fd), kind }));
    },
  };
}

function fdLink(subject: Subject, fd: number, file: OpenFile, owner: Owner): ProcLink {
  const mode = (file.mode.readable ? 0o500 : 0) | (file.mode.writable ? 0o300 : 0);
  return new ProcLink(
    { ino: procIno(subject.pid, FD_INO + 1 + fd), mode, ...owner, size: 64 },
    { readlink: (caller) => pathSeenFrom(caller.root, file.at), jump: () => file.at },
  );
}

function fdinfoText(file: OpenFile): string {
  const flags =
    (file.mode.writable ? (file.mode.readable ? 2 : 1) : 0) | (file.mode.append ? 0o2000 : 0) | 0o100000;
  return `pos:\t0\nflags:\t0${flags.toString(8)}\nmnt_id:\t${file.at.mount}\nino:\t${file.inode.ino}\n`;
}
