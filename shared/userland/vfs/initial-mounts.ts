// What is mounted when the machine starts. The home directories are a file system of their own, which can be taken away.

import type { KernelConfig } from '../../kernel/initial-state.ts';

export const HOME = '/home';

type FirstMounts = NonNullable<KernelConfig['mounts']>;

const usual = { options: 'rw,relatime', nsFile: null, propagation: 'shared' } as const;

/** Mounts are numbered from 1 on, in their order. */
export const INITIAL_MOUNTS: FirstMounts = [
  { ...usual, target: '/', source: '/dev/vda1', fstype: 'root' },
  { ...usual, target: '/proc', source: 'proc', fstype: 'proc' },
  { ...usual, target: '/sys', source: 'sysfs', fstype: 'sysfs' },
  { ...usual, target: '/dev/pts', source: 'devpts', fstype: 'devpts' },
  { ...usual, target: HOME, source: 'tmpfs', fstype: 'tmpfs' },
];
