// fork(2), clone(2), clone3(2).

import { copyProcess } from '../fork/copy-process.ts';
import type { Syscalls } from './outcome.ts';

export const CLONE: Syscalls<'clone'> = {
  clone: (kernel, call, caller) => copyProcess(kernel, caller, call),
};
