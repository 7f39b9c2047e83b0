// Which mount covers a path, and which hang below another?

import type { Mount } from '../state.ts';

/** The mount that a path is on: of those above it the deepest, of several at one place the last. */
export function mountCovering(mounts: readonly Mount[], path: string): Mount | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    if (!isAtOrBelow(path, mount.target)) continue;
    if (best === undefined || mount.target.length >= best.target.length) best = mount;
  }
  return best;
}

/** The mount that stands exactly here, on top. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  const covering = mountCovering(mounts, path);
  return covering?.target === path ? covering : undefined;
}

/** The mounts that hang below this one. Order: of mounting. */
export function mountsBelow(mounts: readonly Mount[], mount: Mount): Mount[] {
  return mounts.filter(({ target }) => target !== mount.target && isAtOrBelow(target, mount.target));
}

function isAtOrBelow(path: string, target: string): boolean {
  return target === '/' || path === target || path.startsWith(`${target}/`);
}
