// Who may take which group, and who may say that nobody does (setresgid(2), setgroups(2), user_namespaces(7))?
import { describe, expect, it } from 'vitest';
import { fromKgid } from '#shared/kernel/cred/user-ns.ts';
import type { CallResult } from '#shared/kernel/call.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const OK = { ret: 0 };
const EPERM = { errno: 'EPERM' };
const EINVAL = { errno: 'EINVAL' };

/** `u` belongs to user and group 1000, `a` is its child in a user namespace of its own, of which nothing is mapped. */
function users(): KernelLab {
  const lab = new KernelLab();
  lab.fork('init', 'u');
  lab.call('u', { call: 'setgroups', groups: [1000, 5] });
  lab.call('u', { call: 'setresgid', rgid: 1000, egid: 1000, sgid: 1000 });
  lab.call('u', { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 });
  lab.fork('u', 'a', 'CLONE_NEWUSER');
  return lab;
}

function writeMap(
  lab: KernelLab,
  by: string,
  outside: number,
  count = 1,
  kind: 'uid' | 'gid' = 'gid',
): CallResult {
  const ns = lab.task('a').cred.userNs;
  return lab.call(by, { call: 'write_uid_map', ns, kind, map: [{ inside: 0, outside, count }] });
}

function writeSetgroups(lab: KernelLab, by: string, setgroups: 'allow' | 'deny', of = 'a'): CallResult {
  return lab.call(by, { call: 'write_setgroups', ns: lab.task(of).cred.userNs, setgroups });
}

describe('setresgid', () => {
  it.each([
    ['root takes any group', 'init', { rgid: 7, egid: 8, sgid: 9 }, OK],
    ['the number that is no group leaves all as it is', 'u', { rgid: -1, egid: -1, sgid: -1 }, OK],
    ['its owner takes back what it has', 'u', { rgid: 1000, egid: 1000, sgid: 1000 }, OK],
    ['a supplementary group is not one of the three', 'u', { egid: 5 }, EPERM],
    ['without privilege there is no other group', 'u', { rgid: 0 }, EPERM],
    ['what the user namespace does not map is no group', 'a', { egid: 0 }, EINVAL],
  ] as const)('%s', (_name, by, ids, result) => {
    expect(users().call(by, { call: 'setresgid', ...ids })).toEqual(result);
  });

  it('leaves what is not named, and clears the parent-death signal with the effective group', () => {
    const lab = new KernelLab();
    lab.fork('init', 'c');
    for (const [ids, left] of [
      [{ rgid: 5 }, 'SIGTERM'],
      [{ egid: 6 }, null],
    ] as const) {
      lab.call('c', { call: 'set_pdeathsig', sig: 'SIGTERM' });
      lab.call('c', { call: 'setresgid', ...ids });
      expect(lab.task('c').pdeathSignal).toBe(left);
    }
    expect(lab.task('c').cred).toMatchObject({ rgid: 5, egid: 6, sgid: 0, ruid: 0, groups: [] });
  });
});

describe('setgroups', () => {
  it('keeps every number in ascending order, and a child and another program have them too', () => {
    const lab = users();
    expect(lab.call('u', { call: 'getgroups' })).toEqual({ ret: 2, groups: [5, 1000] });
    lab.fork('u', 'c');
    lab.call('c', { call: 'execve', comm: 'x', exe: '/bin/x', argv: ['x'] });
    expect(lab.task('c').cred).toMatchObject({ egid: 1000, groups: [5, 1000] });
    expect(lab.call('init', { call: 'setgroups', groups: [7, 5, 5] })).toEqual(OK);
    expect(lab.task('init').cred.groups).toEqual([5, 5, 7]);
  });

  it('is no fact where nothing changes', () => {
    const lab = new KernelLab();
    lab.call('init', { call: 'setgroups', groups: [] });
    expect(lab.events).toEqual([]);
  });

  it.each([
    ['takes privilege', 'u', [1000], EPERM],
    ['takes mapped groups, even for an empty list', 'a', [], EPERM],
    ['of root takes at most 65536', 'init', Array.from({ length: 65_537 }, () => 1), EINVAL],
    ['takes no id that is none', 'init', [-1], EINVAL],
  ])('%s', (_name, by, groups, result) => {
    expect(users().call(by, { call: 'setgroups', groups })).toEqual(result);
  });

  it('of a user namespace knows the groups that are mapped', () => {
    const lab = users();
    expect(writeMap(lab, 'init', 0, 1001)).toEqual(OK);
    expect(lab.call('a', { call: 'setgroups', groups: [1001] })).toEqual(EINVAL);
    expect(lab.call('a', { call: 'setgroups', groups: [7] })).toEqual(OK);
    expect(lab.call('a', { call: 'getresgid' })).toMatchObject({ groupIds: { rgid: 1000, egid: 1000 } });
  });
});

