// The system calls on descriptors: open, read, write, close, dup, pipe, fstat. open(2), pipe(7)

import { asTtyId } from '../kernel/ids.ts';
import { pidSeenBy } from '../kernel/selectors.ts';
import type { Process } from './process.ts';
import { failed } from './program.ts';
import type { Failure } from './program.ts';
import { HeldFile, OpenFile } from './open-file.ts';
import type { OpenMode, PartlyOpen } from './open-file.ts';
import { Pipe } from './pipe.ts';
import { statOf } from './stat.ts';
import type { Fd, OpenFlag, Sys, Sysc } from './sys.ts';
import type { SyscallGate } from './syscall-gate.ts';
import type { Location } from './vfs/location.ts';
import type { System } from './system.ts';
import { TerminalFile } from './tty/terminal-file.ts';
import { mayAccess, newInodeIn } from './vfs/permission.ts';
import { hasMountOption, isReadOnly, isSpecial } from './vfs/read-only.ts';

type DescriptorCalls = Pick<
  Sys,
  'open' | 'read' | 'write' | 'lseek' | 'close' | 'dup2' | 'dup' | 'setCloexec' | 'pipe' | 'fstat' | 'flock'
>;

const READ_SIZE = 65536;

export function descriptorCalls(gate: SyscallGate): DescriptorCalls {
  return {
    *open(path, flags = [], mode = 0o666) {
      const process = yield* gate.enter();
      const opened = yield* openWhole(gate, process, path, flags, mode);
      if (failed(opened)) return gate.fail(process, 'open', opened.errno);
      const fd = process.files.add(opened, flags.includes('O_CLOEXEC'));
      if (fd === null) return gate.fail(process, 'open', 'EMFILE');
      if (!flags.includes('O_NOCTTY')) acquireTerminal(gate, process, opened);
      return fd;
    },
    read: (fd, max = READ_SIZE) =>
      gate.untilAnswered('read', (process) => {
        const file = process.files.get(fd);
        if (file?.mode.readable !== true) return { errno: 'EBADF' };
        const answer = file.read(process, max);
        if (typeof answer === 'string') gate.system.scheduler.chargeText(answer.length);
        return answer;
      }),
    write: (fd, text) => write(gate, fd, text),
    *lseek(fd, offset, whence = 'SEEK_SET') {
      const file = (yield* gate.enter()).files.get(fd);
      if (file === undefined) return { errno: 'EBADF' };
      return file.seek(offset, whence) ?? { errno: 'ESPIPE' };
    },
    *close(fd) {
      return (yield* gate.enter()).files.close(fd) ? 0 : { errno: 'EBADF' };
    },
    *dup2(from, to) {
      const { files } = yield* gate.enter();
      const file = files.get(from);
      if (file === undefined || to < 0) return { errno: 'EBADF' };
      if (from !== to) files.set(to, file, false);
      return to;
    },
    *dup(fd, least = 0) {
      const { files } = yield* gate.enter();
      const file = files.get(fd);
      if (file === undefined) return { errno: 'EBADF' };
      return files.add(file, false, least) ?? { errno: 'EMFILE' };
    },
    *setCloexec(fd, on) {
      const { files } = yield* gate.enter();
      if (files.get(fd) === undefined) return { errno: 'EBADF' };
      files.setCloexec(fd, on);
      return 0;
    },
    flock: (fd, operation) =>
      gate.untilAnswered(null, (process) => {
        const file = process.files.get(fd);
        if (file === undefined) return { errno: 'EBADF' };
        const { locks } = gate.system;
        const kind = operation.find((flag) => flag === 'LOCK_SH' || flag === 'LOCK_EX');
        if (kind !== undefined) return locks.lock(process, file, kind, operation.includes('LOCK_NB'));
        locks.unlock(file);
        return 0;
      }),
    *pipe() {
      return newPipe(gate, yield* gate.enter());
    },
    *fstat(fd) {
      const process = yield* gate.enter();
      const file = process.files.get(fd);
      return file === undefined ? { errno: 'EBADF' } : statOf(process, file.inode);
    },
  };
}

/** One end of a pipe with a name waits for the other; who dies or is interrupted meanwhile gives it back. */
function* openWhole(
  gate: SyscallGate,
  process: Process,
  path: string,
  flags: readonly OpenFlag[],
  mode: number,
): Sysc<OpenFile> {
  const opened = open(gate.system, process, path, flags, mode);
  if (failed(opened) || opened instanceof OpenFile) return opened;
  const { file, partner } = opened;
  file.addReference();
  process.opening = file;
  const whole = yield* gate.untilAnswered<OpenFile>(null, () => (partner.ready() ? file : partner));
  process.opening = null;
  if (failed(whole)) file.dropReference();
  // the descriptor holds it from now on
  else file.forgetReference();
  return whole;
}

