// Which way does a signal take through the picture? Dotted, from the sender's card to the receiver's, never diagonal.

import type { Box } from './layout.ts';
import { CORNER } from './measures.ts';
import { polyPath, type Point } from './path.ts';

export interface Bolt {
  readonly d: string;
  /** Where the arrow stands, and which way it looks. */
  readonly tip: Point;
  readonly turn: number;
  /** The middle of the lozenge with the name. */
  readonly label: Point;
}

/** Between the arrow and the receiver's card: the selection ring fits in. */
const BEFORE = 10;
/** How far a way goes out beside or below a card. */
const OUT = 30;

/** From card to card. `labelWidth`: of the lozenge, so that it lies on the line. */
export function boltBetween(from: Box, to: Box, labelWidth: number): Bolt {
  const source = middle(from);
  const target = middle(to);
  if (source.x === target.x && source.y === target.y) return onItself(from, labelWidth);
  const below = target.y >= from.y + from.height;
  const above = target.y <= from.y;
  if (!below && !above) return inOneRow(from, to);
  const clearOf = to.width / 2 + labelWidth;
  if (Math.abs(target.x - source.x) < clearOf) return besides(from, to, labelWidth);
  const leftwards = target.x < source.x;
  const tip = { x: leftwards ? to.x + to.width + BEFORE : to.x - BEFORE, y: target.y };
  const start = { x: source.x, y: below ? from.y + from.height : from.y };
  return {
    d: polyPath([start, { x: source.x, y: target.y }, tip], CORNER),
    tip,
    turn: leftwards ? 180 : 0,
    label: { x: source.x + (leftwards ? -1 : 1) * (labelWidth / 2 + OUT), y: target.y },
  };
}

/** From outside every process: out of nowhere, at the receiver's left. */
export function boltFromOutside(to: Box, labelWidth: number): Bolt {
  const tip = { x: to.x - BEFORE, y: to.y + to.height / 2 };
  const start = { x: tip.x - 2 * OUT - labelWidth, y: tip.y };
  return {
    d: polyPath([start, tip], CORNER),
    tip,
    turn: 0,
    label: { x: start.x + labelWidth / 2, y: tip.y },
  };
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Down, along below both, and up into the receiver. */
function inOneRow(from: Box, to: Box): Bolt {
  const [a, b] = [middle(from), middle(to)];
  const floor = Math.max(from.y + from.height, to.y + to.height) + OUT / 2;
  const tip = { x: b.x, y: to.y + to.height + BEFORE / 2 };
  return {
    d: polyPath(
      [{ x: a.x, y: from.y + from.height }, { x: a.x, y: floor }, { x: b.x, y: floor }, tip],
      CORNER,
    ),
    tip,
    turn: 270,
    label: { x: (a.x + b.x) / 2, y: floor },
  };
}

/** Out to the left of both, so that neither the tree's lines nor the words beside a card are crossed. */
function besides(from: Box, to: Box, labelWidth: number): Bolt {
  const out = Math.min(from.x, to.x) - OUT;
  const [a, b] = [middle(from), middle(to)];
  const tip = { x: to.x - BEFORE, y: b.y };
  return {
    d: polyPath([{ x: from.x, y: a.y }, { x: out, y: a.y }, { x: out, y: b.y }, tip], CORNER),
    tip,
    turn: 0,
    label: { x: out - labelWidth / 2 + 12, y: (a.y + b.y) / 2 },
  };
}

function onItself(card: Box, labelWidth: number): Bolt {
  const { y } = middle(card);
  const out = card.x - OUT;
  const tip = { x: card.x - BEFORE, y: y + 12 };
  return {
    d: polyPath([{ x: card.x, y: y - 12 }, { x: out, y: y - 12 }, { x: out, y: y + 12 }, tip], CORNER),
    tip,
    turn: 0,
    label: { x: out - labelWidth / 2 + 12, y },
  };
}
