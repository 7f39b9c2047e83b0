// Which steps could be tried next? Random programs of every call of a trace, from a seed, whose answers do not depend on
// who comes first.

import { SIGNALS } from '#shared/kernel/abi/signal.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { parseTraceProgram, TRACE_FORMAT } from '#shared/kernel/trace/trace-format.ts';
import { runStep } from '#shared/kernel/trace/run-trace.ts';
import { TraceLab } from '#shared/kernel/trace/trace-lab.ts';
import { tasksInOrder } from '#shared/kernel/selectors.ts';
import { invariant } from '#shared/result.ts';
import { isAmbiguous } from './ambiguity.ts';

const TRIES = 12;
const USUAL_SIGNALS = ['SIGTERM', 'SIGKILL', 'SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGUSR2', 'SIGCHLD', 'SIGHUP', 'SIGTSTP', 'SIGINT', 'SIGTTIN', 'SIGWINCH', 'SIG34', 'SIG40', 'SIG64', 'SIGSEGV', 0]; // prettier-ignore
const HANDLES = ['h1', 'h2', 'h3'];
/** What a program is fond of: these calls are drawn more often in it. */
const MOODS: readonly (readonly TraceStep['call'][])[] = [
  [],
  ['ptrace', 'kill', 'wait4', 'sigaction', 'proc_status'],
  ['setpgid', 'setsid', 'kill', 'exit', 'getsignals', 'sigaction'],
  ['unshare', 'setns', 'exit', 'wait4', 'set_subreaper', 'proc_children', 'getppid'],
  ['setresuid', 'capdrop', 'exec', 'kill', 'write_uid_map', 'setns', 'ptrace', 'unshare'],
  ['sigprocmask', 'sigaction', 'tgkill', 'sigqueue', 'sigpending', 'getsignals', 'proc_status'],
  ['set_last_pid', 'set_pid_max', 'clone3', 'fork', 'exit', 'wait4'],
  ['pidfd_open', 'pidfd_send_signal', 'pidfd_info', 'waitid', 'exec', 'setns'],
  ['set_pdeathsig', 'set_subreaper', 'exit', 'waitid', 'setresuid', 'getsignals', 'sigaction'],
];
const FONDNESS = 5;

const CAPABILITIES = ['CAP_KILL', 'CAP_SETUID', 'CAP_SYS_ADMIN', 'CAP_SYS_PTRACE', 'CAP_SYS_BOOT', 'CAP_CHECKPOINT_RESTORE', 'CAP_DAC_OVERRIDE', 'CAP_NET_ADMIN', 'CAP_CHOWN']; // prettier-ignore

/** The same seed gives the same steps. They end early when nobody is left who could make a call. */
export function randomSteps(seed: number, length: number): readonly TraceStep[] {
  const lab = new TraceLab(() => undefined);
  const draw = new Draw(seed);
  const mood = draw.of(MOODS);
  const calls = CALLS.map(
    ([name, weight, make]) => [mood.includes(name) ? weight * FONDNESS : weight, { name, make }] as const,
  );
  const steps: TraceStep[] = [];
  for (let made = 0; made < length; made += 1) {
    const step = nextStep(lab, draw, calls, made);
    if (step === null) break;
    runStep(lab, step);
    steps.push(step);
  }
  return steps;
}

function nextStep(lab: TraceLab, draw: Draw, calls: WeightedCalls, made: number): TraceStep | null {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const labels = tasksInOrder(lab.state).map(({ id }) => lab.label(id));
    const able = labels.filter((label) => lab.task(label)?.state === 'running');
    if (able.length === 0) return null;
    const by = draw.chance(1 / 60) ? draw.of(labels) : draw.of(able);
    const { name: call, make } = draw.weighted(calls);
    const drawn = make({ draw, labels, as: `p${made}`, by, made });
    const isEnd = (call === 'exit' || call === 'reboot') && by === 'init';
    if (isEnd && !draw.chance(1 / 20)) continue;
    // Its tracer is somebody outside, who never lets it go on.
    if (by === 'init' && drawn['request'] === 'TRACEME' && !draw.chance(1 / 20)) continue;
    const step = parsed({ by, call, ...drawn });
    if (!isAmbiguous(lab, step)) return step;
  }
  return parsed({ by: 'init', call: 'getpid' });
}

/** With everything filled in that a step may leave out. */
function parsed(step: Readonly<Record<string, unknown>>): TraceStep {
  const program = parseTraceProgram({ format: TRACE_FORMAT, name: '', steps: [step] });
  const [first] = program.ok ? program.value.steps : [];
  invariant(first !== undefined, `${JSON.stringify(step)} is no step`);
  return first;
}

