// Runs a program in namespaces of its own. unshare(1) of util-linux.

import { execOrFail, execShell, tryHelp, versionLine } from '../../libc/util-linux.ts';
import { failed } from '../../program.ts';
import { program } from '../../libc/process.ts';
import { bind, Keeper } from './keep-namespaces.ts';
import { readSettings } from './settings.ts';
import { capabilitiesIn } from '../../../kernel/abi/capability.ts';
import { readFile } from '../../libc/read.ts';
import { readUsers } from '../../libc/users.ts';
import { USAGE } from './usage.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Caller, Early, Settings } from './settings.ts';
import type { Process } from '../../libc/process.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Sys } from '../../sys.ts';

/** What a shell says of a program that is not there. */
const NOT_FOUND = 127;

/** A step that failed: err(EXIT_FAILURE, ...) of the C program. */
class Failed {
  readonly message: string;
  /** Null where no system call refused: errx(3). */
  readonly failure: Failure | null;

  constructor(message: string, failure: Failure | null) {
    this.message = message;
    this.failure = failure;
  }
}

export const unshare = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const { euid } = yield* sys.getresuid();
  const { egid } = yield* sys.getresgid();
  const caller = { euid, egid, users: yield* readUsers(sys) };
  const settings = readSettings(process.args, caller);
  if ('early' in settings) return yield* leaveEarly(process, settings);

  if (settings.ranges.length > 0) return yield* mapRanges(process, settings, caller);
  const keeper = yield* Keeper.start(process, settings);
  if (keeper !== null && failed(keeper)) return yield* fail(process, new Failed('fork failed', keeper));
  const unshared = yield* sys.unshare([...settings.flags]);
  if (failed(unshared)) return yield* fail(process, new Failed('unshare failed', unshared));
  if (!settings.fork) {
    const status = yield* keepNamespaces(process, settings, keeper);
    return status ?? (yield* becomeProgram(process, settings, caller));
  }
  // The keyboard's signals are for the program inside; this process only waits for it.
  const inherited = yield* sys.sigprocmask('block', ['SIGINT', 'SIGTERM']);
  if (failed(inherited)) return yield* fail(process, new Failed('sigprocmask block failed', inherited));
  const child = yield* sys.fork(function* () {
    yield* sys.sigprocmask('setmask', inherited);
    return yield* becomeProgram(process, settings, caller);
  });
  if (failed(child)) return yield* fail(process, new Failed('fork failed', child));
  const status = yield* keepNamespaces(process, settings, keeper);
  return status ?? (yield* endLikeChild(process, child));
});

/** Only the set-user-ID programs newuidmap and newgidmap could map ranges, and they are not installed here. */
function* mapRanges(process: Process, settings: Settings, { euid, users }: Caller): Coroutine<number> {
  const { sys } = process;
  for (const { kind, auto } of settings.ranges) {
    if (!auto) continue;
    const path = `/etc/sub${kind}`;
    const text = yield* readFile(sys, path);
    if (failed(text)) return yield* fail(process, new Failed(`could not open '${path}'`, text));
    const user = users.userName(euid);
    if (text.split('\n').some((entry) => entry.startsWith(`${user}:`))) continue;
    yield* process.warn(`no line matching user "${user}" in ${path}: Success`);
    return 1;
  }
  const kinds = new Set(settings.ranges.map(({ kind }) => kind));
  const child = yield* sys.fork(function* () {
    if (kinds.size === 1) return yield* runHelper(process, kinds.has('uid') ? 'newuidmap' : 'newgidmap');
    // newuidmap is run by a child of the child, which goes on only if that succeeds
    const grandchild = yield* sys.fork(() => runHelper(process, 'newuidmap'));
    if (!failed(grandchild)) yield* sys.wait4(grandchild);
    return NOT_FOUND;
  });
  if (!failed(child)) yield* sys.wait4(child);
  return NOT_FOUND;
}

function* runHelper(process: Process, helper: string): Coroutine<number> {
  yield* process.warn(`failed to execute ${helper}`, { errno: 'ENOENT' });
  return NOT_FOUND;
}

function* leaveEarly(process: Process, early: Early): Coroutine<number> {
  switch (early.early) {
    case 'help':
      process.print(USAGE);
      return 0;
    case 'version':
      process.print(versionLine(process));
      return 0;
    case 'usage':
      return yield* tryHelp(process, early.problem);
    case 'refused':
      yield* process.warn(early.message);
      return 1;
  }
}

function* fail(process: Process, { message, failure }: Failed): Coroutine<number> {
  yield* process.warn(message, failure ?? undefined);
  return 1;
}

/** Waits, and ends as the child did: with its status, or of its signal. */
function* endLikeChild(process: Process, child: number): Coroutine<number> {
  const { sys } = process;
  const waited = yield* sys.wait4(child);
  if (failed(waited)) return yield* fail(process, new Failed('waitpid failed', waited));
  const { status } = waited;
  if (status !== null && 'exited' in status) return status.exited;
  if (status !== null && 'signaled' in status) {
    const refused = yield* dieOf(sys, status.signaled);
    if (refused !== null) return yield* fail(process, new Failed('sigprocmask unblock failed', refused));
  }
  yield* process.warn('child exit failed');
  return 1;
}

/** KILL and STOP can't be set to their default action: sigaction(2) answers EINVAL even for that. */
function* dieOf(sys: Sys, signal: Signal): Coroutine<Failure | null> {
  const reset = yield* sys.sigaction(signal, 'default');
  if (failed(reset)) return reset;
  const unblocked = yield* sys.sigprocmask('unblock', [signal]);
  if (failed(unblocked)) return unblocked;
  yield* sys.kill(yield* sys.getpid(), signal);
  return null;
}

