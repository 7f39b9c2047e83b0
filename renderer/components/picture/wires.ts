// How do the lines run from parents to children, and where do they pass a border?

import type { PidNsId } from '#shared/kernel/ids.ts';
import type { Box, Card, PlacedArea } from './layout.ts';
import { CORNER, GATE, type Measures } from './measures.ts';
import { busPath, polyPath, type Point } from './path.ts';
import { routeAround } from './route.ts';
import type { SceneArea, SceneProcess } from './scene.ts';

/** A line towards a child, as far as one area goes: it has that area's hue. */
export interface Wire {
  /** The same line at another moment has the same key. */
  readonly key: string;
  readonly d: string;
  readonly level: number;
}

/** Where a line passes the top edge of an area; `level` is that of the area. */
export interface Gate extends Point {
  readonly key: string;
  readonly level: number;
}

export interface Lines {
  readonly wires: readonly Wire[];
  readonly gates: readonly Gate[];
}

/** Half of a gate stands above the border, so a line ends this far from it. */
const TO_BORDER = GATE.height / 2 - 1;

interface Field {
  readonly root: SceneArea;
  readonly cards: readonly Card[];
  readonly areas: readonly PlacedArea[];
  readonly areaOf: ReadonlyMap<PidNsId, PlacedArea>;
  readonly measures: Measures;
}

/** Order: as the cards the lines lead to, then the areas that wait for somebody. */
export function linesOf(
  root: SceneArea,
  cards: readonly Card[],
  areas: readonly PlacedArea[],
  measures: Measures,
): Lines {
  const cardOf = new Map(cards.map((card) => [card.process.task, card]));
  const areaOf = new Map(areas.map((placed) => [placed.area.ns, placed]));
  const field: Field = { root, cards, areas, areaOf, measures };
  const lines: Lines[] = [];
  for (const child of cards) {
    const from = child.process.parent === null ? undefined : cardOf.get(child.process.parent);
    if (from !== undefined) lines.push(lineBetween(from, child, field));
  }
  for (const placed of areas) {
    const from = placed.area.anchor === null ? undefined : cardOf.get(placed.area.anchor);
    if (placed.area.phase === 'unborn' && from !== undefined)
      lines.push(lineToWaiting(from, placed, measures));
  }
  return { wires: lines.flatMap(({ wires }) => wires), gates: lines.flatMap(({ gates }) => gates) };
}

function lineBetween(from: Card, child: Card, field: Field): Lines {
  const { process } = child;
  const to = head(child);
  const entered = areasBetween(from, child, field.areaOf);
  if (entered.length === 0) {
    const d = busPath(foot(from), to.y - field.measures.bus, to, CORNER);
    return { wires: [{ key: `${process.task}`, d, level: process.level }], gates: [] };
  }
  const wires: Wire[] = [];
  const gates: Gate[] = [];
  let at = foot(from);
  let { level } = from.process;
  for (const placed of entered) {
    const border = { x: to.x, y: placed.y };
    const key = gateKey(placed, process);
    const hangs = placed.area.anchor === from.process.task && at.y === foot(from).y;
    const d = hangs ? pathToGate(at, border, field.measures) : pathAround(at, border, placed, field);
    wires.push({ key, d, level });
    gates.push({ ...border, key, level: placed.area.level });
    at = { x: border.x, y: border.y + TO_BORDER };
    ({ level } = placed.area);
  }
  wires.push({ key: `${process.task}`, d: busPath(at, at.y, to, CORNER), level });
  return { wires, gates };
}

/** The line that waits for the first process, and its gate, are that process's own once it is there. */
function gateKey({ area }: PlacedArea, process: SceneProcess | null): string {
  const first = process === null || (process.init && process.ns === area.ns);
  return first ? `into ${area.ns}` : `${process.task} into ${area.ns}`;
}

function lineToWaiting(from: Card, placed: PlacedArea, measures: Measures): Lines {
  const border = { x: placed.x + placed.width / 2, y: placed.y };
  const key = gateKey(placed, null);
  return {
    wires: [{ key, d: pathToGate(foot(from), border, measures), level: from.process.level }],
    gates: [{ ...border, key, level: placed.area.level }],
  };
}

function foot({ x, y, width, height }: Card): Point {
  return { x: x + width / 2, y: y + height };
}

function head({ x, y, width }: Card): Point {
  return { x: x + width / 2, y };
}

/** The areas that a line from one card to another enters, outermost first. */
function areasBetween(from: Card, to: Card, areaOf: ReadonlyMap<PidNsId, PlacedArea>): readonly PlacedArea[] {
  const entered: PlacedArea[] = [];
  let ns: PidNsId | null = to.process.ns;
  while (ns !== null && ns !== from.process.ns) {
    const placed = areaOf.get(ns);
    if (placed === undefined) break;
    entered.unshift(placed);
    ns = placed.area.parent;
  }
  return entered;
}

function pathToGate(from: Point, border: Point, { bus }: Measures): string {
  const to = { x: border.x, y: border.y - TO_BORDER };
  const straight = Math.abs(from.x - border.x) < 0.01;
  return busPath(from, straight ? from.y : Math.max(border.y - bus, from.y), to, CORNER);
}

/** A way to the border of an area that goes around every card and every other area on this side of it. */
function pathAround(from: Point, border: Point, target: PlacedArea, { cards, areas, root }: Field): string {
  const here = target.area.parent ?? root.ns;
  const obstacles: readonly Box[] = [
    ...cards
      .filter(({ process }) => process.ns === here)
      .map((card) => ({ ...card, width: card.width + card.roleWidth })),
    ...areas.filter(({ area }) => (area.parent ?? root.ns) === here),
  ];
  return polyPath(routeAround(from, { x: border.x, y: border.y - TO_BORDER }, obstacles), CORNER);
}
