// The system calls of a process's life and identity: fork, execve, exit, wait4, groups, sessions, ids, limits.

import type { Capability } from '../kernel/abi/capability.ts';
import { INVALID_UID } from '../kernel/cred/user-ns.ts';
import type { CloneFlag, WaitOption } from '../kernel/call.ts';
import { nsCapable } from '../kernel/cred/capable.ts';
import { taskByVpid, tasksInOrder } from '../kernel/selectors.ts';
import { invariant } from '../result.ts';
import type { Answer } from './blocking.ts';
import { limitCalls } from './sys-limits.ts';
import { executable } from './exec.ts';
import { namespaceCensus } from './namespace-numbers.ts';
import { withNewNamespaces } from './other-namespaces.ts';
import type { Process } from './process.ts';
import { moveToCopy, whereRooted } from './root-directory.ts';
import { failed } from './program.ts';
import type { Coroutine } from './program.ts';
import type { Sys, Sysc, Waited } from './sys.ts';
import type { CallBody, SyscallGate } from './syscall-gate.ts';
import { mayAccess } from './vfs/permission.ts';
import { hasMountOption } from './vfs/read-only.ts';

type ProcessCalls = Pick<
  Sys,
  | 'fork' | 'clone' | 'execve' | 'exit' | 'wait4' | 'getpid' | 'getppid' | 'getpgid' | 'setpgid' | 'getsid' | 'setsid' | 'getresuid'
  | 'setuid' | 'setgid' | 'setresuid' | 'getresgid' | 'setresgid' | 'getgroups' | 'setgroups' | 'pollExit' | 'setrlimit' | 'getrlimit' | 'prlimit'
>; // prettier-ignore

const COMM_MAX = 15;
const S_ISUID = 0o4000;
/** Without S_IXGRP the bit does not concern execve(2). */
const S_ISGID_AND_IXGRP = 0o2010;

/** `sys` is what new programs are given: the whole interface, of which this is a part. */
export function processCalls(gate: SyscallGate, sys: () => Sys): ProcessCalls {
  return {
    fork: (child) => clone(gate, [], child),
    clone: (flags, child) => clone(gate, flags, child),
    execve: (path, argv, env) => execve(gate, sys(), path, argv, env),
    *exit(code) {
      yield* gate.ask({ call: 'exit', code: code & 0xff });
      return yield* gate.gone();
    },
    wait4: (pid, options = []) =>
      gate.untilAnswered('wait4', (process) => wait4(gate, process, pid, options)),
    getpid: () => certain(gate, { call: 'getpid' }),
    getppid: () => certain(gate, { call: 'getppid' }),
    getpgid: (pid) => gate.number({ call: 'getpgid', pid }),
    setpgid: (pid, pgid) => gate.number({ call: 'setpgid', pid, pgid }),
    getsid: (pid) => gate.number({ call: 'getsid', pid }),
    setsid: () => gate.number({ call: 'setsid' }),
    *getresuid() {
      const result = yield* gate.ask({ call: 'getresuid' });
      invariant('ret' in result && result.ids !== undefined, 'getresuid always has ids to report');
      return result.ids;
    },
    setuid: (uid) => setAllIds(gate, uid, 'CAP_SETUID', (all) => all ? { call: 'setresuid', ruid: uid, euid: uid, suid: uid } : { call: 'setresuid', euid: uid }), // prettier-ignore
    setgid: (gid) => setAllIds(gate, gid, 'CAP_SETGID', (all) => all ? { call: 'setresgid', rgid: gid, egid: gid, sgid: gid } : { call: 'setresgid', egid: gid }), // prettier-ignore
    setresuid: (ids) => gate.number({ call: 'setresuid', ...ids }),
    *getresgid() {
      const result = yield* gate.ask({ call: 'getresgid' });
      invariant('ret' in result && result.groupIds !== undefined, 'getresgid always has ids to report');
      return result.groupIds;
    },
    setresgid: (ids) => gate.number({ call: 'setresgid', ...ids }),
    *getgroups() {
      const result = yield* gate.ask({ call: 'getgroups' });
      invariant('ret' in result && result.groups !== undefined, 'getgroups always has a list to report');
      return result.groups;
    },
    setgroups: (groups) => gate.number({ call: 'setgroups', groups }),
    pollExit: (pid) => pollExit(gate, pid),
    ...limitCalls(gate),
  };
}

/** In microseconds: a copy copies the pages that it writes to, a program is loaded, and a shell finds its way about. */
const COPY_US = 200;
const EXEC_US = 700;
const SHELL_US = 1200;

