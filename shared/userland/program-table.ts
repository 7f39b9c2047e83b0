// Which program stands behind an executable file of the machine?

import type { Program } from './program.ts';

/** Absolute path -> program. The machine puts an executable file at each path. */
export type ProgramTable = ReadonlyMap<string, Program>;
