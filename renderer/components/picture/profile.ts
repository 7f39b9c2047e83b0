// How close may two subtrees stand? The outline of a subtree, and the distance that keeps two outlines apart.

/** A horizontal slice of an outline. `margin` is half the gap it asks for. */
export interface Slice {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly margin: number;
}

/** Slices of one height are one slice: nothing is ever placed into a hole of a row. */
export type Profile = readonly Slice[];

export function moved(profile: Profile, dx: number, dy: number): Profile {
  return profile.map((slice) => ({
    ...slice,
    top: slice.top + dy,
    bottom: slice.bottom + dy,
    left: slice.left + dx,
    right: slice.right + dx,
  }));
}

export function joined(...profiles: readonly Profile[]): Profile {
  const rows = new Map<string, Slice>();
  for (const slice of profiles.flat()) {
    const key = `${slice.top} ${slice.bottom} ${slice.margin}`;
    const row = rows.get(key);
    const left = Math.min(slice.left, row?.left ?? slice.left);
    const right = Math.max(slice.right, row?.right ?? slice.right);
    rows.set(key, { ...slice, left, right });
  }
  return [...rows.values()];
}

/** How far `next` must move to the right to stand clear of `before`; undefined where no move is asked for. */
function clearance(before: Profile, next: Profile): number | undefined {
  let distance: number | undefined;
  for (const left of before) {
    for (const right of next) {
      if (left.bottom <= right.top || right.bottom <= left.top) continue;
      const needed = left.right - right.left + left.margin + right.margin;
      if (distance === undefined || needed > distance) distance = needed;
    }
  }
  return distance;
}

/** Where each outline goes so that they stand side by side, in order, as close as they may. The first stays at 0. */
export function sideBySide(profiles: readonly Profile[]): readonly number[] {
  const offsets: number[] = [];
  let row: Profile = [];
  for (const profile of profiles) {
    const last = offsets.at(-1);
    // A later sibling never stands left of an earlier one, even where their outlines share no height.
    const offset = last === undefined ? 0 : Math.max(clearance(row, profile) ?? last, last);
    offsets.push(offset);
    row = joined(row, moved(profile, offset, 0));
  }
  return offsets;
}

export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The box around an outline; all zero around nothing. */
export function extentOf(profile: Profile): Extent {
  if (profile.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 };
  return {
    left: Math.min(...profile.map(({ left }) => left)),
    right: Math.max(...profile.map(({ right }) => right)),
    top: Math.min(...profile.map(({ top }) => top)),
    bottom: Math.max(...profile.map(({ bottom }) => bottom)),
  };
}
