// What is a recorded trace (pidns-trace/1)? Steps, and for each what the kernel answered and who then existed.

import { z } from 'zod';
import { CAPABILITIES } from '../abi/capability.ts';
import { signalName as nameOfSignal, SIGNALS } from '../abi/signal.ts';
import type { Signal } from '../abi/signal.ts';
import type { CloneFlag, WaitOption } from '../call.ts';
import { locatedProblems } from '../../located-problem.ts';
import type { LocatedProblem } from '../../located-problem.ts';
import { err, ok } from '../../result.ts';
import type { Result } from '../../result.ts';

export const TRACE_FORMAT = 'pidns-trace/1';

// prettier-ignore
const CLONE_FLAGS = [
  'CLONE_NEWPID', 'CLONE_NEWUSER', 'CLONE_NEWNS', 'CLONE_PARENT', 'CLONE_THREAD', 'CLONE_SIGHAND', 'CLONE_VM', 'CLONE_FS', 'CLONE_FILES',
  'CLONE_CLEAR_SIGHAND', 'CLONE_VFORK', 'CLONE_UNTRACED', 'CLONE_SYSVSEM', 'CLONE_IO', 'CLONE_NEWUTS', 'CLONE_NEWIPC', 'CLONE_NEWNET',
  'CLONE_NEWCGROUP', 'CLONE_NEWTIME',
] as const satisfies readonly CloneFlag[];
// prettier-ignore
const WAIT_OPTIONS = [
  'WNOHANG', 'WUNTRACED', 'WSTOPPED', 'WEXITED', 'WCONTINUED', 'WNOWAIT', '__WALL', '__WCLONE', '__WNOTHREAD',
] as const satisfies readonly WaitOption[];

const label = z.string().min(1);
const number = z.int();
const signalName = z.custom<Signal>(
  (value) => typeof value === 'string' && (isStandard(value) || /^SIG(3[2-9]|[45]\d|6[0-4])$/.test(value)),
  {
    error: 'not the name of a signal',
  },
);
const signal = z.union([signalName, number]);
/** One that exists, by name or by number. */
const existingSignal = z.union([signalName, number]).transform((value, context): Signal => {
  const name = typeof value === 'number' ? nameOfSignal(value) : value;
  if (name !== undefined) return name;
  context.addIssue({ code: 'custom', message: 'not the number of a signal' });
  return z.NEVER;
});
const cloneFlags = z.array(z.enum(CLONE_FLAGS)).default([]);
const waitOptions = z.array(z.enum(WAIT_OPTIONS)).default([]);

/** A process, by number or by label; with `group` the number is negated. */
const target = { pid: number.optional(), target: label.optional(), group: z.boolean().default(false) };

