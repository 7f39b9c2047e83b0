// How is the room of the window shared out? By its width and by how large its text is.

/** From the widest to one column; where each begins stands in LAYOUTS. */
export type LabLayout = 'wide' | 'reference' | 'compact' | 'narrow' | 'single';

/** Widths at 100 % text, in CSS pixels. */
const LAYOUTS: readonly (readonly [from: number, layout: LabLayout])[] = [
  [1680, 'wide'],
  [1400, 'reference'],
  [1280, 'compact'],
  [1024, 'narrow'],
];

/** Larger text needs more room: a window counts as narrower by as much as its text is larger. */
export function layoutFor(width: number, scale: number): LabLayout {
  return LAYOUTS.find(([from]) => width / scale >= from)?.[1] ?? 'single';
}

/** The inspector stands beside the sheet; elsewhere it opens over it. */
export function hasInspectorColumn(layout: LabLayout): boolean {
  return layout === 'wide' || layout === 'reference' || layout === 'compact';
}
