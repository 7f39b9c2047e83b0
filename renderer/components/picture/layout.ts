// Where does each part of a scene go? A tidy tree from the top down, with the subtree of a namespace inside its area.
//
// Measures are those of measures.ts; nothing here asks a screen. The root area has no size of its own: it is as large as
// the stage (fit.ts).

import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import { pillSegments, type LevelNumber } from './level-hue.ts';
import {
  AREA_GAP,
  AREA_LABEL,
  AREA_SIDE,
  GATE,
  MEASURES,
  monoWidth,
  pillWidth,
  ROLE_GAP,
  ROOT_LABEL_BOTTOM,
  sansWidth,
  STUB,
  type Density,
  type Measures,
} from './measures.ts';
import { extentOf, joined, moved, sideBySide, type Extent, type Profile } from './profile.ts';
import type { Scene, SceneArea, SceneItem, SceneProcess } from './scene.ts';
import { linesOf, type Lines } from './wires.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Card extends Box {
  readonly process: SceneProcess;
  readonly segments: readonly (LevelNumber | 'gap')[];
  /** Width of the role text beside the card, its gap included; 0 where there is none. */
  readonly roleWidth: number;
}

export interface PlacedArea extends Box {
  readonly area: SceneArea;
  /** Of the corners: inner ones are rounder by less. */
  readonly radius: number;
}

export interface Stub extends Box {
  readonly task: TaskId;
  readonly label: string;
}

export interface Layout extends Lines {
  readonly density: Density;
  /** As the scene orders them: parents before children. */
  readonly cards: readonly Card[];
  /** Without the root area. Outer before inner. */
  readonly areas: readonly PlacedArea[];
  readonly stubs: readonly Stub[];
  /** The box around all of it, and around the first rows, which have the root area's label beside them. */
  readonly extent: Extent;
  readonly besideLabel: Extent;
}

/** A part of the tree, laid out around its own origin. */
interface Block {
  readonly profile: Profile;
  /** Where wires from the process above arrive. Never empty. */
  readonly ports: readonly number[];
  place(x: number, y: number, onto: Sheet): void;
}

/** What has been placed so far. */
interface Sheet {
  readonly cards: Card[];
  readonly areas: PlacedArea[];
  readonly stubs: Stub[];
}

interface Ground {
  readonly measures: Measures;
  readonly density: Density;
  readonly rootLevel: number;
}

export function layoutScene(scene: Scene, density: Density): Layout {
  const measures = MEASURES[density];
  const ground: Ground = { measures, density, rootLevel: scene.root.level };
  const blocks = scene.root.items.map((item) => blockOf(item, ground));
  const offsets = sideBySide(blocks.map(({ profile }) => profile));
  const stubbed = scene.root.items.some((item) => item.kind === 'process' && item.stub !== null);
  const top = stubbed ? STUB.height + STUB_DROP[density] : 0;

  const sheet: Sheet = { cards: [], areas: [], stubs: [] };
  blocks.forEach((block, index) => block.place(offsets[index] ?? 0, top, sheet));
  if (stubbed) placeStubs(scene.root.items, ground, sheet);
  const profile = joined(...blocks.map((block, index) => moved(block.profile, offsets[index] ?? 0, top)));
  const extent = extentOf(profile);
  return {
    density,
    ...sheet,
    ...linesOf(scene.root, sheet.cards, sheet.areas, measures),
    extent: { ...extent, top: 0 },
    besideLabel: extentOf(
      profile.filter(
        (slice) => slice.top < top + measures.card.height || slice.top - measures.bus < ROOT_LABEL_BOTTOM,
      ),
    ),
  };
}

/** The first number of a card for many stands for those that follow. */
function segmentsOf({ numbers, folded }: SceneProcess): readonly (LevelNumber | 'gap')[] {
  return folded.length === 0 ? pillSegments(numbers) : [...pillSegments(numbers), 'gap'];
}

/** How wide a card is: its pill, then name above state (or beside the state's glyph). */
export function cardWidth(process: SceneProcess, density: Density): number {
  const { card, name } = MEASURES[density];
  const pill = card.inset + pillWidth(segmentsOf(process), MEASURES[density]);
  const text = monoWidth(process.name, name.font);
  switch (density) {
    case 'comfortable':
      return pill + name.gap + Math.max(text, STATE_TEXT + sansWidth(process.face.word, 12)) + 12;
    case 'compact':
      return pill + name.gap + text + GLYPH_PLACE;
    case 'overview':
      return pill + card.inset;
  }
}

/** From a stub down to the head of its card. */
export const STUB_DROP: Readonly<Record<Density, number>> = { comfortable: 62, compact: 31, overview: 20 };
/** From the left of the state's glyph to its word. */
export const STATE_TEXT = 17;
/** Compact: the glyph behind the name, with the space around it. */
const GLYPH_PLACE = 29;

function blockOf(item: SceneItem, ground: Ground): Block {
  return item.kind === 'process' ? processBlock(item, ground) : areaBlock(item, ground);
}

