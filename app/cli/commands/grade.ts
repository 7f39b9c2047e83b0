// pidnest grade: what are recordings worth? By carrying out their inputs again; what a file says counts for nothing.

import { defineCommand } from '../command.ts';
import { givenLibrary } from '../given.ts';
import { readRecording } from '../recordings.ts';
import type { Recording } from '../recordings.ts';
import { verdictLines } from '../verdict-text.ts';

export const gradeCommand = defineCommand({
  name: 'grade',
  synopsis: 'FILE... [--json]',
  summary: 'Grades recordings by running their inputs again; the best branch of each counts.',
  details: [
    '  --json  one JSON array, one object for each file',
    '',
    "Exits with 0 when every file could be graded, else with 1: a file that is damaged, or that isn't what a lab",
    'made, gets no points.',
  ],
  options: { json: { type: 'boolean' } },
  words: [1, 10_000],
  async run(files, { json }, output) {
    const library = await givenLibrary(output);
    let allGraded = true;
    const grades: unknown[] = [];
    for (const file of files) {
      const recording = await readRecording(library, file);
      if (bestOf(recording) === null) allGraded = false;
      if (json) grades.push(gradeOf(recording));
      else output.out(describe(recording));
    }
    if (json) output.out(JSON.stringify(grades, null, 2));
    return allGraded ? 0 : 1;
  },
});

/** The first of the branches with the most points; null where nothing can be graded. */
function bestOf({ recorded, problem }: Recording) {
  if (recorded === null || problem !== null) return null;
  const branches = [...recorded.graded].map(([branch, { run }]) => ({ branch, assessment: run.assessment }));
  return branches.reduce((a, b) => (b.assessment.points > a.assessment.points ? b : a));
}

function gradeOf(recording: Recording) {
  const { file, recorded, problem } = recording;
  const best = bestOf(recording);
  const exercise = recorded?.place.exercise;
  return {
    file,
    graded: best !== null,
    problem,
    exercise: exercise ? { id: exercise.id, number: exercise.number, title: exercise.title } : null,
    attempt: recorded?.log.header.attempt ?? null,
    branch: best?.branch ?? null,
    ...(best?.assessment ?? { points: 0, maxPoints: 0, verdicts: [], changes: [], dead: [], beliefs: [] }),
  };
}

function describe(recording: Recording): string {
  const { file, recorded, problem } = recording;
  const best = bestOf(recording);
  if (best === null || recorded === null) return `${file}: can't be graded. ${problem ?? ''}\n`;
  const { exercise } = recorded.place;
  const branch = best.branch === 0 ? '' : `, branch ${best.branch}`;
  const lines = verdictLines(exercise, best.assessment).map((line) => `  ${line}`);
  return `${[`${file}: ${exercise.number} ${exercise.title}${branch}`, ...lines].join('\n')}\n`;
}
