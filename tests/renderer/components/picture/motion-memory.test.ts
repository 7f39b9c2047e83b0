import { describe, expect, it } from 'vitest';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import { MotionMemory } from '../../../../renderer/components/picture/motion-memory.ts';
import { theFigure, waitingArea } from '../../../support/sketches.ts';

const event: KernelEvent = { type: 'TaskWoke', actor: null, task: asTaskId(1) };
const before = { state: waitingArea(), lens: null, event: null, scrub: false };
const after = { ...before, state: theFigure() };

describe('movement', () => {
  it('shows how one event led from one moment to the next', () => {
    const memory = new MotionMemory();
    memory.motion(before, 'full');
    expect(memory.motion({ ...after, event }, 'full')).toBe('full');
  });

  it('is none where one has jumped over many', () => {
    const memory = new MotionMemory();
    memory.motion(before, 'full');
    expect(memory.motion(after, 'full')).toBe('none');
  });

  it('is none while time is dragged', () => {
    const memory = new MotionMemory();
    memory.motion(before, 'full');
    expect(memory.motion({ ...after, event, scrub: true }, 'full')).toBe('none');
  });

  it('shows how one comes to stand inside', () => {
    const memory = new MotionMemory();
    memory.motion(after, 'full');
    expect(memory.motion({ ...after, lens: asPidNsId(2) }, 'full')).toBe('full');
    expect(memory.motion({ ...before, lens: asPidNsId(2) }, 'full')).toBe('none');
  });

  it('is never more than somebody wishes', () => {
    expect(new MotionMemory().motion({ ...after, event }, 'less')).toBe('less');
  });
});
