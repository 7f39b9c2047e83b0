// Do nothing, well or badly. true(1), false(1)

import { coreutil } from '../libc/coreutils.ts';

export const trueProgram = coreutil('true [ignored command line arguments]', function* () {
  return 0;
});

export const falseProgram = coreutil('false [ignored command line arguments]', function* () {
  return 1;
});
