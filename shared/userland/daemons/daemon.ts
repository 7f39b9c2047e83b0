// A daemon with nothing to do: cron between two minutes, sshd and syslogd without a client. daemon(7)

import type { Program } from '../program.ts';

/** Sleeps until a signal ends it. */
export const daemon: Program = function* ({ sys }) {
  for (;;) yield* sys.pause();
};
