import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PidNsId } from '#shared/kernel/ids.ts';
import { isVisible, numbersOf } from '#shared/kernel/selectors.ts';
import { buildScene } from '../../../../renderer/components/picture/build-scene.ts';
import { fitScene } from '../../../../renderer/components/picture/fit.ts';
import { layoutScene, type Box, type Layout } from '../../../../renderer/components/picture/layout.ts';
import type { Density } from '../../../../renderer/components/picture/measures.ts';
import { aProgram, runProgram } from '../../../support/kernel-programs.ts';
import { machines } from '../../../support/sketch-arbitrary.ts';

const RUNS = { seed: 20_251, numRuns: 150 };
const density = fc.constantFrom<Density>('comfortable', 'compact', 'overview');
const layouts = fc.tuple(machines(60), density).map(([state, how]) => layoutScene(buildScene(state), how));

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const contains = (outer: Box, inner: Box) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

/** The namespaces around one, itself included. */
function around(ns: PidNsId | null, { areas }: Layout): PidNsId[] {
  const line: PidNsId[] = [];
  for (let at = ns; at !== null;) {
    line.push(at);
    const next: PidNsId | null = areas.find(({ area }) => area.ns === at)?.area.parent ?? null;
    at = next;
  }
  return line;
}

describe('any layout', () => {
  it('has no two cards on top of each other', () => {
    fc.assert(
      fc.property(layouts, ({ cards }) => {
        for (const [a, b] of pairs(cards)) expect(overlap(a, b)).toBe(false);
      }),
      RUNS,
    );
  });

  it('has every card inside the areas of its namespaces, and outside all others', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        for (const card of layout.cards) {
          const home = around(card.process.ns, layout);
          for (const placed of layout.areas) {
            if (home.includes(placed.area.ns)) expect(contains(placed, card)).toBe(true);
            else expect(overlap(placed, card)).toBe(false);
          }
        }
      }),
      RUNS,
    );
  });

  it('has areas that lie in each other or apart, as their namespaces do', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        for (const [a, b] of pairs(layout.areas)) {
          if (around(b.area.ns, layout).includes(a.area.ns)) expect(contains(a, b)).toBe(true);
          else if (around(a.area.ns, layout).includes(b.area.ns)) expect(contains(b, a)).toBe(true);
          else expect(overlap(a, b)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it('has every card below its parent', () => {
    fc.assert(
      fc.property(layouts, ({ cards, areas }) => {
        const byTask = new Map(cards.map((card) => [card.process.task, card]));
        for (const card of cards) {
          const parent = card.process.parent === null ? undefined : byTask.get(card.process.parent);
          const hangsHere =
            areas.find(({ area }) => area.ns === card.process.ns)?.area.anchor === parent?.process.task;
          const sameArea = parent?.process.ns === card.process.ns;
          if (parent !== undefined && (sameArea || hangsHere))
            expect(card.y).toBeGreaterThan(parent.y + parent.height);
        }
      }),
      RUNS,
    );
  });

  it('is the same for the same state', () => {
    fc.assert(
      fc.property(machines(60), density, (state, how) => {
        expect(layoutScene(buildScene(state), how)).toEqual(layoutScene(buildScene(state), how));
      }),
      { ...RUNS, numRuns: 40 },
    );
  });

  it('fits on its stage as a whole', () => {
    const stage = { width: 842, height: 488 };
    fc.assert(
      fc.property(machines(30), (state) => {
        const scene = buildScene(state);
        const layout = layoutScene(scene, 'comfortable');
        const { scale, x, y } = fitScene(scene, layout, stage);
        for (const { x: left, y: top, width, height } of [...layout.cards, ...layout.areas]) {
          expect(x + scale * left).toBeGreaterThan(0);
          expect(y + scale * top).toBeGreaterThan(0);
          expect(x + scale * (left + width)).toBeLessThan(stage.width);
          expect(y + scale * (top + height)).toBeLessThan(stage.height);
        }
      }),
      RUNS,
    );
  });
});

describe('any machine that the kernel can be brought to', () => {
  it('has a card for each process and an area for each namespace, all with their own numbers', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        const state = runProgram(moves, () => undefined);
        const { cards, areas } = layoutScene(buildScene(state), 'compact');
        const drawn = cards.map(
          ({ process }) => `${process.task}: ${process.numbers.map(({ number }) => number).join(' ')}`,
        );
        const real = [...state.tasks.values()].map(
          (task) => `${task.id}: ${numbersOf(state, task).join(' ')}`,
        );
        expect(drawn.sort()).toEqual(real.sort());
        expect(areas).toHaveLength(state.pidNamespaces.size - 1);
      }),
      RUNS,
    );
  });

  it('is drawn from inside without a trace of what is outside', () => {
    fc.assert(
      fc.property(aProgram, (moves) => {
        const state = runProgram(moves, () => undefined);
        for (const { id, level } of state.pidNamespaces.values()) {
          const { cards } = layoutScene(buildScene(state, { lens: id }), 'compact');
          const seen = [...state.tasks.values()].filter((task) => isVisible(state, task, id));
          expect(cards.map(({ process }) => process.task).sort((a, b) => a - b)).toEqual(
            seen.map((task) => task.id),
          );
          for (const { process } of cards) expect(process.numbers[0]?.level).toBe(level);
        }
      }),
      RUNS,
    );
  });
});
