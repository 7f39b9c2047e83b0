// The first line of uptime(1), w(1) and their kin: the time, how long the machine runs, who uses it, how busy it is.

import { readFileOrEmpty } from './read.ts';
import { readNow, readUptime } from './machine-facts.ts';
import { strftime } from './calendar.ts';
import { uptimeText } from './uptime-text.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

export function* readUptimeLine(sys: Sys): Coroutine<string> {
  const seconds = yield* readUptime(sys);
  const load =
    (yield* readFileOrEmpty(sys, '/proc/loadavg')).split(' ').slice(0, 3).join(', ') || '0.00, 0.00, 0.00';
  return ` ${strftime('%H:%M:%S', yield* readNow(sys))} up ${uptimeText(seconds)},  0 user,  load average: ${load}`;
}