describe('a user namespace’s groups', () => {
  it('read 65534 while nothing is mapped', () => {
    const lab = users();
    expect(lab.call('a', { call: 'getresgid' })).toMatchObject({ groupIds: { egid: 65534, sgid: 65534 } });
    expect(lab.call('a', { call: 'getgroups' })).toMatchObject({ groups: [65534, 65534] });
    expect(fromKgid(lab.state, lab.task('a').cred.userNs, lab.task('a').cred.egid)).toBeUndefined();
  });

  it('are mapped by their owner once setgroups is denied, and then to its own group alone', () => {
    const lab = users();
    expect(writeMap(lab, 'u', 1000)).toEqual(EPERM);
    expect(writeSetgroups(lab, 'u', 'deny')).toEqual(OK);
    expect(lab.events).toMatchObject([{ type: 'SetgroupsDenied' }]);
    expect(writeMap(lab, 'u', 5)).toEqual(EPERM);
    expect(writeMap(lab, 'u', 1000)).toEqual(OK);
    expect(lab.call('a', { call: 'getgroups' })).toMatchObject({ groups: [65534, 0] });
    expect(lab.call('a', { call: 'setgroups', groups: [] })).toEqual(EPERM);
  });

  it('are denied for good, below as well, and never once they are mapped', () => {
    const lab = users();
    expect(writeSetgroups(lab, 'init', 'deny', 'init')).toEqual(EPERM);
    expect(writeSetgroups(lab, 'a', 'allow')).toEqual(OK);
    writeSetgroups(lab, 'a', 'deny');
    expect(writeSetgroups(lab, 'a', 'allow')).toEqual(EPERM);
    writeMap(lab, 'u', 1000, 1, 'uid');
    writeMap(lab, 'u', 1000);
    lab.fork('a', 'b', 'CLONE_NEWUSER');
    expect(lab.state.userNamespaces.get(lab.task('b').cred.userNs)?.setgroupsDenied).toBe(true);
    expect(writeSetgroups(lab, 'a', 'deny')).toEqual(EPERM);
  });

  it('are needed to make another user namespace', () => {
    const lab = users();
    writeMap(lab, 'u', 1000, 1, 'uid');
    expect(lab.call('a', { call: 'unshare', flags: ['CLONE_NEWUSER'] })).toEqual(EPERM);
    writeMap(lab, 'init', 0, 10);
    expect(lab.call('a', { call: 'unshare', flags: ['CLONE_NEWUSER'] })).toEqual(EPERM);
  });
});

describe('a set-group-ID program', () => {
  const ID = { call: 'execve', comm: 'id', exe: '/tmp/id', argv: ['id'], setgid: 7 } as const;

  it('gives the effective and the saved group, and no capability', () => {
    const lab = users();
    lab.call('u', { call: 'set_pdeathsig', sig: 'SIGTERM' });
    lab.call('u', ID);
    expect(lab.task('u').cred).toMatchObject({ rgid: 1000, egid: 7, sgid: 7, euid: 1000, groups: [5, 1000] });
    expect(lab.task('u').pdeathSignal).toBeNull();
  });

  it('gives nothing where its group is not mapped, nor under a tracer without privilege', () => {
    const lab = users();
    lab.call('a', ID);
    expect(lab.task('a').cred.egid).toBe(1000);
    lab.call('u', { call: 'set_dumpable', value: 1 });
    lab.fork('u', 't');
    expect(lab.call('t', { call: 'ptrace', request: 'SEIZE', pid: 2 })).toEqual(OK);
    lab.call('u', ID);
    expect(lab.task('u').cred.egid).toBe(1000);
  });
});

it('a process with other groups may not be traced by its own user', () => {
  const lab = users();
  lab.fork('u', 't');
  lab.call('u', { call: 'execve', comm: 'id', exe: '/tmp/id', argv: ['id'], setgid: 7 });
  lab.call('u', { call: 'set_dumpable', value: 1 });
  expect(lab.call('t', { call: 'ptrace', request: 'SEIZE', pid: 2 })).toEqual(EPERM);
});
