// How large is each part of the picture, and how wide will a text be? Constants and estimates, so that layout needs no screen.

import type { LevelNumber } from './level-hue.ts';

/**
 * How much of a process is written on its card:
 * - `comfortable`: number, name, state in words, role beside it.
 * - `compact`: number, name, state as a glyph.
 * - `overview`: the number alone.
 */
export type Density = 'comfortable' | 'compact' | 'overview';

export interface Measures {
  readonly card: { readonly height: number; readonly radius: number; readonly inset: number };
  /** `digits`: width of a segment with one, two, three digits; each further one adds the last difference. */
  readonly pill: { readonly height: number; readonly radius: number; readonly font: number; readonly digits: readonly [number, number, number] }; // prettier-ignore
  readonly name: { readonly font: number; readonly gap: number; readonly baseline: number };
  /** From the top of a card to the top of its children's cards. */
  readonly row: number;
  /** From the bottom of a creator to the top of the area it made, where that hangs straight below. */
  readonly areaDrop: number;
  /** The bus runs this far above the children. */
  readonly bus: number;
  readonly areaTop: number;
  readonly areaBottom: number;
  /** Between the cards of two subtrees. */
  readonly cardGap: number;
}

export const MEASURES: Readonly<Record<Density, Measures>> = {
  comfortable: {
    card: { height: 48, radius: 12, inset: 6 },
    pill: { height: 36, radius: 8, font: 15, digits: [26, 33, 41] },
    name: { font: 13, gap: 10, baseline: 20.5 },
    row: 80,
    areaDrop: 15,
    bus: 19,
    areaTop: 57,
    areaBottom: 20,
    cardGap: 40,
  },
  compact: {
    card: { height: 34, radius: 10, inset: 4 },
    pill: { height: 26, radius: 6, font: 13, digits: [24, 31, 39] },
    name: { font: 12, gap: 8, baseline: 21.6 },
    row: 60,
    areaDrop: 14,
    bus: 15,
    areaTop: 54,
    areaBottom: 18,
    cardGap: 36,
  },
  overview: {
    card: { height: 22, radius: 7, inset: 2 },
    pill: { height: 18, radius: 5, font: 12, digits: [20, 26, 33] },
    name: { font: 12, gap: 0, baseline: 15 },
    row: 46,
    areaDrop: 14,
    bus: 13,
    areaTop: 54,
    areaBottom: 16,
    cardGap: 12,
  },
};

export const AREA_SIDE = 24;
export const AREA_GAP = 24;
export const CORNER = 9;
export const GATE = { width: 22, height: 10 } as const;
/** Label of an area: from its left edge to the text, and from its top to the two baselines. */
export const AREA_LABEL = { glyph: 16, text: 38, first: 27, second: 44, right: 18 } as const;
/** In the root area, above the first row and below the last. */
export const ROOT_PAD = { top: 10, bottom: 20 } as const;
/** Where the second line of its label ends, from the top of the first row. */
export const ROOT_LABEL_BOTTOM = AREA_LABEL.second + 4 - ROOT_PAD.top;
export const ROLE_GAP = 10;
export const STUB = { height: 28, padding: 14 } as const;

/** Advance of JetBrains Mono, in em. */
const MONO_ADVANCE = 0.6;
/** Advance of Inter at weight 500 in em, by kind of character; rounded up, so that a text is never wider than its place. */
const SANS_ADVANCE: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|! ]/, 0.32],
  [/[ftr()[\]/1-]/, 0.44],
  [/[mwMW%@…]/, 0.92],
  [/[A-Z]/, 0.73],
  [/[0-9]/, 0.66],
  [/./, 0.61],
];

export function monoWidth(text: string, size: number): number {
  return [...text].length * MONO_ADVANCE * size;
}

export function sansWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += SANS_ADVANCE.find(([kind]) => kind.test(character))?.[1] ?? 1;
  return em * size;
}

export function segmentWidth(segment: LevelNumber | 'gap', { pill }: Measures): number {
  const [one, two, three] = pill.digits;
  if (segment === 'gap') return one;
  const digits = String(segment.number).length;
  if (digits <= 2) return digits === 1 ? one : two;
  return three + (digits - 3) * (three - two);
}

export function pillWidth(segments: readonly (LevelNumber | 'gap')[], measures: Measures): number {
  return segments.reduce((width, segment) => width + segmentWidth(segment, measures), 0);
}
