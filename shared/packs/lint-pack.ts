// What a good pack keeps to, beyond having the right shape. Fast and static; whether it can be solved is for the proof.

import { MISCONCEPTIONS } from './misconceptions.ts';
import type { Exercise, Pack } from './pack.ts';
import type { PackProblem } from './pack-problem.ts';
import { parseScript } from './parse-script.ts';

/** In order of the pack, then of the rules. */
export function lintPack(pack: Pack): readonly PackProblem[] {
  const exercises = pack.units.flatMap((unit) =>
    unit.exercises.map((exercise) => ({ exercise, folder: `units/${unit.slug}/${exercise.slug}` })),
  );
  const slugs = new Set(exercises.map(({ exercise }) => exercise.slug));
  return [
    ...repeated(exercises.map(({ exercise, folder }) => ({ key: exercise.id, folder }))).map((folder) =>
      problem('PL010', `${folder}/exercise.yaml`, 'its id is that of another exercise'),
    ),
    ...cycles(exercises.map(({ exercise }) => exercise)).map((slug) =>
      problem('PL020', 'pack.yaml', `the prerequisites of ${slug} lead back to it`),
    ),
    ...exercises.flatMap(({ exercise, folder }) => lintExercise(exercise, folder, slugs)),
    ...exercises.flatMap(({ exercise, folder }) =>
      exercise.wrong
        .filter(
          ({ misconception }) =>
            !Object.hasOwn(MISCONCEPTIONS, misconception) &&
            !Object.hasOwn(pack.misconceptions, misconception),
        )
        .map(({ misconception }) =>
          problem('PL040', `${folder}/exercise.yaml`, `no misconception is called ${misconception}`),
        ),
    ),
  ];
}

function lintExercise(exercise: Exercise, folder: string, slugs: ReadonlySet<string>): PackProblem[] {
  const yaml = `${folder}/exercise.yaml`;
  const ids = exercise.checkpoints.map((checkpoint) => checkpoint.id);
  const checks: [bad: boolean, rule: PackProblem['rule'], file: string, message: string][] = [
    ...exercise.prerequisites.map((slug): (typeof checks)[number] => [
      !slugs.has(slug),
      'PL020',
      yaml,
      `no exercise is called "${slug}"`,
    ]),
    ...[...ids, ...exercise.questions.map((q) => q.id)].map((id, index, all): (typeof checks)[number] => [all.indexOf(id) !== index, 'PL010', yaml, `"${id}" is used twice`]), // prettier-ignore
    ...exercise.checkpoints.flatMap(
      (checkpoint, index) =>
      checkpoint.needs.map((need): (typeof checks)[number] => [!ids.slice(0, index).includes(need), 'PL010', yaml, `${checkpoint.id} needs "${need}", which doesn't stand before it`]), // prettier-ignore
    ),
    ...exercise.questions.map((q): (typeof checks)[number] => [(q.kind === 'choice') !== (q.choices !== undefined), 'PL010', yaml, `question ${q.id}: choices belong to a choice`]), // prettier-ignore
    ...exercise.questions.map((q): (typeof checks)[number] => [q.after !== null && !ids.includes(q.after), 'PL010', yaml, `question ${q.id} waits for "${q.after ?? ''}", which is no checkpoint`]), // prettier-ignore
    [exercise.hints.length === 0, 'PL050', `${folder}/hints.md`, 'there is no hint'],
    [exercise.solutions.length === 0, 'PL050', `${folder}/solutions`, 'there is no solution'],
    [exercise.debrief.trim() === '', 'PL050', `${folder}/debrief.md`, 'there is no debrief'],
    [
      exercise.checkpoints.every((checkpoint) => checkpoint.weight === 0),
      'PL090',
      yaml,
      'no checkpoint has any weight',
    ],
  ];
  const found = checks.filter(([bad]) => bad).map(([, rule, file, message]) => problem(rule, file, message));
  return [...found, ...lintScripts(exercise, folder)];
}

function lintScripts(exercise: Exercise, folder: string): PackProblem[] {
  const recognised = new Set(exercise.wrong.map((wrong) => wrong.misconception));
  return [
    ...exercise.solutions.map((script) => ({
      script,
      file: `${folder}/solutions/${script.name}.cmds`,
      misconception: null,
    })),
    ...exercise.wrongScripts.map((script) => ({
      script,
      file: `${folder}/wrong/${script.name}.cmds`,
      misconception: script.misconception,
    })),
  ].flatMap(({ script, file, misconception }) => {
    const problems: PackProblem[] = [];
    const steps = parseScript(script.text);
    if (!steps.ok) problems.push({ ...problem('PL100', file, steps.error.message), line: steps.error.line });
    if (misconception !== null && !recognised.has(misconception)) {
      problems.push(
        problem(
          'PL100',
          file,
          'its name begins with no misconception that exercise.yaml detects (M4-retry.cmds)',
        ),
      );
    }
    if (misconception === null && spoiled(exercise.task, script.text))
      problems.push(problem('PL060', `${folder}/task.md`, `it holds a whole line of ${file}`));
    return problems;
  });
}

/** A line of a solution long enough to be an answer stands in the task word for word. */
function spoiled(task: string, solution: string): boolean {
  return solution
    .split('\n')
    .some((line) => line.trim().length >= 20 && !line.startsWith('#') && task.includes(line.trim()));
}

function repeated(items: readonly { readonly key: string; readonly folder: string }[]): readonly string[] {
  const seen = new Set<string>();
  return items.filter(({ key }) => seen.has(key) || !seen.add(key)).map(({ folder }) => folder);
}

function cycles(exercises: readonly Exercise[]): readonly string[] {
  const bySlug = new Map(exercises.map((exercise) => [exercise.slug, exercise]));
  const leadsTo = (from: string, goal: string, seen: Set<string>): boolean =>
    (bySlug.get(from)?.prerequisites ?? []).some(
      (next) => next === goal || (!seen.has(next) && !!seen.add(next) && leadsTo(next, goal, seen)),
    );
  return [...bySlug.keys()].filter((slug) => leadsTo(slug, slug, new Set()));
}

function problem(rule: PackProblem['rule'], file: string, message: string): PackProblem {
  return { rule, severity: 'error', file, line: null, column: null, message };
}
