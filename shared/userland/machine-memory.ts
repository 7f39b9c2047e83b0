// How much memory does the machine have? Plausible constants (fidelity: memory).

/** In the words of /proc/meminfo. */
export const MEMORY_KIB = {
  total: 4023068,
  free: 2871412,
  available: 3511920,
  buffers: 60244,
  cached: 741908,
  /** Memory of tmpfs, which counts as cached. */
  shared: 1024,
  /** What the kernel would give back. */
  reclaimable: 48120,
  active: { anonymous: 1216, file: 512_396 },
  inactive: { anonymous: 92_480, file: 288_732 },
};
