// What does a terminal do to the processes that have it?
import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const TTY = asTtyId(0);

/** A shell `sh` (2) that leads a session with terminal 0, and its child `job` (3) in a group of its own. */
function shellWithJob(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'sh');
  lab.call('sh', { call: 'setsid' });
  lab.openTerminal('sh', 0);
  lab.fork('sh', 'job');
  lab.call('sh', { call: 'setpgid', pid: 3, pgid: 3 });
  return lab;
}

function foreground(lab: KernelLab, pgid: number, by = 'sh') {
  return lab.call(by, { call: 'tcsetpgrp', tty: TTY, pgid });
}

describe('a controlling terminal', () => {
  it('is taken by the leader of a session that has none, and only by one', () => {
    const lab = shellWithJob();
    expect(lab.state.ttys.get(TTY)).toMatchObject({
      session: lab.task('sh').pid,
      foreground: lab.task('sh').pid,
    });
    expect(lab.call('sh', { call: 'tiocsctty', tty: TTY })).toEqual({ ret: 0 });
    expect(lab.call('job', { call: 'tiocsctty', tty: TTY })).toEqual({ errno: 'EPERM' });
    expect(lab.call('init', { call: 'tiocsctty', tty: TTY })).toEqual({ errno: 'EPERM' });
  });

  it('is inherited by fork and lost by setsid', () => {
    const lab = shellWithJob();
    expect(lab.task('job').tty).toBe(TTY);
    lab.fork('sh', 'd');
    lab.call('d', { call: 'setsid' });
    expect(lab.task('d').tty).toBeNull();
  });
});

describe('the foreground group', () => {
  it('gets ^C and ^Z, and nobody else does', () => {
    const lab = shellWithJob();
    foreground(lab, 3);
    lab.stimulate({ stimulus: 'tty_signal', tty: TTY, signal: 'SIGTSTP' });
    expect(lab.task('job').state).toBe('stopped');
    expect(lab.task('sh').state).toBe('running');
    lab.call('sh', { call: 'kill', pid: 3, sig: 'SIGCONT' });
    lab.stimulate({ stimulus: 'tty_signal', tty: TTY, signal: 'SIGINT' });
    expect(lab.task('job')).toMatchObject({ state: 'zombie', exitStatus: { signaled: 'SIGINT' } });
  });

  it('is set to a group of the session: ESRCH, EPERM and EINVAL for others, ENOTTY without the terminal', () => {
    const lab = shellWithJob();
    expect(foreground(lab, 77)).toEqual({ errno: 'ESRCH' });
    expect(foreground(lab, 1)).toEqual({ errno: 'EPERM' });
    expect(foreground(lab, -1)).toEqual({ errno: 'EINVAL' });
    expect(foreground(lab, 1, 'init')).toEqual({ errno: 'ENOTTY' });
    expect(foreground(lab, 3)).toEqual({ ret: 0 });
  });

  it('cannot be changed from the background: SIGTTOU stops who tries', () => {
    const lab = shellWithJob();
    expect(foreground(lab, 3, 'job')).toEqual({ noreturn: true });
    expect(lab.task('job')).toMatchObject({ state: 'stopped', unreported: { stopped: 'SIGTTOU' } });
    expect(lab.state.ttys.get(TTY)?.foreground).toBe(lab.task('sh').pid);
  });

  it('is changed from the background by who blocks or ignores SIGTTOU, as shells do', () => {
    const blocking = shellWithJob();
    blocking.call('job', { call: 'sigprocmask', how: 'block', sigs: ['SIGTTOU'] });
    expect(foreground(blocking, 3, 'job')).toEqual({ ret: 0 });
    const ignoring = shellWithJob();
    ignoring.call('job', { call: 'sigaction', sig: 'SIGTTOU', action: { disposition: 'ignore', flags: [] } });
    expect(foreground(ignoring, 3, 'job')).toEqual({ ret: 0 });
  });
});

