// Random programs for the simulated kernel: who calls what is drawn as numbers and made a call when it is known who
// is alive, so that a program that shrinks still makes sense.
import fc from 'fast-check';
import { signalName } from '#shared/kernel/abi/signal.ts';
import type { Signal } from '#shared/kernel/abi/signal.ts';
import type { Call, CallResult, CloneFlag, Decision, Stimulus, WaitOption } from '#shared/kernel/call.ts';
import { decide } from '#shared/kernel/decide.ts';
import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import { initialState } from '#shared/kernel/initial-state.ts';
import { pidNsOf, pidOf, tasksInOrder } from '#shared/kernel/selectors.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Task } from '#shared/kernel/task.ts';

/** One step, as drawn. Each number is read modulo what there is to choose from. */
export interface Move {
  readonly what: number;
  readonly by: number;
  readonly target: number;
  readonly n: number;
}

export const aProgram: fc.Arbitrary<Move[]> = fc.array(
  fc.record({ what: fc.nat(999), by: fc.nat(99), target: fc.nat(99), n: fc.nat(999) }),
  { minLength: 1, maxLength: 80, size: 'max' },
);

const SIGNALS: readonly Signal[] = ['SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGTERM', 'SIGTSTP', 'SIGHUP', 'SIGUSR1', 'SIGCHLD', 'SIGTTOU', 'SIG34']; // prettier-ignore
const FLAGS: readonly (readonly CloneFlag[])[] = [[], [], [], ['CLONE_NEWPID'], ['CLONE_NEWPID'], ['CLONE_PARENT'], ['CLONE_NEWUSER', 'CLONE_NEWPID'], ['CLONE_NEWNS'], ['CLONE_NEWPID', 'CLONE_PARENT'], ['CLONE_FILES', 'CLONE_FS'], ['CLONE_VM', 'CLONE_SIGHAND', 'CLONE_FILES'], ['CLONE_NEWUTS', 'CLONE_NEWTIME']]; // prettier-ignore
const WAITS: readonly (readonly WaitOption[])[] = [
  ['WNOHANG'],
  ['WNOHANG', 'WUNTRACED', 'WCONTINUED'],
  ['WNOHANG', '__WALL'],
  [],
];
const REQUESTS = [
  'SEIZE',
  'SEIZE',
  'ATTACH',
  'TRACEME',
  'CONT',
  'CONT',
  'DETACH',
  'INTERRUPT',
  'LISTEN',
] as const;
const TTYS = [asTtyId(0), asTtyId(1)];

interface Chosen {
  readonly state: KernelState;
  readonly by: Task;
  readonly target: Task;
  /** The target's number for the caller; 0 where it has none. */
  readonly pid: number;
  readonly n: number;
}

type Unaddressed = Call extends infer One ? (One extends Call ? Omit<One, 'by'> : never) : never;

