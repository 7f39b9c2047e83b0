// Do random programs reach every call, always the same from a seed, and stay clear of races?
import { describe, expect, it } from 'vitest';
import { isAmbiguous } from '#app/reality/ambiguity.ts';
import { randomSteps } from '#app/reality/random-steps.ts';
import { runStep } from '#shared/kernel/trace/run-trace.ts';
import { TraceLab } from '#shared/kernel/trace/trace-lab.ts';
import { parseTraceProgram } from '#shared/kernel/trace/trace-format.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';

const PROGRAMS = 120;
const STEPS = 40;

function steps(...given: readonly object[]): readonly TraceStep[] {
  const parsed = parseTraceProgram({ format: 'pidns-trace/1', name: 'x', steps: given });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.steps;
}

/** Whether the last step is a race after those before it. */
function isRace(...given: readonly object[]): boolean {
  const program = steps(...given);
  const lab = new TraceLab(() => undefined);
  for (const step of program.slice(0, -1)) runStep(lab, step);
  return isAmbiguous(lab, program.at(-1) as TraceStep);
}

describe('randomSteps', () => {
  const programs = Array.from({ length: PROGRAMS }, (_, seed) => randomSteps(seed, STEPS));

  it('gives the same program for the same seed, and another for another', () => {
    expect(randomSteps(7, STEPS)).toEqual(programs[7]);
    expect(programs[8]).not.toEqual(programs[7]);
  });

  it('reaches every call of a trace but gettid', () => {
    const reached = new Set(programs.flat().map(({ call }) => call));
    expect([...reached].sort()).toEqual([
      'capdrop', 'clone3', 'exec', 'exit', 'fork', 'get_last_pid', 'get_pdeathsig', 'get_pid_max', 'get_subreaper', 'getpgid', 'getpid',
      'getppid', 'getpriority', 'getresuid', 'getsid', 'getsignals', 'kill', 'ns_ioctl', 'nspid', 'pid_for_children', 'pid_ns',
      'pidfd_close', 'pidfd_info', 'pidfd_open', 'pidfd_send_signal', 'proc_children', 'proc_self', 'proc_status', 'ptrace', 'readproc',
      'reboot', 'scm_recv', 'scm_send', 'set_last_pid', 'set_pdeathsig', 'set_pid_max', 'set_subreaper', 'setcomm', 'setns', 'setpgid',
      'setresuid', 'setsid', 'sigaction', 'sigpending', 'sigprocmask', 'sigqueue', 'tgkill', 'unshare', 'wait4', 'waitid',
      'write_uid_map',
    ]); // prettier-ignore
  });
});

describe('isAmbiguous', () => {
  const fork = (by: string, as: string, more: object = {}) => ({ by, call: 'fork', as, ...more });
  const kill = (target: string, sig = 'SIGKILL') => ({ by: 'init', call: 'kill', target, sig });

  it('finds nothing in what one process does to another', () => {
    expect(isRace(fork('init', 'a'), kill('a'))).toBe(false);
    expect(isRace(fork('init', 'a'), fork('a', 'b'), kill('a'))).toBe(false);
  });

  it('finds two children that report to their parent at once', () => {
    expect(
      isRace(fork('init', 'a'), fork('init', 'b'), { by: 'init', call: 'kill', pid: -1, sig: 'SIGKILL' }),
    ).toBe(true);
  });

  it('finds a tracer that dies with its tracee', () => {
    const nest = { flags: ['CLONE_NEWPID'] };
    const seize = { by: 'a', call: 'ptrace', request: 'SEIZE', target: 'b' };
    expect(isRace(fork('init', 'a', nest), fork('a', 'b'), kill('a'))).toBe(false);
    expect(isRace(fork('init', 'a', nest), fork('a', 'b'), seize, kill('a'))).toBe(true);
  });

  it('finds a caller that its own act overtakes', () => {
    expect(
      isRace(
        fork('init', 'a'),
        fork('a', 'b'),
        { by: 'b', call: 'set_pdeathsig', sig: 'SIGKILL' },
        { by: 'b', call: 'kill', target: 'a', sig: 'SIGKILL' },
      ),
    ).toBe(true);
  });
});
