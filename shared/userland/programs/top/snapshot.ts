// What top reads for one picture.

import { readBootTime, readMeminfo, readUptime } from '../../libc/machine-facts.ts';
import { readFileOrEmpty } from '../../libc/read.ts';
import { readTasks } from '../../libc/proc.ts';
import { readDetails } from './details.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Snapshot } from './frame.ts';

export function* snapshot({ sys }: Process, fields: readonly string[]): Coroutine<Snapshot> {
  const tasks = yield* readTasks(sys);
  return {
    tasks,
    details: yield* readDetails(sys, tasks, fields),
    knowsMachine: !failed(yield* sys.stat('/proc/uptime')),
    uptime: yield* readUptime(sys),
    now: (yield* readBootTime(sys)) + (yield* readUptime(sys)),
    load: (yield* readFileOrEmpty(sys, '/proc/loadavg')).split(' ').slice(0, 3),
    memory: yield* readMeminfo(sys),
  };
}
