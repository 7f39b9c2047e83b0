// What does the log keep of a system call that failed?
import { describe, expect, it } from 'vitest';
import { KernelLab } from '../support/kernel-lab.ts';

describe('a failed system call is a fact with a reason', () => {
  it('names the number, the signal and the process that refused', () => {
    const lab = new KernelLab();
    lab.fork('init', 'a');
    lab.fork('init', 'u');
    lab.call('u', { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 });
    lab.call('u', { call: 'kill', pid: 2, sig: 'SIGTERM' });
    expect(lab.events).toEqual([
      {
        type: 'SyscallFailed',
        actor: lab.id('u'),
        rule: 'PNS-59',
        call: 'kill',
        errno: 'EPERM',
        pid: 2,
        signal: 'SIGTERM',
        target: lab.id('a'),
      },
    ]);
  });

  it('names the dead namespace of a fork, whose numbers are used up all the same', () => {
    const lab = new KernelLab();
    lab.fork('init', 'u');
    lab.call('u', { call: 'unshare', flags: ['CLONE_NEWPID'] });
    lab.fork('u', 'n');
    lab.call('n', { call: 'exit', code: 0 });
    const ns = lab.task('u').nsproxy.pidNsForChildren;
    expect(lab.call('u', { call: 'clone', flags: [], exitSignal: 'SIGCHLD' })).toEqual({ errno: 'ENOMEM' });
    expect(lab.events).toMatchObject([
      {
        type: 'PidsAllocated',
        rule: 'PNS-13',
        counters: [
          { ns, lastPid: 2 },
          { ns: lab.state.rootPidNs, lastPid: 4 },
        ],
      },
      { type: 'SyscallFailed', rule: 'PNS-25', call: 'clone', errno: 'ENOMEM', ns },
    ]);
  });

  it('changes nothing else', () => {
    const lab = new KernelLab();
    const before = lab.state;
    lab.call('init', { call: 'setsid' });
    expect(lab.state).toEqual({ ...before, seq: 1 });
  });
});

describe('the caller of a signal', () => {
  it('does not come back when it stops itself', () => {
    const lab = new KernelLab();
    lab.fork('init', 'a');
    expect(lab.call('a', { call: 'kill', pid: 2, sig: 'SIGSTOP' })).toEqual({ noreturn: true });
  });

  it('is told of each target once its call is over, whoever died of it', () => {
    const lab = new KernelLab();
    lab.fork('init', 'a');
    lab.fork('a', 'b');
    expect(lab.call('init', { call: 'kill', pid: -1, sig: 'SIGKILL' })).toEqual({ ret: 0 });
    expect(lab.events.map(({ type }) => type).slice(0, 2)).toEqual(['SignalSent', 'SignalSent']);
  });
});
