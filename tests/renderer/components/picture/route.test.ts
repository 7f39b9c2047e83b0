import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../renderer/components/picture/layout.ts';
import type { Point } from '../../../../renderer/components/picture/path.ts';
import { routeAround } from '../../../../renderer/components/picture/route.ts';

function segments(points: readonly Point[]): [Point, Point][] {
  return points.slice(1).map((point, index): [Point, Point] => [points[index]!, point]);
}
function touches({ x, y, width, height }: Box, [a, b]: [Point, Point]): boolean {
  return (
    Math.max(a.x, b.x) > x &&
    Math.min(a.x, b.x) < x + width &&
    Math.max(a.y, b.y) > y &&
    Math.min(a.y, b.y) < y + height
  );
}

describe('a way around', () => {
  it('is straight where nothing lies between', () => {
    expect(routeAround({ x: 10, y: 0 }, { x: 10, y: 100 }, [])).toEqual([
      { x: 10, y: 0 },
      { x: 10, y: 7 },
      { x: 10, y: 97 },
      { x: 10, y: 100 },
    ]);
  });

  it('passes an obstacle at its side', () => {
    const box = { x: 0, y: 40, width: 100, height: 20 };
    const way = routeAround({ x: 50, y: 0 }, { x: 50, y: 100 }, [box]);
    for (const segment of segments(way)) expect(touches(box, segment)).toBe(false);
  });

  it('takes the straightest line through a crowd that nobody could follow anyway', () => {
    const crowd = Array.from({ length: 80 }, (_, index) => ({ x: index * 10, y: 40, width: 8, height: 8 }));
    expect(routeAround({ x: 50, y: 0 }, { x: 90, y: 100 }, crowd)).toHaveLength(4);
  });

  it('never cuts a corner and never touches anything, in any grid of cards', () => {
    const card = fc.record({ column: fc.nat(5), row: fc.nat(4) }).map(({ column, row }) => ({
      x: column * 120,
      y: 40 + row * 80,
      width: 90,
      height: 48,
    }));
    fc.assert(
      fc.property(fc.array(card, { maxLength: 12 }), fc.nat(600), fc.nat(600), (cards, fromX, toX) => {
        const way = routeAround({ x: fromX, y: 0 }, { x: toX, y: 480 }, cards);
        for (const [a, b] of segments(way)) {
          expect(a.x === b.x || a.y === b.y).toBe(true);
          for (const box of cards) expect(touches(box, [a, b])).toBe(false);
        }
      }),
      { seed: 20_252, numRuns: 100 },
    );
  });
});
