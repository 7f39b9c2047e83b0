// Who goes first when somebody is woken?
import { describe, expect, it } from 'vitest';
import { FairQueue, Share } from '#shared/userland/fair-queue.ts';

function queueOf(...shares: readonly Share[]): FairQueue {
  const queue = new FairQueue();
  for (const share of shares) queue.add(share);
  return queue;
}

describe('a fair queue', () => {
  it('lets the running one go on before somebody who is owed nothing', () => {
    const [running, woken] = [new Share(), new Share()];
    const queue = queueOf(running);
    queue.charge(running, 300);
    queue.add(woken);
    expect(queue.preempts(woken, running)).toBe(false);
  });

  it('owes half of the difference to whoever stops after it has waited for another, as often as that lasts', () => {
    const [shell, job] = [new Share(), new Share()];
    const queue = queueOf(shell, job);
    queue.charge(shell, 220);
    queue.sleep(shell);
    queue.charge(job, 60);
    queue.remove(job);
    expect(job.lagUs).toBe(80);
    queue.drain();

    const turns: boolean[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      queue.add(shell);
      queue.charge(shell, 50);
      queue.add(job);
      turns.push(queue.preempts(job, shell));
      queue.charge(job, 60);
      queue.remove(job);
      queue.remove(shell);
    }
    expect(turns).toEqual([true, true, true, false]);
  });

  it('keeps whoever is ahead on the queue when it sleeps, and forgives it when the others have caught up', () => {
    const [ahead, behind] = [new Share(), new Share()];
    const queue = queueOf(ahead, behind);
    queue.charge(ahead, 100);
    queue.sleep(ahead);
    expect(ahead.queue).toBe(queue);
    queue.settle();
    expect(ahead.queue).toBe(queue);
    queue.charge(behind, 200);
    queue.settle();
    expect([ahead.queue, ahead.lagUs]).toEqual([null, 0]);
  });

  it('lets a new process go first when its parent has had more than a slice', () => {
    const [parent, child] = [new Share(), new Share()];
    const queue = queueOf(parent);
    queue.charge(parent, 1500);
    queue.add(child);
    expect(queue.preempts(child, parent, true)).toBe(true);
    expect(queue.pick([parent, child])).toBe(child);
  });

  it('owes nobody anything once it has been empty', () => {
    const [one, other] = [new Share(), new Share()];
    const queue = queueOf(one, other);
    queue.charge(one, 100);
    queue.remove(other);
    expect(other.lagUs).toBe(50);
    queue.remove(one);
    queue.add(other);
    expect(queue.preempts(other, other)).toBe(false);
  });
});
