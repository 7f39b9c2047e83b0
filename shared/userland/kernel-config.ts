// Which kernel does a world start from? What there is before its boot, and so before the first event of every log.

import type { KernelConfig } from '../kernel/initial-state.ts';
import { STARTED_INSIDE } from './other-namespaces.ts';
import { INITIAL_MOUNTS } from './vfs/initial-mounts.ts';
import type { World } from './world.ts';

/** The program of PID 1. */
export const INIT_PATH = '/usr/sbin/init';

export function kernelConfig(world: World): KernelConfig {
  return {
    comm: world.init,
    exe: INIT_PATH,
    // what is started inside has mounts of its own, as a container has
    mounts: INITIAL_MOUNTS.map((mount) =>
      world.startsInside ? { ...mount, propagation: 'private' } : mount,
    ),
    ...(world.startsInside && { nsNumbers: STARTED_INSIDE }),
  };
}