interface Choice {
  readonly draw: Draw;
  readonly labels: readonly string[];
  readonly as: string;
  readonly by: string;
  readonly made: number;
}
type Drawn = Readonly<Record<string, unknown>>;
type Maker = (choice: Choice) => Drawn;
type WeightedCalls = readonly (readonly [
  number,
  { readonly name: TraceStep['call']; readonly make: Maker },
])[];

/** By how often each is drawn. */
const CALLS: readonly (readonly [TraceStep['call'], number, Maker])[] = [
  ['fork', 26, ({ as, draw }) => ({ as, flags: forkFlags(draw), ...exitSignal(draw) })],
  ['clone3', 5, ({ as, draw, labels }) => ({ as, flags: forkFlags(draw).filter((flag) => flag !== 'CLONE_VM'), ...clone3(draw, labels) })], // prettier-ignore
  ['kill', 16, (choice) => ({ ...whom(choice), sig: signal(choice.draw) })],
  ['kill', 2, ({ draw }) => ({ pid: draw.of([0, -1, -1, 1, -2, 2, 9, -2147483648]), sig: signal(draw) })], // prettier-ignore
  ['tgkill', 3, (choice) => ({ ...one(choice), sig: signal(choice.draw) })],
  ['sigqueue', 4, (choice) => ({ ...one(choice), sig: signal(choice.draw), value: choice.made })],
  ['exit', 9, ({ draw }) => ({ code: draw.of([0, 1, 7, 255, 256, 300]) })],
  ['wait4', 12, ({ draw }) => ({ pid: draw.of([-1, -1, -1, 0, 2, -2, 1]), options: waitOptions(draw) })], // prettier-ignore
  ['wait4', 4, (choice) => ({ ...whom(choice), options: waitOptions(choice.draw) })],
  ['waitid', 5, waitid],
  ['unshare', 6, ({ draw }) => ({ flags: draw.chance(0.15) ? draw.some(ANY_FLAGS, 4) : draw.of([['CLONE_NEWPID'], ['CLONE_NEWPID'], ['CLONE_NEWUSER', 'CLONE_NEWPID'], ['CLONE_NEWUSER'], ['CLONE_THREAD'], ['CLONE_NEWNS'], ['CLONE_FS'], ['CLONE_FILES'], ['CLONE_VM'], []]) })], // prettier-ignore
  ['setns', 7, setns],
  ['sigaction', 12, ({ draw }) => ({ sig: signal(draw), action: draw.of(['default', 'ignore', 'handler', 'handler']), flags: draw.of([[], [], ['SA_NOCLDSTOP'], ['SA_NOCLDWAIT'], ['SA_RESETHAND']]) })], // prettier-ignore
  ['sigprocmask', 8, ({ draw }) => ({ how: draw.of(['block', 'block', 'unblock', 'setmask']), sigs: draw.some(SIGNALS_BY_NAME, 3) })], // prettier-ignore
  ['sigpending', 3, () => ({})],
  ['getsignals', 8, () => ({})],
  ['getpid', 2, () => ({})],
  ['getppid', 4, () => ({})],
  ['getpgid', 3, (choice) => one(choice)],
  ['getsid', 2, (choice) => one(choice)],
  ['getpriority', 2, (choice) => one(choice)],
  ['setpgid', 8, ({ draw, labels }) => ({ ...(draw.chance(0.5) ? { pid: 0 } : { target: draw.of(labels) }), ...(draw.chance(0.5) ? { pgid: draw.of([0, 0, 1, 2, -1, 77]) } : { pgid_of: draw.of(labels) }) })], // prettier-ignore
  ['setsid', 4, () => ({})],
  ['exec', 5, ({ draw }) => ({ comm: draw.of(['sh', 'worker', 'a-name-that-is-too-long']) })],
  ['setcomm', 1, ({ draw }) => ({ comm: draw.of(['two words', 'x']) })],
  ['set_subreaper', 4, ({ draw }) => ({ value: draw.of([0, 1, 1, 2]) })],
  ['get_subreaper', 1, () => ({})],
  ['set_pdeathsig', 4, ({ draw }) => ({ sig: draw.chance(0.1) ? draw.of([65, -1]) : signal(draw) })],
  ['get_pdeathsig', 1, () => ({})],
  ['setresuid', 4, setresuid],
  ['getresuid', 1, () => ({})],
  ['capdrop', 2, ({ draw }) => ({ caps: draw.some(CAPABILITIES, 2) })],
  ['write_uid_map', 2, ({ draw, labels }) => ({ target: draw.of(labels), map: draw.of(['0 0 10\n1000 1000 10\n', '0 1000 1', '0 0 1', '5 0 1']) })], // prettier-ignore
  ['ptrace', 14, ptrace],
  ['readproc', 3, ({ draw, labels }) => procOf(draw, labels)],
  ['proc_status', 6, ({ draw, labels }) => ({ target: draw.of(labels), ...procOf(draw, labels) })],
  ['proc_children', 3, ({ draw, labels }) => ({ target: draw.of(labels), ...procOf(draw, labels) })],
  ['nspid', 1, ({ draw, labels }) => ({ target: draw.of(labels) })],
  ['proc_self', 1, ({ draw, labels }) => procOf(draw, labels)],
  ['pid_ns', 2, ({ draw, labels }) => ({ target: draw.of(labels) })],
  ['pid_for_children', 2, ({ draw, labels }) => ({ target: draw.of(labels) })],
  ['set_last_pid', 4, ({ draw }) => ({ value: draw.of([0, 1, 2, 5, 50, 299, 300, 398, -1, 4194304]) })],
  ['get_last_pid', 2, () => ({})],
  ['set_pid_max', 2, ({ draw }) => ({ value: draw.of([300, 301, 302, 400, 4194304, 4194305]) })],
  ['get_pid_max', 1, () => ({})],
  ['pidfd_open', 5, (choice) => ({ ...one(choice), as: choice.draw.of(HANDLES), flags: choice.draw.of([[], [], [], [1], ['PIDFD_NONBLOCK'], [2048], ['PIDFD_THREAD']]) })], // prettier-ignore
  ['pidfd_send_signal', 5, ({ draw }) => ({ pidfd: draw.of(HANDLES), sig: signal(draw), flags: draw.of([[], [], ['THREAD'], ['THREAD_GROUP'], ['PROCESS_GROUP'], ['THREAD', 'PROCESS_GROUP']]) })], // prettier-ignore
  ['pidfd_info', 2, ({ draw }) => ({ pidfd: draw.of(HANDLES) })],
  ['pidfd_close', 1, ({ draw }) => ({ pidfd: draw.of(HANDLES) })],
  ['scm_send', 3, scmSend],
  ['scm_recv', 3, () => ({})],
  ['ns_ioctl', 3, nsIoctl],
  ['reboot', 1, ({ draw }) => ({ cmd: draw.of(['RESTART', 'HALT', 'POWER_OFF', 'CAD_ON']) })],
];

