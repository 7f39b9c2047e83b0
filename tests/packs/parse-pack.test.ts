import { describe, expect, it } from 'vitest';
import { describeProblem } from '#shared/packs/pack-problem.ts';
import { parsePack } from '#shared/packs/parse-pack.ts';
import { builtinFiles, builtinPack } from '../support/builtin-pack.ts';

const FIGURE = 'units/a-new-tree/the-figure/exercise.yaml';

/** What the parser says when one file of the built-in pack reads otherwise; null takes the file away. */
function problemsWith(file: string, change: ((text: string) => string) | null): string[] {
  const files = new Map(builtinFiles());
  const text = files.get(file);
  if (text === undefined) throw new Error(`no such file: ${file}`);
  if (change) files.set(file, change(text));
  else files.delete(file);
  const pack = parsePack(files, 'hash');
  return pack.ok ? [] : pack.error.map(describeProblem);
}

describe('parsePack', () => {
  it('reads the built-in pack: four units, six exercises, in the order of its manifest', () => {
    expect(
      builtinPack().units.map((unit) => [unit.number, unit.exercises.map((exercise) => exercise.number)]),
    ).toEqual([
      [1, ['1.1']],
      [2, ['2.1']],
      [3, ['3.3']],
      [4, ['4.1', '4.2', '4.4']],
    ]);
  });

  it('adds the lines that an exercise has typed before the learner begins to its copy of the world', () => {
    const lying = builtinPack().units[3]?.exercises[2];
    const terminals = lying?.world.boot.flatMap((step) =>
      'terminal' in step ? [step.terminal.typed ?? []] : [],
    );
    expect(terminals).toEqual([['unshare --pid --fork bash'], []]);
  });

  it('names line and column of a value of the wrong kind', () => {
    expect(problemsWith(FIGURE, (text) => text.replace('minutes: 12', 'minutes: long'))).toEqual([
      `${FIGURE}:6:10 PL001 minutes: Invalid input: expected number, received string`,
    ]);
  });

  it('refuses a misspelt key and says which', () => {
    const [problem] = problemsWith(FIGURE, (text) => text.replace('minutes:', 'minuets:'));
    expect(problem).toContain('minutes');
    expect(problemsWith(FIGURE, (text) => text.replace('minutes:', 'minuets:')).join()).toContain('minuets');
  });

  it('refuses a key that is given twice, with its line', () => {
    expect(problemsWith('pack.yaml', (text) => `${text}license: BSD\n`)).toEqual([
      'pack.yaml:9:1 PL001 Map keys must be unique at line 9, column 1:',
    ]);
  });

  it('refuses aliases, which can make a small file huge', () => {
    const [problem] = problemsWith('pack.yaml', (text) =>
      text.replace('license: MIT', 'license: &a MIT\nextra: [*a, *a]'),
    );
    expect(problem).toMatch(/^pack\.yaml/);
  });

  it('names a file that is missing', () => {
    expect(problemsWith('units/a-new-tree/the-figure/task.md', null)).toEqual([
      'units/a-new-tree/the-figure/task.md PL001 this file is missing',
    ]);
  });

  it('refuses lines typed at a terminal that the world does not have', () => {
    const file = 'units/a-new-tree/the-lying-ps/exercise.yaml';
    expect(problemsWith(file, (text) => text.replace('typed: { "0"', 'typed: { "7"'))).toEqual([
      `${file} PL001 start.typed names terminal 7, but the world "two-shells" has 2`,
    ]);
  });
});
