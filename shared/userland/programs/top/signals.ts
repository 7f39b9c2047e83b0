// Which signals does top take, and what do they do? top(1), sig_endpgm, sig_paused and sig_resize

import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';
import type { Termios } from '../../sys.ts';

const STDIN = 0;
const ENDING = [
  'SIGALRM',
  'SIGHUP',
  'SIGINT',
  'SIGPIPE',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
] as const;
const PAUSING = ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const;
/** A new picture for another size, and for whoever was continued. */
const REDRAWING = ['SIGCONT', 'SIGWINCH'] as const;

/** What came since it was looked at last. */
export interface Caught {
  end: boolean;
  pause: boolean;
}

export function* catchSignals({ sys }: Process): Coroutine<Caught> {
  const caught: Caught = { end: false, pause: false };
  for (const signal of ENDING) yield* sys.sigaction(signal, () => void (caught.end = true));
  for (const signal of PAUSING) yield* sys.sigaction(signal, () => void (caught.pause = true));
  for (const signal of REDRAWING) yield* sys.sigaction(signal, () => undefined);
  return caught;
}

/** From now on each key comes as it is pressed. In the background it is stopped here, and goes on once it is in front. */
export function* takeKeys(process: Process, before: Termios, caught: Caught): Coroutine<void> {
  while (failed(yield* process.sys.tcsetattr(STDIN, { ...before, echo: false, canonical: false }))) {
    if (!caught.pause) return;
    caught.pause = false;
    yield* process.sys.kill(yield* process.sys.getpid(), 'SIGSTOP');
  }
}

/** Stops, with the terminal as it was found, where that was asked for. */
export function* pauseIfAsked(process: Process, before: Termios, caught: Caught): Coroutine<void> {
  if (!caught.pause) return;
  caught.pause = false;
  yield* process.sys.tcsetattr(STDIN, before);
  yield* process.sys.kill(yield* process.sys.getpid(), 'SIGSTOP');
  yield* takeKeys(process, before, caught);
}