/** Weighted by repetition. */
const CALLS: readonly ((chosen: Chosen) => Unaddressed)[] = [
  ({ n }) => ({
    call: 'clone',
    flags: pick(FLAGS, n),
    exitSignal: pick(['SIGCHLD', 'SIGCHLD', 'SIGUSR1', null] as const, n >> 4),
  }),
  ({ n }) => ({ call: 'clone', flags: pick(FLAGS, n), exitSignal: 'SIGCHLD' }),
  ({ n }) => ({ call: 'clone', flags: pick(FLAGS, n), exitSignal: 'SIGCHLD' }),
  ({ n }) => ({ call: 'clone', flags: pick(FLAGS, n), exitSignal: 'SIGCHLD' }),
  ({ n }) => ({ call: 'clone', flags: pick(FLAGS, n), exitSignal: 'SIGCHLD', setTid: [1 + (n % 12)] }),
  ({ n }) => ({ call: 'exit', code: n }),
  ({ n }) => ({ call: 'exit', code: n }),
  ({ n, pid }) => ({ call: 'kill', pid, sig: pick(SIGNALS, n) }),
  ({ n, pid }) => ({ call: 'kill', pid, sig: pick(SIGNALS, n) }),
  ({ n, pid }) => ({ call: 'kill', pid: -pid, sig: pick(SIGNALS, n) }),
  ({ n }) => ({ call: 'kill', pid: -1, sig: pick(SIGNALS, n) }),
  ({ n, pid }) => ({ call: 'tgkill', pid, sig: signalName(1 + (n % 64)) ?? 0 }),
  ({ n, pid }) => ({ call: 'sigqueue', pid, sig: pick(SIGNALS, n), value: n }),
  ({ n }) => ({ call: 'wait4', pid: -1, options: pick(WAITS, n) }),
  ({ n }) => ({ call: 'wait4', pid: -1, options: pick(WAITS, n) }),
  ({ n, pid }) => ({ call: 'wait4', pid, options: pick(WAITS, n) }),
  ({ n, pid }) => ({
    call: 'waitid',
    idtype: pick(['P_ALL', 'P_PID', 'P_PGID'] as const, n),
    id: pid,
    options: ['WNOHANG', 'WEXITED', 'WSTOPPED'],
  }),
  ({ n }) => ({ call: 'unshare', flags: pick(FLAGS, n) }),
  ({ state, target }) => ({ call: 'setns', ns: { kind: 'pid', id: pidNsOf(state, target) }, nstype: null }),
  ({ state, target }) => ({
    call: 'setns',
    ns: { kind: 'pid', id: pidNsOf(state, target) },
    nstype: 'CLONE_NEWPID',
  }),
  ({ target }) => ({ call: 'setns', ns: { kind: 'user', id: target.cred.userNs }, nstype: null }),
  ({ target }) => ({ call: 'setns', ns: { kind: 'mnt', id: target.nsproxy.mntNs }, nstype: null }),
  ({ pid, n }) => ({ call: 'setpgid', pid, pgid: n % 5 }),
  ({ pid }) => ({ call: 'setpgid', pid: 0, pgid: pid }),
  () => ({ call: 'setsid' }),
  ({ n }) => ({
    call: 'sigaction',
    sig: pick(SIGNALS, n),
    action: {
      disposition: pick(['default', 'ignore', 'handler'] as const, n >> 3),
      flags: n % 7 === 0 ? ['SA_NOCLDWAIT'] : [],
    },
  }),
  ({ n }) => ({
    call: 'sigprocmask',
    how: pick(['block', 'unblock', 'setmask'] as const, n >> 3),
    sigs: [pick(SIGNALS, n)],
  }),
  ({ n }) => ({ call: 'set_subreaper', value: n % 3 !== 0 }),
  ({ n }) => ({ call: 'set_pdeathsig', sig: pick(SIGNALS, n) }),
  ({ n }) => ({ call: 'setresuid', ruid: n % 2, euid: n % 2, suid: (n >> 1) % 2 }),
  ({ n, pid }) => ({
    call: 'ptrace',
    request: pick(REQUESTS, n),
    pid,
    sig: pick([0, 'SIGSTOP', 'SIGTERM', 'SIGUSR1'] as const, n >> 4),
    options: n % 5 === 0 ? ['EXITKILL'] : [],
  }),
  ({ n, pid }) => ({
    call: 'ptrace',
    request: pick(REQUESTS, n),
    pid,
    sig: pick([0, 'SIGSTOP', 'SIGCONT'] as const, n >> 4),
  }),
  ({ n }) => ({ call: 'execve', comm: `program-${n}`, exe: '/bin/program', argv: ['program'] }),
  ({ n, pid }) => ({ call: 'pidfd_open', pid, as: `h${n % 3}`, flags: [] }),
  ({ n }) => ({
    call: 'pidfd_send_signal',
    pidfd: `h${n % 3}`,
    sig: pick(SIGNALS, n >> 2),
    flags: n % 5 === 0 ? ['PROCESS_GROUP'] : [],
  }),
  ({ n }) => ({ call: 'pidfd_close', pidfd: `h${n % 3}` }),
  ({ pid, n }) => ({ call: 'scm_send', ...(n % 2 === 0 && { pid }) }),
  () => ({ call: 'scm_recv' }),
  ({ n }) => ({ call: 'set_last_pid', value: n % 400 }),
  ({ n }) => ({ call: 'set_pid_max', value: 301 + (n % 3) }),
  ({ n }) => ({ call: 'reboot', cmd: pick(['RESTART', 'HALT', 'CAD_ON'], n) }),
  ({ n }) => ({
    call: 'mount',
    mount: {
      target: pick(['/proc', '/mnt', '/mnt/a'], n),
      source: 'none',
      fstype: pick(['proc', 'tmpfs'] as const, n),
      options: 'rw',
      nsFile: null,
      propagation: 'private',
    },
  }),
  ({ n }) => ({ call: 'umount', target: pick(['/proc', '/mnt', '/mnt/a'], n) }),
  ({ n }) => ({ call: 'set_propagation', propagation: pick(['shared', 'private'] as const, n) }),
  ({ n }) => ({ call: 'tiocsctty', tty: pick(TTYS, n) }),
  ({ n, pid }) => ({ call: 'tcsetpgrp', tty: pick(TTYS, n), pgid: pid }),
  ({ n }) => ({ call: 'tty_job_control', tty: pick(TTYS, n), op: 'read' }),
  ({ n, target }) => ({
    call: 'write_uid_map',
    ns: target.cred.userNs,
    kind: 'uid',
    map: [{ inside: 0, outside: n % 2, count: 1 }],
  }),
];

