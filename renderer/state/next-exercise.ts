// Which exercise comes next? The first that nothing open stands before; then the first that is not done at all.

import type { ExerciseSummary, LibraryView } from '#shared/protocol/operations.ts';

/** Null when everything is done that is not an extra. */
export function nextExercise(view: LibraryView): ExerciseSummary | null {
  const all = view.packs.flatMap((pack) => pack.units.flatMap((unit) => unit.exercises));
  const open = new Set(all.filter(({ progress }) => progress !== 'done').map(({ id }) => id));
  const left = all.filter(({ id, optional }) => open.has(id) && !optional);
  return left.find(({ prerequisites }) => !prerequisites.some((id) => open.has(id))) ?? left[0] ?? null;
}
