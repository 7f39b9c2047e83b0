// What does the library look like to this learner: the exercises in order, and how far each was taken?

import type { Exercise } from '#shared/packs/pack.ts';
import type { AttemptSummary, ExerciseSummary, LibraryView } from '#shared/protocol/operations.ts';
import type { PackLibrary } from './pack-library.ts';

/** `attempts`: the latest first. The one to resume is the latest that has points left. */
export function libraryView(library: PackLibrary, attempts: readonly AttemptSummary[]): LibraryView {
  return {
    packs: library.packs.map((pack) => {
      const exercises = pack.units.flatMap((unit) => unit.exercises);
      const ids = new Map(exercises.map(({ slug, id }) => [slug, id]));
      return {
        id: pack.id,
        title: pack.title,
        units: pack.units.map((unit) => ({
          number: unit.number,
          title: unit.title,
          exercises: unit.exercises.map((exercise) => exerciseSummary(exercise, ids, attempts)),
        })),
      };
    }),
    resume: attempts.find(({ points, maxPoints }) => points < maxPoints) ?? null,
  };
}

function exerciseSummary(
  { id, slug, number, title, minutes, optional, prerequisites }: Exercise,
  ids: ReadonlyMap<string, string>,
  attempts: readonly AttemptSummary[],
): ExerciseSummary {
  const own = attempts.filter(({ exercise }) => exercise === id);
  return {
    id,
    slug,
    number,
    title,
    minutes,
    optional,
    // The linter has seen to it that every one exists.
    prerequisites: prerequisites.flatMap((other) => ids.get(other) ?? []),
    progress: progressOf(own),
  };
}

function progressOf(attempts: readonly AttemptSummary[]): ExerciseSummary['progress'] {
  if (attempts.some(({ points, maxPoints }) => points === maxPoints)) return 'done';
  return attempts.some(({ points }) => points > 0) ? 'partly' : 'untouched';
}
