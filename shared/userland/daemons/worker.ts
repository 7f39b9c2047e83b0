// A worker that wants to be asked nicely: on TERM it cleans up and ends with status 0. KILL gives it no chance to.

import type { Program } from '../program.ts';

const STDOUT = 1;

export const worker: Program = function* ({ sys }) {
  let asked = false;
  yield* sys.sigaction('SIGTERM', () => {
    asked = true;
  });
  while (!asked) yield* sys.pause();
  yield* sys.write(STDOUT, 'worker: cleaned up\n');
  return 0;
};
