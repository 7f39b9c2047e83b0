// Are steps told to the helper in the kernel's own numbers?
import { describe, expect, it } from 'vitest';
import { encodeTrace } from '#app/reality/encode-trace.ts';
import { parseTrace } from '#shared/kernel/trace/trace-format.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';

/** As the parser fills them in. */
function steps(...given: readonly object[]): readonly TraceStep[] {
  const nothing = given.map(() => ({}));
  const trace = {
    format: 'pidns-trace/1',
    name: 'x',
    steps: given,
    results: nothing,
    snapshots: given.map(() => []),
  };
  const parsed = parseTrace(trace);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.steps;
}

function lines(...given: readonly object[]): readonly string[] {
  const encoded = encodeTrace(steps(...given));
  if (!encoded.ok) throw new Error(encoded.error.problem);
  return encoded.value.lines;
}

describe('encodeTrace', () => {
  it('numbers labels in the order in which they are named; init is 0', () => {
    const encoded = encodeTrace(
      steps({ by: 'init', call: 'fork', as: 'b' }, { by: 'b', call: 'kill', target: 'a', sig: 'SIGTERM' }),
    );
    expect(encoded).toEqual({
      ok: true,
      value: { labels: ['init', 'b', 'a'], lines: ['fork 0 0 17 1', 'kill 1 @2 15'] },
    });
  });

  it.each([
    [
      { by: 'init', call: 'fork', as: 'a', flags: ['CLONE_NEWPID', 'CLONE_NEWUSER'] },
      'fork 0 805306368 17 1',
    ],
    [{ by: 'init', call: 'fork', as: 'a', exit_signal: 0 }, 'fork 0 0 0 1'],
    [{ by: 'init', call: 'fork', as: 'a', flags: ['CLONE_NEWTIME'] }, 'fork 0 128 17 1'],
    [
      { by: 'init', call: 'clone3', as: 'a', set_tid: [7, 9], flags: ['CLONE_CLEAR_SIGHAND'] },
      'clone3 0 4294967296 17 1 7 9',
    ],
    [{ by: 'init', call: 'kill', target: 'a', group: true, sig: 0 }, 'kill 0 -@1 0'],
    [{ by: 'init', call: 'kill', pid: 3, group: true, sig: 'SIG40' }, 'kill 0 -3 40'],
    [{ by: 'init', call: 'wait4' }, 'wait4 0 -1 0'],
    [{ by: 'init', call: 'wait4', target: 'a', options: ['__WALL', 'WUNTRACED'] }, 'wait4 0 @1 1073741826'],
    [{ by: 'init', call: 'waitid', idtype: 'P_PIDFD', pidfd: 'h', options: ['WEXITED'] }, 'waitid 0 3 0 4 1'],
    [{ by: 'init', call: 'setns', target: 'a' }, 'setns_file 0 1 0 536870912'],
    [{ by: 'init', call: 'setns', target: 'a', ns: 'user', nstype: 0 }, 'setns_file 0 1 2 0'],
    [{ by: 'init', call: 'setns', pidfd: 'h', flags: ['CLONE_NEWPID'] }, 'setns_pidfd 0 0 536870912'],
    [
      { by: 'init', call: 'sigaction', sig: 'SIGCHLD', action: 'handler', flags: ['SA_NOCLDSTOP'] },
      'sigaction 0 17 2 1',
    ],
    [
      { by: 'init', call: 'sigprocmask', how: 'block', sigs: ['SIGHUP', 'SIG64'] },
      'sigprocmask 0 0 -9223372036854775807',
    ],
    [{ by: 'init', call: 'setresuid', euid: 1000 }, 'setresuid 0 -1 1000 -1'],
    [{ by: 'init', call: 'capdrop', caps: ['CAP_KILL', 'CAP_CHOWN'] }, 'capdrop 0 33'],
    [{ by: 'init', call: 'exec', comm: 'two words' }, "exec 0 'two%20words"],
    [
      { by: 'init', call: 'write_uid_map', target: 'a', map: '0 0 1\n1 1 1' },
      "write_uid_map 0 1 '0%200%201%0A1%201%201",
    ],
    [
      { by: 'init', call: 'ptrace', request: 'SEIZE', target: 'a', options: ['EXITKILL'] },
      'ptrace 0 0 @1 0 1048576',
    ],
    [{ by: 'init', call: 'scm_send', claim: 'a', uid: 5 }, 'scm_send 0 1 @1 1 5'],
    [{ by: 'init', call: 'reboot', cmd: 'HALT' }, 'reboot 0 3454992675'],
    [{ by: 'init', call: 'proc_status', proc_of: 'a' }, 'proc_status 0 0 1'],
  ])('%j', (step, line) => {
    expect(lines(step)).toEqual([line]);
  });

  it('says which step asks for something that has no number', () => {
    const given = steps({ by: 'init', call: 'getpid' }, { by: 'init', call: 'reboot', cmd: 'FLY' });
    expect(encodeTrace(given)).toEqual({
      ok: false,
      error: { step: 1, problem: 'FLY is unknown' },
    });
  });
});
