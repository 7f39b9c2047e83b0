// Where the daemons and the actors of the exercises are installed.

import type { ProgramTable } from '../program-table.ts';
import { app } from './app.ts';
import { daemon } from './daemon.ts';
import { worker } from './worker.ts';

export const daemons: ProgramTable = new Map([
  ['/usr/bin/dbus-daemon', daemon],
  ['/usr/sbin/cron', daemon],
  ['/usr/sbin/nginx', daemon],
  ['/usr/sbin/sshd', daemon],
  ['/usr/sbin/syslogd', daemon],
  ['/usr/local/bin/app', app],
  ['/usr/local/bin/worker', worker],
]);