function open(
  system: System,
  process: Process,
  path: string,
  flags: readonly OpenFlag[],
  mode: number,
): OpenFile | PartlyOpen | Failure {
  const { vfs } = system;
  const writable = flags.includes('O_WRONLY') || flags.includes('O_RDWR');
  const how: OpenMode = {
    readable: !flags.includes('O_WRONLY'),
    writable,
    append: flags.includes('O_APPEND'),
    ...(flags.includes('O_NONBLOCK') && { nonblock: true }),
  };
  const found = vfs.resolve(process, path);
  if (failed(found)) {
    if (found.errno !== 'ENOENT' || !flags.includes('O_CREAT')) return found;
    return create(system, process, path, mode, how);
  }
  if (flags.includes('O_CREAT') && flags.includes('O_EXCL')) return { errno: 'EEXIST' };
  const { inode } = found;
  if (inode.kind === 'symlink') return { errno: 'ELOOP' };
  if (inode.kind === 'directory' && (writable || flags.includes('O_CREAT'))) return { errno: 'EISDIR' };
  if (inode.kind !== 'directory' && flags.includes('O_DIRECTORY')) return { errno: 'ENOTDIR' };
  if (how.readable && !mayAccess(process, inode, 'read')) return { errno: 'EACCES' };
  const special = isSpecial(inode);
  if (writable && !special && isReadOnly(system, found)) return { errno: 'EROFS' };
  if (writable && !mayAccess(process, inode, 'write')) return { errno: 'EACCES' };
  if (inode.kind === 'char' && hasMountOption(system, found, 'nodev')) return { errno: 'EACCES' };
  if (inode.kind === 'directory') return inode.enter?.(process) ?? new HeldFile(found, how);
  if (writable && flags.includes('O_TRUNC')) inode.truncate?.();
  return inode.open(process, how, found);
}

function create(
  system: System,
  process: Process,
  path: string,
  mode: number,
  how: OpenMode,
): OpenFile | PartlyOpen | Failure {
  const { vfs } = system;
  const last = vfs.resolveLastName(process, path);
  if (failed(last)) return last;
  const { directory, name, mustBeDirectory } = last;
  if (mustBeDirectory) return { errno: 'EISDIR' };
  const { names } = directory.inode;
  if (isReadOnly(system, directory)) return { errno: 'EROFS' };
  if (names === undefined) return { errno: 'ENOENT' };
  if (!mayAccess(process, directory.inode, 'write')) return { errno: 'EACCES' };
  // a dangling symbolic link is there already; what it points to is not made
  if (!failed(vfs.child(process, directory, name))) return { errno: 'ENOENT' };
  const wanted = newInodeIn(process, directory.inode, 'other', mode & ~process.umask);
  const made = names.makeFile(name, wanted.owner, wanted.mode);
  const at = vfs.child(process, directory, name);
  return failed(at) ? at : made.open(process, how, at);
}

/** A session leader without a terminal that opens one gets it as its controlling terminal (tty_open_proc_set_tty). */
function acquireTerminal(gate: SyscallGate, process: Process, { inode }: OpenFile): void {
  const { task } = process;
  if (inode.kind !== 'char' || inode.tty === undefined || task.tty !== null || task.session !== task.pid)
    return;
  gate.kernelCall(process, { call: 'tiocsctty', tty: asTtyId(inode.tty) });
}

/** Large texts go in pieces where the file takes no more at once; a failure after the first piece ends the write short. */
function* write(gate: SyscallGate, fd: Fd, text: string): Sysc<number> {
  let written = 0;
  do {
    const rest = text.slice(written);
    const taken = yield* gate.untilAnswered('write', (process) => {
      const file = process.files.get(fd);
      if (file?.mode.writable !== true) return { errno: 'EBADF' };
      const answer = file.write(process, rest);
      if (typeof answer === 'number') gate.system.scheduler.chargeText(answer);
      if (file instanceof TerminalFile) gate.system.scheduler.spendOn('write');
      return answer;
    });
    if (failed(taken)) return taken.errno === 'EPIPE' ? yield* brokenPipe(gate) : taken;
    written += taken;
  } while (written < text.length);
  return text.length;
}

/** The writer gets SIGPIPE; who ignores or handles it sees EPIPE. */
function* brokenPipe(gate: SyscallGate): Sysc<number> {
  const process = yield* gate.enter();
  gate.fail(process, 'write', 'EPIPE');
  yield* gate.number({
    call: 'kill',
    pid: pidSeenBy(process.kernelState, process.task.pid, process.task),
    sig: 'SIGPIPE',
  });
  return { errno: 'EPIPE' };
}

function newPipe(gate: SyscallGate, process: Process): { readonly read: Fd; readonly write: Fd } | Failure {
  const { system } = gate;
  const pipe = new Pipe(system.nextPipeInode(), system.newWaitQueue(), system.newWaitQueue());
  const { mntNs } = process.task.nsproxy;
  const at: Location = { mntNs, mount: 0, path: `pipe:[${pipe.ino}]`, inode: pipe, parent: null };
  const end = (writable: boolean): OpenFile =>
    pipe.open(process, { readable: !writable, writable, append: false }, at);
  const read = process.files.add(end(false), false);
  const write = process.files.add(end(true), false);
  return read === null || write === null ? { errno: 'EMFILE' } : { read, write };
}
