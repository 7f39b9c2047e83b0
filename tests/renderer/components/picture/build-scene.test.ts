import { describe, expect, it } from 'vitest';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import { buildScene, lensIsOver } from '../../../../renderer/components/picture/build-scene.ts';
import { areasWithin, processesOf, type Scene } from '../../../../renderer/components/picture/scene.ts';
import { sketchState } from '../../../support/sketch-state.ts';
import {
  crowd,
  deepNest,
  joinedFromOutside,
  theFigure,
  threeEnds,
  waitingArea,
} from '../../../support/sketches.ts';

const numbersOf = (scene: Scene) =>
  Object.fromEntries(
    processesOf(scene.root).map(({ task, numbers }) => [task, numbers.map(({ number }) => number).join('|')]),
  );
function processOf(scene: Scene, task: number) {
  const found = processesOf(scene.root).find((process) => process.task === asTaskId(task));
  if (found === undefined) throw new Error(`no process ${task} in the scene`);
  return found;
}
function areaOf(scene: Scene, ns: number) {
  const found = areasWithin(scene.root).find((area) => area.ns === asPidNsId(ns));
  if (found === undefined) throw new Error(`no area ${ns} in the scene`);
  return found;
}

describe('a scene of everything', () => {
  it('gives each process its numbers from outside to inside', () => {
    expect(numbersOf(buildScene(theFigure()))).toEqual({
      1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 6: '6|1', 7: '7', 8: '8|2', 9: '9|3',
    }); // prettier-ignore
  });

  it('keeps the creator outside, with the area below it', () => {
    const scene = buildScene(theFigure());
    const creator = processOf(scene, 5);
    expect(creator).toMatchObject({ level: 0, role: 'creator, stays outside' });
    expect(creator.items).toEqual([areaOf(scene, 2)]);
    expect(areaOf(scene, 2)).toMatchObject({
      anchor: asTaskId(5),
      phase: 'alive',
      title: 'level 1',
      note: 'init is 6 outside, 1 inside',
      nextNumber: 5,
    });
  });

  it('shows the first process of the machine without a stub', () => {
    expect(processOf(buildScene(theFigure()), 1)).toMatchObject({ parent: null, stub: null, init: true });
  });

  it('draws an area before its first process, below whoever made it', () => {
    const scene = buildScene(waitingArea());
    expect(areaOf(scene, 2)).toMatchObject({
      phase: 'unborn',
      anchor: asTaskId(5),
      note: 'waits for its first process',
      nextNumber: 1,
      items: [],
    });
  });

  it('tells a namespace that is ending from one that is closed for good', () => {
    expect(areaOf(buildScene(threeEnds()), 3)).toMatchObject({
      phase: 'ending',
      note: 'its init is ending',
      nextNumber: null,
    });
    expect(areaOf(buildScene(joinedFromOutside()), 2)).toMatchObject({
      phase: 'closed',
      note: 'closed for good',
      nextNumber: null,
    });
  });

  it('names the states the kernel has no letter for', () => {
    const scene = buildScene(threeEnds());
    expect(processOf(scene, 9).face).toEqual({ glyph: 'dying', word: 'ending' });
    expect(processOf(scene, 10).face).toEqual({ glyph: 'dying', word: 'killed' });
  });

  it('says who stays where, who joined, and who traces whom', () => {
    const scene = buildScene(joinedFromOutside());
    expect(processOf(scene, 10).role).toBe('joiner, stays outside');
    expect(processOf(scene, 11).role).toBe('tracer of 12');
    expect(processOf(scene, 12).role).toBe('traced by 11');
    expect(processOf(buildScene(threeEnds()), 8).role).toBe('creator, stays in level 1');
  });

  it('puts a process that joined beside the init, by its number inside', () => {
    const scene = buildScene(joinedFromOutside());
    expect(areaOf(scene, 3).items).toEqual([processOf(scene, 8), processOf(scene, 11)]);
    expect(processOf(scene, 11).parent).toBe(10);
  });

  it('orders siblings by number, not by birth', () => {
    const scene = buildScene(
      sketchState(
        [{ id: 1, parent: null }],
        [
          { id: 1, ns: 1, parent: null, numbers: [1] },
          { id: 2, ns: 1, parent: 1, numbers: [40] },
          { id: 3, ns: 1, parent: 1, numbers: [7] },
        ],
      ),
    );
    expect(processOf(scene, 1).items).toEqual([processOf(scene, 3), processOf(scene, 2)]);
  });

  it('marks what the current input made', () => {
    const state = sketchState(
      [{ id: 1, parent: null }],
      [{ id: 1, ns: 1, parent: null, numbers: [1], state: 'running', waitingFor: null }],
    );
    const scene = buildScene(state, { born: new Set([asTaskId(1)]) });
    expect(processOf(scene, 1)).toMatchObject({ born: true, face: { glyph: 'born', word: 'just born' } });
  });

  it('goes on with the lowest reserved number once the numbers have come round', () => {
    const scene = buildScene(
      sketchState(
        [{ id: 1, parent: null, lastPid: 32_767 }],
        [
          { id: 1, ns: 1, parent: null, numbers: [1] },
          { id: 2, ns: 1, parent: 1, numbers: [300] },
        ],
      ),
    );
    expect(scene.root.nextNumber).toBe(301);
  });
});

