// Do nothing, well or badly. true(1), false(1)

import { coreutil } from '../libc/coreutils.ts';

export const trueProgram = coreutil(
  'true',
  function* () {
    return 0;
  },
  'alone',
);

export const falseProgram = coreutil(
  'false',
  function* () {
    return 1;
  },
  'alone',
  1,
);
