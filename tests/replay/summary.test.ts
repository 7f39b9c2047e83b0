// Is the one event told that matters, where there are too many to tell each?
import { describe, expect, test } from 'vitest';
import { summarize, type Told } from '#shared/replay/summary.ts';
import { ns, Story, task } from '../support/story.ts';

const LEVEL_1 = ns(2);

/** A story that is told as it goes. */
class ToldStory extends Story {
  readonly told: Told[] = [];

  add(event: Told['event']): void {
    this.told.push({ event, sentence: this.tell(event) ?? '' });
  }
}

function nest(): ToldStory {
  const story = new ToldStory();
  story.add(story.fork(task(1), [2]));
  story.add(story.exec(task(2), 'unshare'));
  story.add(story.makeNs(task(2), LEVEL_1));
  story.add(story.unshare(task(2), LEVEL_1));
  return story;
}

describe('a summary', () => {
  test('of a few events is all of them', () => {
    const { told } = nest();
    expect(summarize(told)).toBe(told.map(({ sentence }) => sentence).join(' '));
    expect(summarize([])).toBe('');
  });

  test('of many is how many, and that a namespace began', () => {
    const story = nest();
    story.add(story.fork(task(2), [3, 1], LEVEL_1, true));
    story.add(story.exec(task(3), 'bash'));
    expect(summarize(story.told)).toBe(
      '6 events. Process 2, unshare, made process 3. Inside level 1 it is number 1. Process 2 stays in level 0.',
    );
  });

  test('of events that tell alike names the first', () => {
    const story = new ToldStory();
    for (const number of [2, 3, 4, 5, 6, 7]) story.add(story.fork(task(1), [number]));
    expect(summarize(story.told)).toBe('6 events. Process 1, init, made process 2.');
  });

  test('prefers what the kernel refused to what it granted', () => {
    const story = new ToldStory();
    for (const number of [2, 3, 4, 5, 6]) story.add(story.fork(task(1), [number]));
    story.add({ type: 'SyscallFailed', actor: task(1), call: 'clone', errno: 'EAGAIN' });
    expect(summarize(story.told)).toBe(
      "6 events. Process 1 can't make a process: resource temporarily unavailable.",
    );
  });
});
