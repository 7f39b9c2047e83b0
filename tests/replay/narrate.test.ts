// Is each event told in the words that were agreed, outside and inside?
import { describe, expect, it } from 'vitest';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { clock, nestedStory, ns, pidId, siginfo, Story, task } from '../support/story.ts';

const LEVEL_1 = ns(2);
const LEVEL_2 = ns(3);

describe('a birth', () => {
  it('names who made whom', () => {
    const story = nestedStory();
    expect(story.tell(story.fork(task(2), [8]))).toBe('Process 2, bash, made process 8.');
  });

  it('into a new namespace says which number it has inside, and who stays outside', () => {
    const story = new Story();
    story.tell(story.fork(task(1), [2]));
    story.tell(story.exec(task(2), 'unshare'));
    story.tell(story.makeNs(task(2), LEVEL_1));
    story.tell(story.unshare(task(2), LEVEL_1));
    const told =
      'Process 2, unshare, made process 3. Inside level 1 it is number 1. Process 2 stays in level 0.';
    expect(story.tell(story.fork(task(2), [3, 1], LEVEL_1, true))).toBe(told);
    expect(story.again(LEVEL_1)).toBe('Process 1, unshare, came from out of sight.');
  });

  it('inside a namespace gives the numbers from outside to inside', () => {
    const story = nestedStory();
    const told = 'Process 4, in level 1 number 1, made process 8, in level 1 number 5.';
    expect(story.tell(story.fork(task(4), [8, 5], LEVEL_1))).toBe(told);
    expect(story.again(LEVEL_1)).toBe('Process 1, bash, made process 5.');
    expect(story.again(LEVEL_2)).toBeNull();
  });

  it('two levels down from level 1 names both', () => {
    const story = nestedStory();
    const told = 'Process 6, in level 1 number 3, made process 8, in level 1 number 5. Inside level 2 it is number 2. Process 6 stays in level 1.'; // prettier-ignore
    expect(story.tell(story.fork(task(6), [8, 5, 2], LEVEL_2))).toBe(told);
    const inside =
      'Process 3, unshare, made process 5. Inside level 2 it is number 2. Process 3 stays in level 1.';
    expect(story.again(LEVEL_1)).toBe(inside);
  });

  it('that fails says why', () => {
    const story = nestedStory();
    const refused = (rest: object) =>
      ({ type: 'SyscallFailed', actor: task(3), call: 'clone', ...rest }) as KernelEvent;
    expect(story.tell(refused({ errno: 'ENOMEM', ns: LEVEL_1 }))).toBe(
      "Process 3 can't make a process: cannot allocate memory. Level 1 has no PID 1 any more.",
    );
    expect(story.tell(refused({ errno: 'EAGAIN' }))).toBe(
      "Process 3 can't make a process: resource temporarily unavailable.",
    );
  });

  it('is followed by a new program under the same number', () => {
    const story = nestedStory();
    expect(story.tell(story.exec(task(5), 'sleep'))).toBe('Process 5 is now sleep. Its number stays 5.');
    expect(story.again(LEVEL_1)).toBe('Process 2 is now sleep. Its number stays 2.');
  });
});

describe('a namespace', () => {
  it('is asked for and joined by those who do not move', () => {
    const story = nestedStory();
    story.tell(story.makeNs(task(2), ns(4)));
    expect(story.tell(story.unshare(task(2), ns(4)))).toBe(
      'Process 2 asked for a new namespace for its children: level 1. Process 2 itself does not move.',
    );
    expect(story.tell(story.setns(task(2), LEVEL_1))).toBe(
      'Process 2 joined level 1 for its children. Process 2 itself does not move.',
    );
  });

  it('shows in the proc that is mounted in it', () => {
    const story = nestedStory();
    expect(story.tell(story.mountProc(task(4), LEVEL_1))).toBe('Process 4 mounted proc. It shows level 1.');
  });

  it('ends with its first process', () => {
    const story = nestedStory();
    const exited = {
      type: 'TaskExited',
      actor: task(4),
      task: task(4),
      status: { exited: 0 },
      held: true,
    } as const;
    expect(story.tell(exited)).toBe(
      'Process 4, PID 1 of level 1, ends. The kernel ends its 2 members and closes level 1.',
    );
    expect(story.again(LEVEL_1)).toBe(
      'Process 1, PID 1 of level 1, ends. The kernel ends its 2 members and closes level 1.',
    );
    const closed = {
      type: 'PidNamespaceClosed',
      actor: task(4),
      ns: LEVEL_1,
      init: task(4),
      members: [],
    } as const;
    expect(story.tell(closed)).toBe('Level 1 is closed. No process can be made in it.');
  });
});

