// The command line of a process as libproc writes it: the name in brackets where there is none.

import { joinedCommandLine } from '../../libc/proc.ts';
import type { ProcTask } from '../../libc/proc.ts';

export function commandLine({ cmdline, comm, state }: ProcTask): string {
  if (cmdline.length > 0) return joinedCommandLine(cmdline);
  return `[${comm}]${state === 'Z' ? ' <defunct>' : ''}`;
}
