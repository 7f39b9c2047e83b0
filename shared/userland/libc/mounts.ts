// What is mounted where, as the caller sees it? /proc/self/mountinfo, proc_pid_mountinfo(5)

import { failed } from '../program.ts';
import { linesOf, readFile } from './read.ts';
import type { Coroutine, Failure } from '../program.ts';
import type { Sys } from '../sys.ts';

export interface MountEntry {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: string;
}

/** In the order of mounting. */
export function* readMounts(sys: Sys): Coroutine<readonly MountEntry[] | Failure> {
  const text = yield* readFile(sys, '/proc/self/mountinfo');
  return failed(text) ? text : linesOf(text).map(parseMount);
}

function parseMount(line: string): MountEntry {
  const [place = '', filesystem = ''] = line.split(' - ');
  const [, , , , target = '', options = ''] = place.split(' ');
  const [type = '', source = ''] = filesystem.split(' ');
  return { source, target, type, options };
}