describe('a background process', () => {
  const read = { call: 'tty_job_control', tty: TTY, op: 'read' } as const;
  const write = { call: 'tty_job_control', tty: TTY, op: 'write' } as const;

  it('is stopped by SIGTTIN when it reads, and may go on in the foreground', () => {
    const lab = shellWithJob();
    expect(lab.call('job', read)).toEqual({ noreturn: true });
    expect(lab.task('job').groupStop).toBe('SIGTTIN');
    foreground(lab, 3);
    lab.call('sh', { call: 'kill', pid: -3, sig: 'SIGCONT' });
    expect(lab.call('job', read)).toEqual({ ret: 0 });
  });

  it('writes freely, until TOSTOP is set', () => {
    const lab = shellWithJob();
    expect(lab.call('job', write)).toEqual({ ret: 0 });
    lab.call('sh', { call: 'tcsetattr', tty: TTY, echo: true, canonical: true, icrnl: true, tostop: true });
    expect(lab.call('job', write)).toEqual({ noreturn: true });
    expect(lab.task('job').groupStop).toBe('SIGTTOU');
  });

  it('gets EIO where nobody could continue it, or where it ignores SIGTTIN', () => {
    const orphaned = shellWithJob();
    orphaned.fork('job', 'child');
    orphaned.call('child', { call: 'setpgid', pid: 0, pgid: 0 });
    orphaned.call('job', { call: 'exit', code: 0 });
    expect(orphaned.call('child', read)).toEqual({ errno: 'EIO' });
    const ignoring = shellWithJob();
    ignoring.call('job', { call: 'sigaction', sig: 'SIGTTIN', action: { disposition: 'ignore', flags: [] } });
    expect(ignoring.call('job', read)).toEqual({ errno: 'EIO' });
  });

  it('makes its call again after a handler', () => {
    const lab = shellWithJob();
    lab.call('job', { call: 'sigaction', sig: 'SIGTTIN', action: { disposition: 'handler', flags: [] } });
    expect(lab.call('job', read)).toEqual({ errno: 'EINTR' });
    expect(lab.saw('SyscallFailed')).toEqual([]);
  });
});

describe('the end of a session leader', () => {
  it('sends SIGHUP to the foreground group and takes the terminal from the whole session', () => {
    const lab = shellWithJob();
    foreground(lab, 3);
    lab.fork('sh', 'other');
    lab.call('other', { call: 'setpgid', pid: 0, pgid: 0 });
    lab.call('sh', { call: 'exit', code: 0 });
    expect(lab.task('job').exitStatus).toEqual({ signaled: 'SIGHUP' });
    expect(lab.task('other')).toMatchObject({ state: 'running', tty: null });
    expect(lab.state.ttys.get(TTY)).toMatchObject({ session: null, foreground: null });
  });

  it('sends SIGHUP and SIGCONT to a stopped background job, whose group it leaves orphaned', () => {
    const lab = shellWithJob();
    lab.call('sh', { call: 'kill', pid: 3, sig: 'SIGSTOP' });
    lab.call('sh', { call: 'exit', code: 0 });
    expect(
      lab
        .saw('SignalSent')
        .filter(({ because }) => because === 'orphaned-group')
        .map(({ info }) => info.signal),
    ).toEqual(['SIGHUP', 'SIGCONT']);
    expect(lab.task('job').exitStatus).toEqual({ signaled: 'SIGHUP' });
  });
});

describe('a hangup', () => {
  it('reaches the leader, and the foreground group when the leader ends', () => {
    const lab = shellWithJob();
    lab.call('sh', { call: 'sigaction', sig: 'SIGHUP', action: { disposition: 'handler', flags: [] } });
    foreground(lab, 3);
    lab.stimulate({ stimulus: 'tty_hangup', tty: TTY });
    expect(lab.saw('SignalDelivered').map(({ task, info }) => [task, info.signal])).toEqual([
      [lab.id('sh'), 'SIGHUP'],
    ]);
    expect(lab.task('job')).toMatchObject({ state: 'running', tty: null });
    lab.call('sh', { call: 'exit', code: 129 });
    expect(lab.task('job').exitStatus).toEqual({ signaled: 'SIGHUP' });
    expect(lab.state.ttys.size).toBe(0);
  });
});