/** What the outside does, now and then. */
function stimulusOf({ n }: Move): Stimulus {
  const tty = pick(TTYS, n);
  return pick<Stimulus>(
    [
      { stimulus: 'tty_signal', tty, signal: 'SIGINT' },
      { stimulus: 'tty_signal', tty, signal: 'SIGTSTP' },
      { stimulus: 'clock', to: asSimTime(n) },
    ],
    n >> 1,
  );
}

/** A machine with two terminals and nobody but PID 1. */
export function startOfPrograms(): KernelState {
  const mounts = [
    { target: '/', source: 'root', fstype: 'root', options: 'rw', nsFile: null, propagation: 'shared' },
  ] as const;
  let state = initialState({ comm: 'init', mounts });
  for (const tty of TTYS) state = decide(state, { stimulus: 'tty_opened', tty, columns: 80, rows: 24 }).state;
  return state;
}

/** Runs a program; `see` gets each request, the state it was made in, and what came of it. */
export function runProgram(
  moves: readonly Move[],
  see: (request: Call | Stimulus, before: KernelState, decision: Decision) => void,
): KernelState {
  let state = startOfPrograms();
  const ask = (request: Call | Stimulus): CallResult => {
    const decision = decide(state, request);
    see(request, state, decision);
    state = decision.state;
    return decision.result;
  };
  for (const move of moves) {
    const request = requestOf(state, move);
    if (request === null) break;
    const result = ask(request);
    // A call that blocks puts its caller to sleep, as the machine does it.
    if ('blocks' in result && 'by' in request) ask({ call: 'block', by: request.by, on: result.blocks });
  }
  return state;
}

/** Null when nobody is left to make a call. */
function requestOf(state: KernelState, move: Move): Call | Stimulus | null {
  const tasks = tasksInOrder(state);
  const able = tasks.filter((task) => task.state === 'running' || task.state === 'sleeping');
  if (able.length === 0) return null;
  if (move.what % 25 === 0) return stimulusOf(move);
  const by = pick(able, move.by);
  if (by.state === 'sleeping') return { call: 'wake', by: by.id };
  const target = pick(tasks, move.target);
  const pid = pidOf(state, target, pidNsOf(state, by));
  const drawn = pick(CALLS, move.what)({ state, by, target, pid, n: move.n });
  // PID 1 rarely ends: the program would be over.
  const ends = drawn.call === 'exit' || drawn.call === 'reboot';
  const call: Unaddressed =
    ends && by.id === 1 && move.n % 16 !== 0
      ? { call: 'clone', flags: pick(FLAGS, move.n), exitSignal: 'SIGCHLD' }
      : drawn;
  // What Omit took off every call is put back.
  return { ...call, by: by.id };
}

function pick<T>(choices: readonly T[], n: number): T {
  return choices[n % choices.length] as T;
}
