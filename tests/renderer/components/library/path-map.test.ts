// Does the map of a pack stay legible, whatever its units?
import { describe, expect, test } from 'vitest';
import type { ExerciseSummary } from '#shared/protocol/operations.ts';
import { pathMap, type Unit } from '../../../../renderer/components/library/path-map.ts';

interface Sketch {
  readonly after?: readonly string[];
  readonly progress?: 'done' | 'partly';
  readonly optional?: true;
}

function unit(number: number, exercises: Readonly<Record<string, Sketch>>): Unit {
  return {
    number,
    title: `Unit ${number}`,
    exercises: Object.entries(exercises).map(
      ([id, { after = [], progress, optional = false }]): ExerciseSummary => ({
        id,
        slug: id,
        number: `${number}.${id}`,
        title: id,
        minutes: 5,
        optional,
        prerequisites: after,
        progress: progress ?? 'untouched',
      }),
    ),
  };
}

const standings = (units: readonly Unit[]) =>
  Object.fromEntries(pathMap(units, 1348, 1).stops.map(({ exercise, standing }) => [exercise.id, standing]));

describe('what an exercise is', () => {
  test('follows its own progress first, then what it builds on', () => {
    const units = [
      unit(1, { a: { progress: 'done' }, b: { progress: 'partly', after: ['a'] }, c: { optional: true } }),
      unit(2, { d: { after: ['a'] }, e: { after: ['a', 'b'] }, f: { after: ['elsewhere'] } }),
    ];
    expect(standings(units)).toEqual({
      a: 'done',
      b: 'partly',
      c: 'extra',
      d: 'ready',
      e: 'waits',
      f: 'ready',
    });
  });

  test('a unit counts without its extra exercises', () => {
    const [column] = pathMap(
      [unit(1, { a: { progress: 'done' }, b: {}, c: { optional: true } })],
      1348,
      1,
    ).columns;
    expect(column).toMatchObject({ done: 1, of: 2 });
  });
});

describe('columns', () => {
  const six = [1, 2, 3, 4, 5, 6].map((number) => unit(number, { [`x${number}`]: {} }));

  test('share the width when they fit', () => {
    const map = pathMap(six, 1348, 1);
    expect(map.columns.map(({ x }) => Math.round(x))).toEqual([0, 228, 456, 684, 912, 1140]);
    expect(map.columnWidth).toBe(208);
  });

  test('do not grow beyond what reads well when there are few', () => {
    expect(pathMap(six.slice(0, 2), 1348, 1).columnWidth).toBe(328);
  });

  test('go on below in even bands when they do not fit', () => {
    const map = pathMap(six, 700, 1);
    expect(map.columns.map(({ y }) => y > 0)).toEqual([false, false, false, true, true, true]);
  });

  test('stand one below the other at twice the text size in a narrow window', () => {
    const map = pathMap(six, 500, 2);
    expect(map.columns.map(({ x }) => x)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(map.columns.map(({ y }) => y)).size).toBe(6);
  });

  test('a pack without units has no height', () => {
    expect(pathMap([], 1348, 1)).toMatchObject({ columns: [], stops: [], lines: [], height: 0 });
  });
});

describe('lines', () => {
  test('run straight down between neighbours of a unit', () => {
    const { lines } = pathMap([unit(1, { a: { progress: 'done' }, b: { after: ['a'] } })], 1348, 1);
    expect(lines).toEqual([{ from: 'a', to: 'b', strong: false, d: 'M15 103V125' }]);
  });

  test('run in the gutter between neighbouring units', () => {
    const { lines, columnWidth } = pathMap(
      [unit(1, { a: {}, b: {} }), unit(2, { c: { after: ['b'] } })],
      1348,
      1,
    );
    const gutter = columnWidth + 10;
    expect(lines[0]?.d).toBe(
      `M326 138L${gutter - 8} 138Q${gutter} 138 ${gutter} 130L${gutter} 98Q${gutter} 90 ${gutter + 8} 90L350 90`,
    );
  });

  test('cross other units between two rows, never over one', () => {
    const units = [unit(1, { a: {} }), unit(2, { b: {} }), unit(3, { c: { after: ['a'] } })];
    const { lines, stops } = pathMap(units, 1348, 1);
    const heights = [...(lines[0]?.d ?? '').matchAll(/L([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    }));
    const other = stops.find(({ exercise }) => exercise.id === 'b');
    const over = heights.filter(({ x }) => x > (other?.x ?? 0) && x < (other?.x ?? 0) + 328);
    expect(over.every(({ y }) => y < (other?.y ?? 0) || y > (other?.y ?? 0) + 36)).toBe(true);
  });

  test('are strong where the way is open', () => {
    const way = (progress?: 'done') =>
      pathMap(
        [unit(1, { a: progress === undefined ? {} : { progress } }), unit(2, { b: { after: ['a'] } })],
        1348,
        1,
      ).lines;
    expect([way('done')[0]?.strong, way()[0]?.strong]).toEqual([true, false]);
  });

  test('are not drawn to what is not on the map, nor from band to band', () => {
    expect(pathMap([unit(1, { a: { after: ['elsewhere'] } })], 1348, 1).lines).toEqual([]);
    expect(pathMap([unit(1, { a: {} }), unit(2, { b: { after: ['a'] } })], 200, 1).lines).toEqual([]);
  });
});
