// fork(2), clone(2), clone3(2).

import { copyProcess } from '../fork/copy-process.ts';
import type { CloneArguments } from '../fork/copy-process.ts';
import type { Syscalls } from './outcome.ts';

export const CLONE: Syscalls<'clone'> = {
  clone: (kernel, call, caller) =>
    copyProcess(kernel, caller, call.setTid === undefined ? fromOneWord(call) : call),
};

/**
 * clone(2) has the exit signal in the low byte of its flags. The bit of CLONE_NEWTIME lies there too: it makes no
 * namespace, but of any signal a number that is none.
 */
function fromOneWord(args: CloneArguments): CloneArguments {
  if (!args.flags.includes('CLONE_NEWTIME')) return args;
  return { ...args, flags: args.flags.filter((flag) => flag !== 'CLONE_NEWTIME'), exitSignal: null };
}