function processBlock(process: SceneProcess, ground: Ground): Block {
  const { measures, density } = ground;
  const { height } = measures.card;
  const width = cardWidth(process, density);
  const roleWidth =
    density === 'comfortable' && process.role !== '' ? ROLE_GAP + sansWidth(process.role, 12) : 0;
  const slice = {
    top: 0,
    bottom: height,
    left: -width / 2,
    right: width / 2 + roleWidth,
    margin: measures.cardGap / 2,
  };

  const below = process.items.map((item) => blockOf(item, ground));
  const offsets = sideBySide(below.map(({ profile }) => profile));
  const ports = below.flatMap((block, index) => block.ports.map((port) => port + (offsets[index] ?? 0)));
  const middle = ports.length === 0 ? 0 : (Math.min(...ports) + Math.max(...ports)) / 2;
  const straight = process.items.length === 1 && process.items[0]?.kind === 'area' && ports.length === 1;
  const drop = straight ? height + measures.areaDrop : measures.row;
  return {
    ports: [0],
    profile: joined(
      [slice],
      ...below.map(({ profile }, index) => moved(profile, (offsets[index] ?? 0) - middle, drop)),
    ),
    place(x, y, onto) {
      const segments = segmentsOf(process);
      onto.cards.push({ process, segments, roleWidth, x: x - width / 2, y, width, height });
      below.forEach((block, index) => block.place(x + (offsets[index] ?? 0) - middle, y + drop, onto));
    },
  };
}

function areaBlock(area: SceneArea, ground: Ground): Block {
  const { measures } = ground;
  const inside = area.items.map((item) => blockOf(item, ground));
  const offsets = sideBySide(inside.map(({ profile }) => profile));
  const content = extentOf(
    joined(...inside.map(({ profile }, index) => moved(profile, offsets[index] ?? 0, 0))),
  );
  const gates = area.items.flatMap((item, index) =>
    item.kind === 'process' && item.parent !== null ? [{ from: item.parent, x: offsets[index] ?? 0 }] : [],
  );
  const first = gates.at(0)?.x ?? (content.left + content.right) / 2;
  const last = gates.at(-1)?.x ?? first;
  const label = labelWidth(area) + AREA_LABEL.text + LABEL_GAP + GATE.width / 2;
  const left = Math.min(content.left - AREA_SIDE, first - label);
  const right = Math.max(
    content.right + AREA_SIDE,
    last + nextNumberWidth(area) + LABEL_GAP + GATE.width / 2,
    // One that is closed and empty has no gate to leave room for.
    area.phase === 'closed' && area.items.length === 0 ? AREA_SIDE - LABEL_GAP : first + label,
  );
  const height = measures.areaTop + Math.max(content.bottom, measures.card.height) + measures.areaBottom;

  const fromAnchor = gates.filter(({ from }) => from === area.anchor).map(({ x }) => x);
  return {
    ports: fromAnchor.length > 0 ? fromAnchor : [(left + right) / 2],
    profile: [{ top: -AREA_GAP, bottom: height, left, right, margin: AREA_GAP / 2 }],
    place(x, y, onto) {
      const radius = Math.max(
        22 - 2 * (area.level - ground.rootLevel) - (ground.density === 'comfortable' ? 0 : 4),
        10,
      );
      onto.areas.push({ area, radius, x: x + left, y, width: right - left, height });
      inside.forEach((block, index) => block.place(x + (offsets[index] ?? 0), y + measures.areaTop, onto));
    },
  };
}

/** Between the label of an area and a gate. */
const LABEL_GAP = 16;

/** The wider of the label's two lines. */
export function labelWidth({ title, note }: SceneArea): number {
  return Math.max(sansWidth(`${title} pid namespace`, 12.5) + 4, sansWidth(note, 12));
}

export function nextNumberWidth({ nextNumber }: SceneArea): number {
  return nextNumber === null ? 0 : sansWidth(`next number ${nextNumber}`, 12) + AREA_LABEL.right;
}

function placeStubs(roots: readonly SceneItem[], { density }: Ground, onto: Sheet): void {
  const stubOf = new Map<TaskId, string>();
  for (const root of roots) {
    if (root.kind === 'process' && root.stub !== null) stubOf.set(root.task, root.stub);
  }
  for (const card of onto.cards) {
    const label = stubOf.get(card.process.task);
    if (label === undefined) continue;
    const width = sansWidth(label, 12) + 2 * STUB.padding;
    const x = card.x + (card.width - width) / 2;
    const y = card.y - STUB_DROP[density] - STUB.height;
    onto.stubs.push({ task: card.process.task, label, x, y, width, height: STUB.height });
  }
}

/** The card of a task; undefined where it is not in the picture, or folded into another card. */
export function cardOf(layout: Layout, task: TaskId): Card | undefined {
  return layout.cards.find(({ process }) => process.task === task);
}

export function areaOf(layout: Layout, ns: PidNsId): PlacedArea | undefined {
  return layout.areas.find(({ area }) => area.ns === ns);
}
