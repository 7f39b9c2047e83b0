// Which numbers are handed out, and what does a refusal cost (PNS-06 to PNS-15)?
import { describe, expect, it } from 'vitest';
import { KernelLab } from '../../support/kernel-lab.ts';

function labWith(pidMax: number, lastPid: number): KernelLab {
  const lab = new KernelLab();
  lab.call('init', { call: 'set_pid_max', value: pidMax });
  lab.call('init', { call: 'set_last_pid', value: lastPid });
  return lab;
}

describe('the search for a number', () => {
  it.each([
    { title: 'goes on from the last one', pidMax: 400, lastPid: 41, numbers: [42, 43] },
    {
      title: 'never hands out pid_max itself, and starts over at 300',
      pidMax: 400,
      lastPid: 398,
      numbers: [399, 300, 301],
    },
    {
      title: 'starts over at 300 from a counter beyond the limit',
      pidMax: 310,
      lastPid: 310,
      numbers: [300, 301],
    },
    {
      title: 'goes on below 300 where the counter was set back',
      pidMax: 400,
      lastPid: 299,
      numbers: [300, 301],
    },
  ])('$title', ({ pidMax, lastPid, numbers }) => {
    const lab = labWith(pidMax, lastPid);
    expect(numbers.map((_, index) => lab.fork('init', `child${index}`))).toEqual(numbers);
  });

  it('ends in EAGAIN when no number is left, and moves no counter of that level', () => {
    const lab = labWith(301, 299);
    lab.fork('init', 'a');
    expect(lab.call('init', { call: 'clone', flags: [], exitSignal: 'SIGCHLD' })).toEqual({
      errno: 'EAGAIN',
    });
    expect(lab.call('init', { call: 'get_last_pid' })).toEqual({ ret: 300 });
    expect(lab.saw('SyscallFailed')).toEqual([]);
  });

  it('counts a failed fork in a full outer level in the inner one, but not in a namespace never born', () => {
    const lab = labWith(302, 299);
    lab.fork('init', 'n', 'CLONE_NEWPID');
    lab.fork('n', 'x');
    expect(lab.call('n', { call: 'clone', flags: [], exitSignal: 'SIGCHLD' })).toEqual({ errno: 'EAGAIN' });
    expect(lab.call('n', { call: 'get_last_pid' })).toEqual({ ret: 3 });
    lab.call('init', { call: 'unshare', flags: ['CLONE_NEWPID'] });
    lab.call('init', { call: 'clone', flags: [], exitSignal: 'SIGCHLD' });
    const unborn = lab.state.pidNamespaces.get(lab.task('init').nsproxy.pidNsForChildren);
    expect(unborn).toMatchObject({ phase: 'unborn', lastPid: -1 });
  });
});

describe('numbers that are asked for', () => {
  it.each([
    { setTid: [50], result: { ret: 50 } },
    { setTid: [1], result: { errno: 'EEXIST' } },
    { setTid: [0], result: { errno: 'EINVAL' } },
    { setTid: [4194304], result: { errno: 'EINVAL' } },
    { setTid: [50, 60], result: { errno: 'EINVAL' } },
  ])('$setTid give $result, and the counter stays', ({ setTid, result }) => {
    const lab = new KernelLab();
    expect(lab.call('init', { call: 'clone', flags: [], exitSignal: 'SIGCHLD', setTid })).toMatchObject(
      result,
    );
    expect(lab.call('init', { call: 'get_last_pid' })).toEqual({ ret: 1 });
  });

  it('are found by whoever makes the user namespace in the same call', () => {
    const lab = new KernelLab();
    lab.fork('init', 'u');
    lab.call('u', { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 });
    const clone = { call: 'clone', exitSignal: 'SIGCHLD', setTid: [1] } as const;
    expect(lab.call('u', { ...clone, flags: ['CLONE_NEWPID'] })).toEqual({ errno: 'EPERM' });
    expect(lab.call('u', { ...clone, flags: ['CLONE_NEWPID', 'CLONE_NEWUSER'] })).toMatchObject({ ret: 3 });
  });
});