const SIGNALS_BY_NAME = [...SIGNALS, 'SIG34', 'SIG40', 'SIG64'];

/** Any of them together, but for the one that makes the caller wait. */
const ANY_FLAGS = ['CLONE_FILES', 'CLONE_FS', 'CLONE_VM', 'CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS', 'CLONE_PARENT', 'CLONE_THREAD', 'CLONE_SIGHAND', 'CLONE_UNTRACED', 'CLONE_SYSVSEM', 'CLONE_IO', 'CLONE_NEWUTS', 'CLONE_NEWIPC', 'CLONE_NEWNET', 'CLONE_NEWCGROUP', 'CLONE_NEWTIME']; // prettier-ignore

function forkFlags(draw: Draw): readonly string[] {
  if (draw.chance(0.55)) return [];
  if (draw.chance(0.1)) return draw.some(ANY_FLAGS, 4);
  return draw.of([['CLONE_NEWPID'], ['CLONE_NEWPID'], ['CLONE_NEWPID'], ['CLONE_PARENT'], ['CLONE_NEWUSER', 'CLONE_NEWPID'], ['CLONE_NEWUSER'], ['CLONE_NEWPID', 'CLONE_PARENT'], ['CLONE_SIGHAND'], ['CLONE_NEWUSER', 'CLONE_FS'], ['CLONE_NEWPID', 'CLONE_NEWNS'], ['CLONE_UNTRACED'], ['CLONE_FILES'], ['CLONE_FS'], ['CLONE_FILES', 'CLONE_FS', 'CLONE_NEWPID'], ['CLONE_VM', 'CLONE_SIGHAND'], ['CLONE_VM']]); // prettier-ignore
}

function exitSignal(draw: Draw): Drawn {
  return draw.chance(0.85) ? {} : { exit_signal: draw.of(['SIGUSR1', 0, 'SIGCONT', 'SIGKILL', 'SIG40']) };
}

function clone3(draw: Draw, labels: readonly string[]): Drawn {
  const numbers = [1, 2, 3, 5, 50, 300, 400, 0, -1, labels.length + 1];
  const flags = draw.chance(0.8)
    ? {}
    : { flags: draw.of([['CLONE_CLEAR_SIGHAND'], ['CLONE_PARENT', 'CLONE_NEWPID']]) };
  return {
    set_tid: Array.from({ length: draw.of([0, 1, 1, 1, 2, 2, 3]) }, () => draw.of(numbers)),
    ...exitSignal(draw),
    ...(draw.chance(0.4) ? { exit_signal: 0 } : {}),
    ...flags,
  };
}

function signal(draw: Draw): string | number {
  if (draw.chance(0.03)) return draw.of([65, -1, 100, 32, 33]);
  return draw.chance(0.15) ? draw.of(SIGNALS_BY_NAME) : draw.of(USUAL_SIGNALS);
}

