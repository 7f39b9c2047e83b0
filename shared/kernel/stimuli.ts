// What does the machine make of what comes from outside every task: the keyboard, the clock, the end of a terminal?

import type { Stimulus } from './call.ts';
import type { Recorder } from './recorder.ts';
import { sendSignal } from './signals/send-signal.ts';
import { pidStruct } from './selectors.ts';
import type { Tty } from './state.ts';
import { letGoOfTty, signalGroup } from './tty/disassociate-ctty.ts';

/** A terminal that is closed by now has nothing to signal. */
export function carryOut(kernel: Recorder, stimulus: Exclude<Stimulus, { stimulus: 'turn' }>): void {
  switch (stimulus.stimulus) {
    case 'clock':
      kernel.emit({ type: 'ClockAdvanced', to: stimulus.to });
      break;
    case 'alarm':
      sendSignal(kernel, stimulus.task, 'SIGALRM', 'kernel');
      break;
    case 'tty_opened': {
      const { tty, columns, rows } = stimulus;
      kernel.emit({ type: 'TtyOpened', tty, columns, rows });
      break;
    }
    case 'tty_resized':
      resize(kernel, stimulus);
      break;
    case 'tty_echo':
      kernel.emit({ type: 'TtyWrote', tty: stimulus.tty, text: stimulus.text, kind: 'echo' });
      break;
    case 'tty_signal': {
      const foreground = kernel.state.ttys.get(stimulus.tty)?.foreground ?? null;
      if (foreground !== null) signalGroup(kernel, foreground, [stimulus.signal]);
      break;
    }
    case 'tty_hangup': {
      const tty = kernel.state.ttys.get(stimulus.tty);
      if (tty !== undefined) hangUp(kernel, tty);
      break;
    }
  }
}

/** tty_do_resize: a size that is no other one is no news. */
function resize(
  kernel: Recorder,
  { tty, columns, rows }: Extract<Stimulus, { stimulus: 'tty_resized' }>,
): void {
  const before = kernel.state.ttys.get(tty);
  if (before === undefined || (before.columns === columns && before.rows === rows)) return;
  kernel.emit({ type: 'TtyResized', tty, columns, rows });
  if (before.foreground !== null) signalGroup(kernel, before.foreground, ['SIGWINCH']);
}

/**
 * __tty_hangup: the leader of the session gets SIGHUP and SIGCONT, and the session loses its terminal. The foreground
 * group hears of it when the leader ends.
 */
function hangUp(kernel: Recorder, { id, session }: Tty): void {
  if (session !== null) {
    letGoOfTty(kernel, id, session);
    const leader = pidStruct(kernel.state, session).task;
    if (leader !== null) {
      for (const signal of ['SIGHUP', 'SIGCONT'] as const)
        sendSignal(kernel, leader, signal, 'kernel', { because: 'tty' });
    }
  }
  kernel.emit({ type: 'TtyClosed', tty: id });
}
