// The file behind PID 1. Only the machine starts an init; whoever else runs it is told so. init(8)

import { program } from '../libc/process.ts';

export const init = program(function* (process) {
  yield* process.warn('must be run as PID 1');
  return 1;
});