function whom({ draw, labels }: Choice): Drawn {
  return { target: draw.of(labels), ...(draw.chance(0.2) && { group: true }) };
}

function one({ draw, labels }: Choice): Drawn {
  return draw.chance(0.1) ? { pid: draw.of([0, 1, 2, 3, -1, 77]) } : { target: draw.of(labels) };
}

function procOf(draw: Draw, labels: readonly string[]): Drawn {
  return draw.chance(0.4) ? { proc_of: draw.of(labels) } : {};
}

function waitOptions(draw: Draw): readonly string[] {
  return draw.chance(0.4) ? [] : draw.some(['WUNTRACED', 'WCONTINUED', '__WALL', '__WCLONE'], 3);
}

function waitid({ draw, labels }: Choice): Drawn {
  const options = draw.some(['WEXITED', 'WSTOPPED', 'WCONTINUED', 'WNOWAIT', '__WALL'], 4);
  const idtype = draw.of(['P_ALL', 'P_PID', 'P_PGID', 'P_PIDFD']);
  if (idtype === 'P_PIDFD') return { idtype, pidfd: draw.of(HANDLES), options };
  return { idtype, ...(draw.chance(0.2) ? { pid: draw.of([0, 1, 2, -1]) } : { target: draw.of(labels) }), options }; // prettier-ignore
}

function setns({ draw, labels }: Choice): Drawn {
  if (draw.chance(0.2)) return { pidfd: draw.of(HANDLES), flags: draw.chance(0.3) ? draw.some(ANY_FLAGS, 3) : draw.of([['CLONE_NEWPID'], ['CLONE_NEWUSER'], ['CLONE_NEWPID', 'CLONE_NEWUSER'], ['CLONE_NEWNS'], ['CLONE_NEWUTS'], []]) }; // prettier-ignore
  const ns = draw.of(['pid', 'pid', 'pid', 'pid_for_children', 'user']);
  return { target: draw.of(labels), ns, ...(draw.chance(0.15) && { nstype: draw.of([0, 'CLONE_NEWUSER', 'CLONE_NEWPID']) }) }; // prettier-ignore
}

function setresuid({ draw }: Choice): Drawn {
  const ids = [0, 1000, 1000, 1001];
  const given = ['ruid', 'euid', 'suid'].filter(() => draw.chance(0.7));
  return { ...Object.fromEntries(given.map((name) => [name, draw.of(ids)])) };
}

function ptrace(choice: Choice): Drawn {
  const { draw } = choice;
  const request = draw.of(['SEIZE', 'SEIZE', 'ATTACH', 'TRACEME', 'CONT', 'CONT', 'CONT', 'DETACH', 'INTERRUPT', 'LISTEN']); // prettier-ignore
  if (request === 'TRACEME') return { request };
  const takesSignal = request === 'CONT' || request === 'DETACH';
  return {
    request,
    ...one(choice),
    ...(takesSignal && draw.chance(0.5) && { sig: signal(draw) }),
    ...(request === 'SEIZE' && draw.chance(0.3) && { options: ['EXITKILL'] }),
  };
}

function scmSend({ draw, labels }: Choice): Drawn {
  return {
    ...(draw.chance(0.5) &&
      (draw.chance(0.7) ? { claim: draw.of(labels) } : { pid: draw.of([0, 1, 2, 77]) })),
    ...(draw.chance(0.2) && { uid: draw.of([0, 1000]) }),
  };
}

function nsIoctl({ draw, labels }: Choice): Drawn {
  const request = draw.of(['NS_GET_PARENT', 'NS_GET_NSTYPE', 'NS_GET_PID_FROM_PIDNS', 'NS_GET_TGID_FROM_PIDNS', 'NS_GET_PID_IN_PIDNS', 'NS_GET_TGID_IN_PIDNS']); // prettier-ignore
  const takesNumber = request.includes('PIDNS');
  const number = draw.chance(0.5) ? { pid: draw.of([0, 1, 2, 3, 77]) } : { arg_target: draw.of(labels) };
  return { request, target: draw.of(labels), ...(takesNumber && number) };
}

/** Numbers from a seed (mulberry32). */
class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not including, 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.number() < probability;
  }

  of<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.number() * choices.length)];
    invariant(chosen !== undefined, 'nothing to choose from');
    return chosen;
  }

  /** At most so many of them, each once. */
  some<T>(choices: readonly T[], most: number): readonly T[] {
    const count = Math.floor(this.number() * (most + 1));
    return [...new Set(Array.from({ length: count }, () => this.of(choices)))];
  }

  weighted<T>(choices: readonly (readonly [number, T])[]): T {
    let left = this.number() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.of(choices.map(([, choice]) => choice));
  }
}