/** What happens inside, before the program takes over. */
function* becomeProgram(
  process: Process,
  settings: Settings,
  caller: { readonly euid: number; readonly egid: number },
): Coroutine<number> {
  const { sys } = process;
  if (settings.killChild !== null) yield* sys.prctl('PR_SET_PDEATHSIG', settings.killChild);
  const problem =
    (yield* mapIds(sys, settings, caller)) ??
    (yield* setUpMounts(sys, settings)) ??
    (yield* setIds(sys, settings)) ??
    (settings.keepCaps && settings.flags.has('CLONE_NEWUSER') ? yield* permittedToAmbient(sys) : null);
  if (problem !== null) return yield* fail(process, problem);
  return settings.command.length > 0
    ? yield* execOrFail(process, settings.command)
    : yield* execShell(process);
}

function* mapIds(
  sys: Sys,
  settings: Settings,
  caller: { readonly euid: number; readonly egid: number },
): Coroutine<Failed | null> {
  if (settings.mapUser !== null) {
    const problem = yield* writeFile(sys, '/proc/self/uid_map', `${settings.mapUser} ${caller.euid} 1`);
    if (problem !== null) return problem;
  }
  if (settings.mapGroup !== null) {
    if (settings.setgroups === 'allow') {
      return new Failed('options --setgroups=allow and --map-group are mutually exclusive', null);
    }
    // only who gave up setgroups(2) for good may map groups without privilege: user_namespaces(7)
    const problem =
      (yield* writeFile(sys, '/proc/self/setgroups', 'deny')) ??
      (yield* writeFile(sys, '/proc/self/gid_map', `${settings.mapGroup} ${caller.egid} 1`));
    if (problem !== null) return problem;
  }
  return settings.setgroups === null
    ? null
    : yield* writeFile(sys, '/proc/self/setgroups', settings.setgroups);
}

function* writeFile(sys: Sys, path: string, text: string): Coroutine<Failed | null> {
  const fd = yield* sys.open(path, ['O_WRONLY']);
  if (failed(fd)) return new Failed(`cannot open ${path}`, fd);
  const written = yield* sys.write(fd, text);
  yield* sys.close(fd);
  return failed(written) ? new Failed(`write failed ${path}`, written) : null;
}

function* setUpMounts(sys: Sys, settings: Settings): Coroutine<Failed | null> {
  if (settings.flags.has('CLONE_NEWNS') && settings.propagation !== 'unchanged') {
    const flag = ({ shared: 'MS_SHARED', private: 'MS_PRIVATE', slave: 'MS_SLAVE' } as const)[
      settings.propagation
    ];
    const done = yield* sys.mount('none', '/', '', ['MS_REC', flag]);
    if (failed(done)) return new Failed('cannot change root filesystem propagation', done);
  }
  if (settings.root !== null) {
    const done = yield* sys.chroot(settings.root);
    if (failed(done)) return new Failed(`cannot change root directory to '${settings.root}'`, done);
    yield* sys.chdir('/');
  }
  if (settings.directory !== null) {
    const done = yield* sys.chdir(settings.directory);
    if (failed(done)) return new Failed(`cannot chdir to '${settings.directory}'`, done);
  }
  return settings.mountProc === null
    ? null
    : yield* mountProc(sys, settings.mountProc, settings.propagation === 'private');
}

/** Where the root's propagation was not made private, at least that of the old mount must be. */
function* mountProc(sys: Sys, target: string, rootIsPrivate: boolean): Coroutine<Failed | null> {
  if (!rootIsPrivate) {
    const done = yield* sys.mount('none', target, '', ['MS_PRIVATE', 'MS_REC']);
    if (failed(done) && done.errno !== 'EINVAL')
      return new Failed(`cannot change ${target} filesystem propagation`, done);
  }
  const mounted = yield* sys.mount('proc', target, 'proc', ['MS_NOSUID', 'MS_NODEV', 'MS_NOEXEC']);
  return failed(mounted) ? new Failed(`mount ${target} failed`, mounted) : null;
}

function* setIds(sys: Sys, settings: Settings): Coroutine<Failed | null> {
  const { uid, gid } = settings;
  if (gid !== null) {
    const cleared = yield* sys.setgroups([]);
    if (failed(cleared)) return new Failed('setgroups failed', cleared);
    const set = yield* sys.setgid(gid);
    if (failed(set)) return new Failed('setgid failed', set);
  }
  if (uid === null) return null;
  const done = yield* sys.setuid(uid);
  return failed(done) ? new Failed('setuid failed', done) : null;
}

/** cap_permitted_to_ambient: what the program inside would lose with execve(2) where nobody is root. */
function* permittedToAmbient(sys: Sys): Coroutine<Failed | null> {
  const data = yield* sys.capget();
  const set = yield* sys.capset({ ...data, inheritable: data.permitted });
  if (failed(set)) return new Failed('capset failed', set);
  for (const capability of capabilitiesIn(data.effective)) {
    const raised = yield* sys.prctl('PR_CAP_AMBIENT', 'PR_CAP_AMBIENT_RAISE', capability);
    if (failed(raised)) return new Failed('prctl(PR_CAP_AMBIENT) failed', raised);
  }
  return null;
}

/** The status to leave with where they can't be kept. */
function* keepNamespaces(
  process: Process,
  settings: Settings,
  keeper: Keeper | null,
): Coroutine<number | null> {
  if (keeper !== null) return yield* keeper.keep();
  if (settings.kept.length === 0) return null;
  const problem = yield* bind(process.sys, settings, yield* process.sys.getpid());
  return problem === null ? null : yield* fail(process, new Failed(problem.message, problem.failure));
}
