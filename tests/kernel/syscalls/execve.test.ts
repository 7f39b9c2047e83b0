// What does another program leave of a process's privileges and settings (PNS-66, PNS-92)?
import { describe, expect, it } from 'vitest';
import { ALL_CAPABILITIES, NO_CAPABILITIES } from '#shared/kernel/abi/capability.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const SUDO = { call: 'execve', comm: 'sudo', exe: '/usr/bin/sudo', argv: ['sudo'], setuid: 0 } as const;
const PROGRAM = { call: 'execve', comm: 'a-name-of-more-than-fifteen', exe: '/bin/x', argv: ['x'] } as const;

/** `u` (2) and `t` (3) belong to user 1000. */
function users(): KernelLab {
  const lab = new KernelLab();
  for (const name of ['u', 't']) {
    lab.fork('init', name);
    lab.call(name, { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 });
  }
  return lab;
}

describe('execve', () => {
  it('cuts the name to 15 characters, forgets handlers and keeps what is ignored', () => {
    const lab = new KernelLab();
    lab.fork('init', 'a');
    lab.call('a', { call: 'sigaction', sig: 'SIGTERM', action: { disposition: 'handler', flags: [] } });
    lab.call('a', {
      call: 'sigaction',
      sig: 'SIGCHLD',
      action: { disposition: 'ignore', flags: ['SA_NOCLDSTOP'] },
    });
    lab.call('a', PROGRAM);
    expect(lab.task('a')).toMatchObject({ comm: 'a-name-of-more-', didExec: true });
    expect(lab.task('a').actions).toEqual({ SIGCHLD: { disposition: 'ignore', flags: [] } });
  });

  it('of a set-user-ID file gives its owner’s privileges, and clears the parent-death signal', () => {
    const lab = users();
    lab.call('u', { call: 'set_pdeathsig', sig: 'SIGTERM' });
    lab.call('u', SUDO);
    expect(lab.task('u').cred).toMatchObject({ ruid: 1000, euid: 0, suid: 0, effective: ALL_CAPABILITIES });
    expect(lab.task('u').pdeathSignal).toBeNull();
  });

  it('of a set-user-ID file gives nothing under a tracer who has no privilege', () => {
    const lab = users();
    lab.call('u', PROGRAM);
    expect(lab.call('t', { call: 'ptrace', request: 'SEIZE', pid: 2 })).toEqual({ ret: 0 });
    lab.call('u', SUDO);
    expect(lab.task('u').cred).toMatchObject({ ruid: 1000, euid: 1000, effective: NO_CAPABILITIES });
  });

  it('keeps the parent-death signal where nothing is gained', () => {
    const lab = users();
    lab.call('u', { call: 'set_pdeathsig', sig: 'SIGTERM' });
    lab.call('u', PROGRAM);
    expect(lab.task('u').pdeathSignal).toBe('SIGTERM');
  });
});
