// What is mounted when the machine starts. The home directories are a file system of their own, which can be taken away.

import type { KernelConfig } from '../../kernel/initial-state.ts';

export const HOME = '/home';

export const INITIAL_MOUNTS: NonNullable<KernelConfig['mounts']> = [
  { target: '/', source: '/dev/vda1', fstype: 'root', options: 'rw,relatime', nsFile: null, propagation: 'shared' },
  { target: '/proc', source: 'proc', fstype: 'proc', options: 'rw,relatime', nsFile: null, propagation: 'shared' },
  { target: '/sys', source: 'sysfs', fstype: 'sysfs', options: 'rw,relatime', nsFile: null, propagation: 'shared' },
  { target: '/dev/pts', source: 'devpts', fstype: 'devpts', options: 'rw,relatime,gid=5,mode=620,ptmxmode=000', nsFile: null, propagation: 'shared' },
  { target: HOME, source: 'tmpfs', fstype: 'tmpfs', options: 'rw,relatime', nsFile: null, propagation: 'shared' },
]; // prettier-ignore

/** Mounts are numbered from 1 on, in their order. */
export const HOME_MOUNT = INITIAL_MOUNTS.findIndex(({ target }) => target === HOME) + 1;
