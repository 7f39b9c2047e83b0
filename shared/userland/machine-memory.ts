// How much memory does the machine have? Plausible constants (fidelity: memory).

/** In the words of /proc/meminfo. */
export const MEMORY_KIB = {
  total: 4023068,
  free: 2871412,
  available: 3511920,
  buffers: 60244,
  cached: 741908,
};
