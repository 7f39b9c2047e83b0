// What does a task find that was sent several signals before it had a turn?
import { describe, expect, it } from 'vitest';
import type { Signal } from '#shared/kernel/abi/signal.ts';
import { decide } from '#shared/kernel/decide.ts';
import { NO_BACKLOG } from '#shared/kernel/errand.ts';
import type { Backlog } from '#shared/kernel/errand.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { KernelLab } from '../support/kernel-lab.ts';

/** `p` sends them all before its child `c` has a turn; `stopped`: c had been stopped before. */
function turnAfter(signals: readonly Signal[], stopped = false): readonly KernelEvent[] {
  const lab = new KernelLab();
  lab.fork('init', 'p');
  const pid = lab.fork('p', 'c');
  if (stopped) lab.call('p', { call: 'kill', pid, sig: 'SIGSTOP' });
  let { state } = lab;
  let backlog: Backlog = NO_BACKLOG;
  for (const sig of signals) {
    const sent = decide(state, { call: 'kill', by: lab.id('p'), pid, sig }, { backlog, killerRunsOn: true });
    expect(sent.events.filter(({ type }) => type === 'TaskStopped' || type === 'TaskExited')).toEqual([]);
    ({ state, backlog } = sent);
  }
  expect([...backlog.keys()]).toEqual([lab.id('c')]);
  const turn = decide(state, { stimulus: 'turn', task: lab.id('c') }, { backlog, killerRunsOn: true });
  expect(turn.backlog.size).toBe(0);
  return turn.events;
}

function typesOf(events: readonly KernelEvent[]): readonly string[] {
  return events.map(({ type }) => type);
}

describe('a task that waits for its turn', () => {
  it('does not stop when a continue has overtaken the stop', () => {
    expect(typesOf(turnAfter(['SIGSTOP', 'SIGCONT']))).not.toContain('TaskStopped');
  });

  it('dies of what is to end it, although a stop came before', () => {
    expect(turnAfter(['SIGSTOP', 'SIGTERM'])).toContainEqual(
      expect.objectContaining({ type: 'TaskExited', status: { signaled: 'SIGTERM' } }),
    );
  });

  it('dies of the first of two', () => {
    expect(turnAfter(['SIGTERM', 'SIGKILL'])).toContainEqual(
      expect.objectContaining({ type: 'TaskExited', status: { signaled: 'SIGTERM' } }),
    );
  });

  it('tells its parent only then that it goes on', () => {
    expect(typesOf(turnAfter(['SIGCONT'], true))).toContain('SignalSent');
  });
});