const step = z.discriminatedUnion('call', [
  call('fork', {
    as: label,
    flags: cloneFlags,
    exit_signal: z.union([z.literal(0), existingSignal]).default('SIGCHLD'),
  }),
  call('clone3', {
    as: label,
    flags: cloneFlags,
    exit_signal: z.union([z.literal(0), existingSignal]).default('SIGCHLD'),
    set_tid: z.array(number).default([]),
  }),
  call('unshare', { flags: cloneFlags }),
  call('setns', {
    target: label.optional(),
    ns: z.enum(['pid', 'pid_for_children', 'user']).default('pid'),
    nstype: z.union([z.enum(CLONE_FLAGS), z.literal(0)]).optional(),
    pidfd: z.string().optional(),
    flags: cloneFlags,
  }),
  call('exit', { code: number.default(0) }),
  call('exec', { comm: z.string() }),
  call('setcomm', { comm: z.string() }),
  call('kill', { ...target, sig: signal }),
  call('tgkill', { ...target, sig: signal }),
  call('sigqueue', { ...target, sig: signal, value: number.default(0) }),
  call('wait4', { ...target, options: waitOptions }),
  call('waitid', {
    ...target,
    idtype: z.enum(['P_ALL', 'P_PID', 'P_PGID', 'P_PIDFD']),
    pidfd: z.string().optional(),
    options: waitOptions,
  }),
  call('getpid', {}),
  call('gettid', {}),
  call('getppid', {}),
  call('getpgid', target),
  call('getsid', target),
  call('setpgid', { ...target, pgid: number.optional(), pgid_of: label.optional() }),
  call('setsid', {}),
  call('sigaction', {
    sig: signal,
    action: z.enum(['default', 'ignore', 'handler']),
    flags: z.array(z.enum(['SA_NOCLDSTOP', 'SA_NOCLDWAIT', 'SA_RESETHAND'])).default([]),
  }),
  call('sigprocmask', { how: z.enum(['block', 'unblock', 'setmask']), sigs: z.array(existingSignal) }),
  call('sigpending', {}),
  call('getsignals', {}),
  call('set_subreaper', { value: z.union([number, z.boolean().transform(Number)]) }),
  call('get_subreaper', {}),
  call('set_pdeathsig', { sig: signal }),
  call('get_pdeathsig', {}),
  call('setresuid', { ruid: number.optional(), euid: number.optional(), suid: number.optional() }),
  call('getresuid', {}),
  call('capdrop', { caps: z.array(z.enum(CAPABILITIES)) }),
  call('write_uid_map', { target: label, map: z.string() }),
  call('ptrace', {
    ...target,
    request: z.enum(['SEIZE', 'ATTACH', 'TRACEME', 'CONT', 'DETACH', 'INTERRUPT', 'LISTEN']),
    sig: signal.optional(),
    options: z.array(z.enum(['EXITKILL'])).default([]),
  }),
  call('readproc', { proc_of: label.optional() }),
  call('proc_status', { target: label.optional(), proc_of: label.optional() }),
  call('proc_children', { target: label.optional(), proc_of: label.optional() }),
  call('nspid', { target: label.optional() }),
  call('proc_self', { proc_of: label.optional() }),
  call('pid_ns', { target: label.optional() }),
  call('pid_for_children', { target: label.optional() }),
  call('set_last_pid', { value: number }),
  call('get_last_pid', {}),
  call('set_pid_max', { value: number }),
  call('get_pid_max', {}),
  call('pidfd_open', {
    ...target,
    as: z.string(),
    flags: z.array(z.union([z.string(), number])).default([]),
  }),
  call('pidfd_send_signal', { pidfd: z.string(), sig: signal, flags: z.array(z.string()).default([]) }),
  call('pidfd_info', { pidfd: z.string() }),
  call('pidfd_close', { pidfd: z.string() }),
  call('scm_send', { claim: label.optional(), pid: number.optional(), uid: number.optional() }),
  call('scm_recv', {}),
  call('ns_ioctl', {
    request: z.string(),
    target: label.optional(),
    pid: number.optional(),
    arg_target: label.optional(),
  }),
  call('getpriority', target),
  call('reboot', { cmd: z.string() }),
]);

const snapshotEntry = z.object({
  label,
  nspid: z.array(number),
  ppid: number,
  state: z.enum(['running', 'stopped', 'traced', 'zombie', 'exiting']),
  pgid: number,
  sid: number,
  uid: number,
  tracer: number,
});

const traceProgram = z.object({
  format: z.literal(TRACE_FORMAT),
  name: z.string(),
  about: z.string().optional(),
  source: z.string().optional(),
  rules: z.array(z.string()).optional(),
  seed: number.optional(),
  steps: z.array(step),
});
const trace = traceProgram.extend({
  results: z.array(z.record(z.string(), z.json())),
  snapshots: z.array(z.array(snapshotEntry)),
});

export type TraceStep = z.infer<typeof step>;
/** The steps that are no system calls: the recording's orchestrator reads the kernel for the caller. */
export type ObservingCall =
  | 'readproc' | 'proc_status' | 'proc_children' | 'nspid' | 'proc_self'
  | 'pid_ns' | 'pid_for_children' | 'pidfd_info' | 'getsignals'; // prettier-ignore
/** What one step gave: `ret` and more, or `errno`, or `noreturn`, or `skipped`. */
export type TraceResult = z.infer<typeof trace>['results'][number];
/** One process as the lab root sees it. */
export type SnapshotEntry = z.infer<typeof snapshotEntry>;
/** A trace as far as it says what to do. */
export type TraceProgram = z.infer<typeof traceProgram>;
export type Trace = z.infer<typeof trace>;

/** The steps; what a recording says beside them is not looked at. */
export function parseTraceProgram(value: unknown): Result<TraceProgram, readonly LocatedProblem[]> {
  const parsed = traceProgram.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(locatedProblems(parsed.error));
}

/** The steps and what came of each. */
export function parseTrace(value: unknown): Result<Trace, readonly LocatedProblem[]> {
  const parsed = trace.safeParse(value);
  if (!parsed.success) return err(locatedProblems(parsed.error));
  const { steps, results, snapshots } = parsed.data;
  if (results.length === steps.length && snapshots.length === steps.length) return ok(parsed.data);
  const problem = `${steps.length} steps have ${results.length} results and ${snapshots.length} snapshots`;
  return err([{ at: 'results', problem }]);
}

function call<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.strictObject({ by: label, call: z.literal(name), ...shape });
}

function isStandard(value: string): boolean {
  return (SIGNALS as readonly string[]).includes(value);
}
