// How is a line drawn: horizontally and vertically, with round corners?

import type { Box } from './layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * From above to below by way of a bus at `busY`. Always the same seven commands, so that one such line can change into
 * another while it moves.
 */
export function busPath(from: Point, busY: number, to: Point, corner: number): string {
  const r = Math.max(0, Math.min(corner, Math.abs(to.x - from.x) / 2, busY - from.y, to.y - busY));
  const side = Math.sign(to.x - from.x) * r;
  return (
    `M${n(from.x)} ${n(from.y)}V${n(busY - r)}Q${n(from.x)} ${n(busY)} ${n(from.x + side)} ${n(busY)}` +
    `H${n(to.x - side)}Q${n(to.x)} ${n(busY)} ${n(to.x)} ${n(busY + r)}V${n(to.y)}`
  );
}

/** Through points that lie level with, or plumb under, each other. */
export function polyPath(points: readonly Point[], corner: number): string {
  const [start, ...rest] = points;
  if (start === undefined) return '';
  let d = `M${n(start.x)} ${n(start.y)}`;
  let at = start;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    if (next === undefined) {
      d += `L${n(point.x)} ${n(point.y)}`;
      return;
    }
    const r = Math.min(corner, distance(at, point) / 2, distance(point, next) / 2);
    const before = towards(point, at, r);
    const after = towards(point, next, r);
    d += `L${n(before.x)} ${n(before.y)}Q${n(point.x)} ${n(point.y)} ${n(after.x)} ${n(after.y)}`;
    at = point;
  });
  return d;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

/** Two digits behind the point are finer than any screen. */
function n(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A block whose left and right corners are rounded differently. */
export function slabPath({ x, y, width, height }: Box, left: number, right: number): string {
  const [r, b] = [x + width, y + height];
  return (
    `M${n(x + left)} ${n(y)}H${n(r - right)}Q${n(r)} ${n(y)} ${n(r)} ${n(y + right)}V${n(b - right)}` +
    `Q${n(r)} ${n(b)} ${n(r - right)} ${n(b)}H${n(x + left)}Q${n(x)} ${n(b)} ${n(x)} ${n(b - left)}` +
    `V${n(y + left)}Q${n(x)} ${n(y)} ${n(x + left)} ${n(y)}Z`
  );
}