describe('a scene through a lens', () => {
  const scene = buildScene(theFigure(), { lens: asPidNsId(2) });

  it('has only what the namespace sees, in its numbers', () => {
    expect(numbersOf(scene)).toEqual({ 6: '1', 8: '2', 9: '3' });
    expect(scene).toMatchObject({ seen: 3, total: 9 });
  });

  it('has no word about the outside but that there is something out of sight', () => {
    expect(processOf(scene, 6)).toMatchObject({ parent: null, stub: '0, out of sight' });
    expect(JSON.stringify(scene.root)).not.toContain('unshare');
  });

  it('gives a process that joined the same stub as the init', () => {
    const joined = buildScene(joinedFromOutside(), { lens: asPidNsId(3) });
    expect(processOf(joined, 11)).toMatchObject({ parent: null, stub: '0, out of sight' });
  });

  it('still shows the namespaces below, with numbers from the lens on', () => {
    const inner = buildScene(threeEnds(), { lens: asPidNsId(2) });
    expect(numbersOf(inner)).toMatchObject({ 6: '1', 9: '3|1' });
    expect(processOf(inner, 6)).toMatchObject({ level: 1 });
  });

  it('is over once nobody but the dead is left in it', () => {
    expect(lensIsOver(theFigure(), asPidNsId(2))).toBe(false);
    expect(lensIsOver(joinedFromOutside(), asPidNsId(2))).toBe(true);
    expect(lensIsOver(theFigure(), asPidNsId(9))).toBe(true);
  });
});

describe('a crowd', () => {
  it('folds equal leaves into the first of them', () => {
    const scene = buildScene(crowd(150), { foldLeaves: true });
    const folded = processesOf(scene.root).find(({ folded: many }) => many.length > 0);
    expect(folded).toMatchObject({ task: asTaskId(5), name: 'sleep × 150' });
    expect(folded?.folded).toHaveLength(150);
    expect(processesOf(scene.root)).toHaveLength(5);
  });

  it('folds the outer levels of a nest that is too deep', () => {
    const scene = buildScene(deepNest(6), { foldLevels: true });
    expect(scene.strips).toEqual([
      { ns: asPidNsId(1), level: 0, processes: 4 },
      { ns: asPidNsId(2), level: 1, processes: 1 },
      { ns: asPidNsId(3), level: 2, processes: 1 },
    ]);
    expect(scene.root).toMatchObject({ ns: asPidNsId(4), level: 3 });
    expect(processesOf(scene.root)[0]).toMatchObject({ stub: 'folded above' });
  });

  it('leaves a nest of four levels as it is', () => {
    expect(buildScene(deepNest(3), { foldLevels: true }).strips).toEqual([]);
  });
});