describe('a signal', () => {
  const sent = (fields: object) => ({ type: 'SignalSent', outcome: 'queued', ...fields }) as KernelEvent;

  it('names sender, signal and receiver, and what became of it', () => {
    const story = nestedStory();
    const kill = { actor: task(2), to: task(5), info: siginfo('SIGKILL') };
    expect(story.tell(sent(kill))).toBe('Process 2 sent KILL to process 5.');
    expect(story.again(LEVEL_1)).toBe('Somebody out of sight sent KILL to process 2.');
    expect(
      story.tell(sent({ actor: task(5), to: task(4), info: siginfo('SIGTERM'), outcome: 'dropped' })),
    ).toBe('Process 5 sent TERM to process 4, PID 1 of level 1. Dropped: no handler.');
    expect(story.again(LEVEL_1)).toBe('Process 2 sent TERM to process 1. Dropped: no handler.');
    expect(story.tell(sent({ actor: null, to: task(2), info: siginfo('SIGINT'), because: 'tty' }))).toBe(
      'The terminal sent INT to process 2.',
    );
    expect(story.tell(sent({ ...kill, to: task(2) }))).toBe('Process 2 sent KILL to itself.');
    expect(story.tell(sent({ ...kill, info: siginfo('SIGCONT'), outcome: 'ignored' }))).toBe(
      'Process 2 sent CONT to process 5.',
    );
    expect(story.tell(sent({ ...kill, info: siginfo('SIGHUP'), outcome: 'ignored' }))).toBe(
      'Process 2 sent HUP to process 5. It ignores HUP.',
    );
  });

  it('that is refused names both, or the number that nobody has', () => {
    const story = nestedStory();
    const failed = { type: 'SyscallFailed', actor: task(5), call: 'kill' } as const;
    expect(story.tell({ ...failed, errno: 'EPERM', pid: 1, signal: 'SIGKILL', target: task(4) })).toBe(
      'Process 5 may not signal process 4: operation not permitted.',
    );
    expect(story.tell({ ...failed, errno: 'ESRCH', pid: 40, signal: 'SIGKILL' })).toBe(
      'Process 5 sent KILL to number 40. No such process in level 1.',
    );
  });

  it('that stops says so, and that it goes on', () => {
    const story = nestedStory();
    expect(story.tell({ type: 'TaskStopped', actor: null, task: task(5), signal: 'SIGTSTP' })).toBe(
      'Process 5, worker, stopped.',
    );
    expect(story.tell({ type: 'TaskContinued', actor: null, task: task(5) })).toBe(
      'Process 5, worker, goes on.',
    );
  });
});

describe('an end', () => {
  const status = { exited: 0 } as const;

  it('is told from the last breath to the free number', () => {
    const story = nestedStory();
    const id = task(5);
    expect(story.tell({ type: 'TaskExited', actor: id, task: id, status, held: false })).toBe(
      'Process 5, worker, ended with status 0.',
    );
    expect(story.tell({ type: 'TaskBecameZombie', actor: id, task: id, status })).toBe(
      'Process 5 has ended and keeps its number until process 4 asks.',
    );
    expect(story.tell({ type: 'TaskReaped', actor: task(4), task: id, by: task(4) })).toBe(
      'Process 4 collected process 5. Number 5, inside 2, is free again.',
    );
    expect(story.again(LEVEL_1)).toBe('Process 1 collected process 2. Number 2 is free again.');
    expect(story.again(LEVEL_2)).toBeNull();
  });

  it('by a signal names it', () => {
    const story = nestedStory();
    const killed = {
      type: 'TaskExited',
      actor: null,
      task: task(5),
      status: { signaled: 'SIGKILL' },
      held: false,
    } as const;
    expect(story.tell(killed)).toBe('Process 5, worker, was ended by KILL.');
  });

  it('leaves orphans to whoever takes them in', () => {
    const story = nestedStory();
    story.tell(story.fork(task(5), [8, 5], LEVEL_1));
    const orphan = {
      type: 'TaskReparented',
      actor: task(5),
      task: task(8),
      from: task(5),
      to: task(4),
    } as const;
    expect(story.tell(orphan)).toBe(
      'Process 8 lost its parent. Its new parent is process 4, PID 1 of level 1.',
    );
    expect(story.again(LEVEL_1)).toBe('Process 5 lost its parent. Its new parent is process 1.');
  });
});

describe('a lens', () => {
  it('whose namespace does not exist yet, or any more, sees nothing', () => {
    const story = nestedStory();
    expect(story.tell(clock(1), ns(99))).toBeNull();
  });
});

describe('the rest', () => {
  it('is told as plainly', () => {
    const story = nestedStory();
    const tty = asTtyId(0);
    expect(
      story.tell({ type: 'TaskSlept', actor: task(2), task: task(2), on: { on: 'tty', tty, op: 'read' } }),
    ).toBe('Process 2, bash, waits at its prompt.');
    expect(story.tell({ type: 'TaskWoke', actor: null, task: task(2) })).toBe('Process 2, bash, runs.');
    expect(story.tell({ type: 'GroupChanged', actor: task(5), task: task(5), pgrp: pidId(5) })).toBe(
      'Process 5, worker, is in process group 5 now.',
    );
    expect(story.again(LEVEL_1)).toBe('Process 2, worker, is in process group 2 now.');
    expect(story.tell({ type: 'SubreaperSet', actor: task(2), task: task(2), value: true })).toBe(
      'Process 2, bash, takes in orphans below it from now on.',
    );
    expect(story.tell({ type: 'NoNewPrivsSet', actor: task(2), task: task(2) })).toBe(
      'Process 2, bash, gains no privilege by any program it runs from now on.',
    );
    expect(story.tell(clock(1_500))).toBe('The clock stands at 1.5 seconds.');
  });
});