function* clone(
  gate: SyscallGate,
  flags: readonly CloneFlag[],
  child: () => Coroutine<number>,
): Sysc<number> {
  const parent = yield* gate.enter();
  const { system } = gate;
  if (reachesTaskLimit(gate, parent)) return gate.fail(parent, 'fork', 'EAGAIN');
  const census = namespaceCensus(system, flags);
  const result = gate.kernelCall(parent, {
    call: 'clone',
    flags,
    exitSignal: 'SIGCHLD',
    ...census,
    ...whereRooted(parent),
  });
  if (!('ret' in result)) return 'errno' in result ? result : { errno: 'EAGAIN' };
  invariant(result.task !== undefined, 'clone names the task it made');
  const copy = parent.fork(result.task, child());
  const { cred, nsproxy } = copy.task;
  copy.others = withNewNamespaces(copy.others, cred, census.nsNumbers);
  if (flags.includes('CLONE_NEWNS')) moveToCopy(copy, nsproxy.mntNs);
  system.scheduler.spendOn('fork');
  copy.startUs = COPY_US;
  system.start(copy);
  // whoever is traced sleeps at each call, and never uses up a slice
  if (parent.taskOrNull?.tracer === null) yield* gate.letOwedGoFirst((process) => process === copy);
  yield* gate.comeBack(parent);
  return result.ret;
}

/** The machine's own limit, and RLIMIT_NPROC, which counts the caller's real user and does not bind the privileged (fork(2) EAGAIN). */
function reachesTaskLimit({ system }: SyscallGate, parent: Process): boolean {
  const { state } = system.kernel;
  if (state.tasks.size >= system.world.limits.tasks) return true;
  const limit = parent.limits.nproc.soft;
  if (limit === null) return false;
  const { cred } = parent.task;
  const exempting = ['CAP_SYS_RESOURCE', 'CAP_SYS_ADMIN'] as const;
  if (exempting.some((capability) => nsCapable(state, cred, state.rootUserNs, capability))) return false;
  return tasksInOrder(state).filter((task) => task.cred.ruid === cred.ruid).length >= limit;
}

function* execve(
  gate: SyscallGate,
  sys: Sys,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
): Sysc<never> {
  const process = yield* gate.enter();
  const found = executable(gate.system, process, path, argv);
  if (failed(found)) return gate.fail(process, 'execve', found.errno);
  const comm = path.slice(path.lastIndexOf('/') + 1).slice(0, COMM_MAX);
  const { mode, uid, gid } = found.file.inode.attributes();
  const honoursBits = !hasMountOption(gate.system, found.file, 'nosuid');
  const result = gate.kernelCall(process, {
    call: 'execve',
    comm,
    exe: found.file.path,
    argv: found.argv,
    ...((mode & S_ISUID) !== 0 && honoursBits && { setuid: uid }),
    ...((mode & S_ISGID_AND_IXGRP) === S_ISGID_AND_IXGRP && honoursBits && { setgid: gid }),
    ...(!mayAccess(process, found.file.inode, 'read') && { unreadable: true }),
  });
  if ('errno' in result) return result;
  process.become(found.file, env, found.program({ sys, argv: found.argv, env }));
  process.isLoading = found.isSlowToLoad;
  process.startUs = found.isShell ? SHELL_US : EXEC_US;
  return yield* gate.gone();
}

/** A number that somebody else has by now does not count: it is the process that is waited for. */
function* pollExit(gate: SyscallGate, pid: number): Sysc<number> {
  const { kernelState, task } = yield* gate.enter();
  const target = taskByVpid(kernelState, task, pid);
  if (target === undefined) return { errno: 'ESRCH' };
  const { exits, kernel } = gate.system;
  const isOver = (): boolean => (kernel.state.tasks.get(target.id)?.state ?? 'zombie') === 'zombie';
  return yield* gate.untilAnswered<number>(
    null,
    () => (isOver() ? 0 : { blocks: { on: 'signal' }, ready: isOver, queue: exits }),
    false,
  );
}

function wait4(
  gate: SyscallGate,
  process: Process,
  pid: number,
  options: readonly WaitOption[],
): Answer<Waited> {
  const call = { call: 'wait4', by: process.id, pid, options } as const;
  const result = gate.system.kernel.call(call);
  if ('errno' in result) return result;
  if ('ret' in result) return { pid: result.ret, status: result.status ?? null };
  if ('noreturn' in result) return { again: true };
  return { blocks: result.blocks, ready: () => !('blocks' in gate.system.kernel.foresee(call)) };
}

/** Errno: EINVAL (uid_t) -1; EPERM. */
function* setAllIds(
  gate: SyscallGate,
  id: number,
  capability: Capability,
  call: (all: boolean) => Extract<CallBody, { call: 'setresuid' | 'setresgid' }>,
): Sysc<number> {
  const { kernelState, task } = yield* gate.enter();
  if (id === INVALID_UID) return { errno: 'EINVAL' };
  return yield* gate.number(call(nsCapable(kernelState, task.cred, task.cred.userNs, capability)));
}

/** A call that can't fail. */
function* certain(gate: SyscallGate, body: CallBody): Coroutine<number> {
  const result = yield* gate.number(body);
  invariant(!failed(result), `${body.call} does not fail`);
  return result;
}
