// How many namespaces may a user have, and who is charged for them?
import { expect, it } from 'vitest';
import type { NamespaceKind } from '#shared/kernel/state.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const OK = { ret: 0 };
const ENOSPC = { errno: 'ENOSPC' };

function withLimit(kind: NamespaceKind, value: number, by = 'init', lab = new KernelLab()): KernelLab {
  expect(lab.call(by, { call: 'set_ucount_max', kind, value })).toEqual(OK);
  return lab;
}

it('one more than the limit is ENOSPC, from clone and unshare alike', () => {
  const lab = withLimit('pid', 2);
  lab.fork('init', 'a', 'CLONE_NEWPID');
  lab.fork('a', 'b', 'CLONE_NEWPID');
  const clone = { call: 'clone', flags: ['CLONE_NEWPID'], exitSignal: 'SIGCHLD' } as const;
  expect(lab.call('b', clone)).toEqual(ENOSPC);
  expect(lab.call('init', { call: 'unshare', flags: ['CLONE_NEWPID'] })).toEqual(ENOSPC);
  expect(lab.call('init', { call: 'unshare', flags: ['CLONE_NEWNS'] })).toEqual(OK);
});

it('each user has as many', () => {
  const lab = withLimit('user', 1);
  for (const [name, uid] of [
    ['a', 1000],
    ['b', 1000],
    ['c', 1001],
  ] as const) {
    lab.fork('init', name);
    lab.call(name, { call: 'setresuid', ruid: uid, euid: uid, suid: uid });
  }
  const unshare = { call: 'unshare', flags: ['CLONE_NEWUSER'] } as const;
  expect(lab.call('a', unshare)).toEqual(OK);
  expect(lab.call('b', unshare)).toEqual(ENOSPC);
  expect(lab.call('c', unshare)).toEqual(OK);
});

it('what is made in a user namespace counts outside for whoever made that', () => {
  const lab = withLimit('pid', 2);
  lab.fork('init', 'a', 'CLONE_NEWUSER', 'CLONE_NEWPID');
  lab.fork('a', 'b', 'CLONE_NEWPID');
  expect(lab.call('b', { call: 'unshare', flags: ['CLONE_NEWPID'] })).toEqual(ENOSPC);
  expect(lab.call('init', { call: 'unshare', flags: ['CLONE_NEWPID'] })).toEqual(ENOSPC);
});

it('a user namespace has limits of its own, which its root may set', () => {
  const lab = new KernelLab();
  lab.fork('init', 'a', 'CLONE_NEWUSER');
  withLimit('mnt', 0, 'a', lab);
  expect(lab.call('a', { call: 'unshare', flags: ['CLONE_NEWNS'] })).toEqual(ENOSPC);
  expect(lab.call('init', { call: 'unshare', flags: ['CLONE_NEWNS'] })).toEqual(OK);
});

it('takes CAP_SYS_RESOURCE and a number that is an int', () => {
  const lab = new KernelLab();
  const set = { call: 'set_ucount_max', kind: 'pid' } as const;
  expect(lab.call('init', { ...set, value: -1 })).toEqual({ errno: 'EINVAL' });
  expect(lab.call('init', { ...set, value: 2 ** 31 })).toEqual({ errno: 'EINVAL' });
  lab.call('init', { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 });
  expect(lab.call('init', { ...set, value: 1 })).toEqual({ errno: 'EACCES' });
});

it('counts what there is, where the caller knows that some are gone', () => {
  const lab = withLimit('pid', 1);
  lab.fork('init', 'a', 'CLONE_NEWPID');
  const unshare = { call: 'unshare', flags: ['CLONE_NEWPID'] } as const;
  expect(lab.call('init', unshare)).toEqual(ENOSPC);
  expect(lab.call('init', { ...unshare, charges: [] })).toEqual(OK);
});
