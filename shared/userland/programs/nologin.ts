// Refuses whoever has it as a shell. nologin(8)

import { program } from '../libc/process.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const nologin = program(function* (process: Process): Coroutine<number> {
  process.printLine('This account is currently not available.');
  return 1;
});
