import { describe, expect, it } from 'vitest';
import { boltBetween, boltFromOutside } from '../../../../renderer/components/picture/bolt.ts';
import type { Box } from '../../../../renderer/components/picture/layout.ts';

const card = (x: number, y: number): Box => ({ x, y, width: 120, height: 48 });
const LABEL = 130;

describe('the way of a signal', () => {
  it('goes down from the sender and along to the side of the receiver', () => {
    const { d, tip, turn } = boltBetween(card(0, 0), card(600, 300), LABEL);
    expect(d.startsWith('M60 48L')).toBe(true);
    expect(tip).toEqual({ x: 590, y: 324 });
    expect(turn).toBe(0);
  });

  it('comes from the right when the sender is there', () => {
    expect(boltBetween(card(600, 0), card(0, 300), LABEL)).toMatchObject({
      tip: { x: 130, y: 324 },
      turn: 180,
    });
  });

  it('goes up to a receiver above', () => {
    expect(boltBetween(card(0, 300), card(600, 0), LABEL).d.startsWith('M60 300L')).toBe(true);
  });

  it('dives below a row to reach a neighbour from below', () => {
    expect(boltBetween(card(0, 0), card(300, 0), LABEL)).toMatchObject({ tip: { x: 360, y: 53 }, turn: 270 });
  });

  it('goes round beside a receiver in the same column', () => {
    const { d, label } = boltBetween(card(0, 0), card(20, 200), LABEL);
    expect(d).toContain('L-30');
    expect(label.x).toBeLessThan(0);
  });

  it('goes out and back for a process that signals itself', () => {
    const { tip } = boltBetween(card(0, 0), card(0, 0), LABEL);
    expect(tip).toEqual({ x: -10, y: 36 });
  });

  it('comes out of nowhere when no process sent it', () => {
    expect(boltFromOutside(card(300, 0), LABEL)).toMatchObject({ tip: { x: 290, y: 24 }, turn: 0 });
  });
});
