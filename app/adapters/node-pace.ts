// How long did it take so far, and how does Node get to everything else that waits? By its own clock and its own turn.

import { setImmediate } from 'node:timers/promises';
import type { Pace } from '../attempts/in-slices.ts';

export const nodePace: Pace = {
  now: () => performance.now(),
  rest: () => setImmediate(),
};
