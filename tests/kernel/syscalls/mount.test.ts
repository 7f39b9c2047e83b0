// Which procfs shows what, and who may mount where?
import { describe, expect, it } from 'vitest';
import { ALL_CAPABILITIES, capabilitySet, capDrop, NO_CAPABILITIES } from '#shared/kernel/abi/capability.ts';
import { pidNsOf } from '#shared/kernel/selectors.ts';
import type { Mount } from '#shared/kernel/state.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const ROOT = {
  target: '/',
  source: 'root',
  fstype: 'root',
  options: 'rw',
  nsFile: null,
  propagation: 'shared',
} as const;
const PROC = {
  target: '/proc',
  source: 'proc',
  fstype: 'proc',
  options: 'rw',
  nsFile: null,
  propagation: 'private',
} as const;

function newLab(): KernelLab {
  return new KernelLab({ mounts: [ROOT, PROC] });
}

function mounts(lab: KernelLab, name: string): readonly Mount[] {
  return lab.state.mountNamespaces.get(lab.task(name).nsproxy.mntNs)?.mounts ?? [];
}

function targets(lab: KernelLab, name: string): string[] {
  return mounts(lab, name).map(({ target }) => target);
}

describe('mounting procfs', () => {
  it('shows the namespace the caller lives in, not the one its children go to', () => {
    const lab = newLab();
    lab.fork('init', 'p');
    lab.call('p', { call: 'unshare', flags: ['CLONE_NEWPID', 'CLONE_NEWNS'], privatePropagation: true });
    lab.call('p', { call: 'mount', mount: PROC });
    expect(mounts(lab, 'p').at(-1)?.pidNs).toBe(lab.state.rootPidNs);
    lab.fork('p', 'c');
    lab.call('c', { call: 'mount', mount: PROC });
    expect(mounts(lab, 'c').at(-1)?.pidNs).toBe(pidNsOf(lab.state, lab.task('c')));
  });

  it('is EPERM in a new user namespace that does not own the PID namespace', () => {
    const lab = newLab();
    lab.fork('init', 'u', 'CLONE_NEWUSER', 'CLONE_NEWNS');
    expect(lab.call('u', { call: 'mount', mount: PROC })).toEqual({ errno: 'EPERM' });
    expect(lab.saw('SyscallFailed')).toMatchObject([{ rule: 'PNS-92', ns: lab.state.rootPidNs }]);
    lab.fork('init', 'v', 'CLONE_NEWUSER', 'CLONE_NEWNS', 'CLONE_NEWPID');
    expect(lab.call('v', { call: 'mount', mount: PROC })).toEqual({ ret: 0 });
  });

  it('is EPERM without CAP_SYS_ADMIN', () => {
    const lab = newLab();
    lab.fork('init', 'a');
    const less = capDrop(ALL_CAPABILITIES, capabilitySet(['CAP_SYS_ADMIN']));
    lab.call('a', { call: 'capset', effective: less, permitted: less, inheritable: NO_CAPABILITIES });
    for (const call of [
      { call: 'mount', mount: PROC },
      { call: 'umount', target: '/proc' },
      { call: 'set_propagation', propagation: 'private' },
    ] as const) {
      expect(lab.call('a', call)).toEqual({ errno: 'EPERM' });
    }
  });
});

describe('mount namespaces', () => {
  const tmp = { ...PROC, target: '/mnt', source: 'tmpfs', fstype: 'tmpfs' } as const;

  it('that are copied shared see each other’s mounts come and go', () => {
    const lab = newLab();
    lab.fork('init', 'a', 'CLONE_NEWNS');
    lab.call('init', { call: 'mount', mount: tmp });
    expect(targets(lab, 'a')).toEqual(['/', '/proc', '/mnt']);
    expect(mounts(lab, 'a').at(-1)).toMatchObject({
      propagation: 'shared',
      peerGroup: mounts(lab, 'init').at(-1)?.peerGroup,
    });
    lab.call('a', { call: 'umount', target: '/mnt' });
    expect(targets(lab, 'init')).toEqual(['/', '/proc']);
  });

  it('that are made private keep their mounts to themselves', () => {
    const lab = newLab();
    lab.fork('init', 'a');
    lab.call('a', { call: 'unshare', flags: ['CLONE_NEWNS'], privatePropagation: true });
    lab.call('a', { call: 'mount', mount: tmp });
    expect(targets(lab, 'a')).toEqual(['/', '/proc', '/mnt']);
    expect(targets(lab, 'init')).toEqual(['/', '/proc']);
    expect(new Set([...mounts(lab, 'a'), ...mounts(lab, 'init')].map(({ id }) => id)).size).toBe(5);
  });

  it('uncover what lies below when the topmost mount goes', () => {
    const lab = newLab();
    lab.call('init', { call: 'mount', mount: { ...tmp, target: '/proc' } });
    expect(lab.call('init', { call: 'umount', target: '/proc' })).toEqual({ ret: 0 });
    expect(mounts(lab, 'init').map(({ fstype }) => fstype)).toEqual(['root', 'proc']);
  });

  it('answer EINVAL where nothing is mounted and EBUSY while something hangs below', () => {
    const lab = newLab();
    lab.call('init', { call: 'mount', mount: tmp });
    lab.call('init', { call: 'mount', mount: { ...tmp, target: '/mnt/a' } });
    expect(lab.call('init', { call: 'umount', target: '/nowhere' })).toEqual({ errno: 'EINVAL' });
    expect(lab.call('init', { call: 'umount', target: '/mnt' })).toEqual({ errno: 'EBUSY' });
    expect(lab.call('init', { call: 'umount', target: '/mnt', detach: true })).toEqual({ ret: 0 });
    expect(targets(lab, 'init')).toEqual(['/', '/proc']);
  });
});
