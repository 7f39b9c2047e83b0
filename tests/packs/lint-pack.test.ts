import { describe, expect, it } from 'vitest';
import { lintExpressions } from '#shared/grading/lint-expressions.ts';
import { lintPack } from '#shared/packs/lint-pack.ts';
import type { Exercise, Pack } from '#shared/packs/pack.ts';
import { describeProblem } from '#shared/packs/pack-problem.ts';
import { builtinPack } from '../support/builtin-pack.ts';

/** The built-in pack with its first exercise of unit 4 changed. */
function packWith(change: (figure: Exercise) => Partial<Exercise>): Pack {
  const pack = builtinPack();
  return {
    ...pack,
    units: pack.units.map((unit) => ({
      ...unit,
      exercises: unit.exercises.map((exercise) =>
        exercise.number === '4.1' ? { ...exercise, ...change(exercise) } : exercise,
      ),
    })),
  };
}

function problems(pack: Pack): string[] {
  return [...lintPack(pack), ...lintExpressions(pack)].map(describeProblem);
}

describe('pack lint', () => {
  it('finds nothing to say about the built-in pack', () => {
    expect(problems(builtinPack())).toEqual([]);
  });

  const first = (exercise: Exercise) => exercise.checkpoints.slice(0, 1);
  it.each<[string, (figure: Exercise) => Partial<Exercise>, string]>([
    [
      'an id that another exercise has',
      () => ({ id: '0d6f2a31-52ce-4a1d-8c55-2f6b1f1f5a01' }),
      'PL010 its id is that of another',
    ],
    [
      'a prerequisite that does not exist',
      () => ({ prerequisites: ['flying'] }),
      'PL020 no exercise is called "flying"',
    ],
    ['prerequisites in a circle', () => ({ prerequisites: ['the-lying-ps'] }), 'lead back to it'],
    ['a need that stands later', (f) => ({ checkpoints: first(f).map((c) => ({ ...c, needs: ['who-moved'] })), questions: [] }), `needs "who-moved", which doesn't stand before it`], // prettier-ignore
    ['no hint', () => ({ hints: [] }), 'PL050 there is no hint'],
    ['no solution', () => ({ solutions: [] }), 'PL050 there is no solution'],
    ['a misspelt field in an expression', (f) => ({ checkpoints: first(f).map((c) => ({ ...c, expr: 'procs.exists(p, p.pidz == [6])' })), questions: [] }), 'PL030 checkpoint six-is-one: No such key: pidz'], // prettier-ignore
    ['an expression that is no truth value', (f) => ({ checkpoints: first(f).map((c) => ({ ...c, expr: 'procs.size()' })), questions: [] }), 'a checkpoint is true or false, this one is int'], // prettier-ignore
    ['a kind of fact that does not exist', (f) => ({ checkpoints: first(f).map((c) => ({ ...c, expr: "happened('frok')" })), questions: [] }), 'nothing in the log is of the kind "frok"'], // prettier-ignore
    ['loops three deep', (f) => ({ checkpoints: first(f).map((c) => ({ ...c, expr: 'procs.all(a, procs.all(b, procs.all(c, true)))' })), questions: [] }), 'at most 2 loops may stand inside each other'], // prettier-ignore
    ['a belief that nobody has described', (f) => ({ wrong: f.wrong.map((w) => ({ ...w, misconception: 'M77' })) }), 'PL040 no misconception is called M77'], // prettier-ignore
    ['a solution written into the task', () => ({ task: 'Type unshare --fork --pid --mount-proc bash and see.' }), 'PL060 it holds a whole line of'], // prettier-ignore
    [
      'a script nobody can read',
      () => ({ solutions: [{ name: 'bad', text: '! fly' }] }),
      'solutions/bad.cmds:1:1 PL100 no such order',
    ],
  ])('finds %s', (_what, change, message) => {
    expect(problems(packWith(change)).join('\n')).toContain(message);
  });
});
