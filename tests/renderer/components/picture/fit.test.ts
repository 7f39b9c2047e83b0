import { describe, expect, it } from 'vitest';
import { asPidNsId, asTaskId } from '#shared/kernel/ids.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import { buildScene } from '../../../../renderer/components/picture/build-scene.ts';
import { compose } from '../../../../renderer/components/picture/compose.ts';
import { FitMemory } from '../../../../renderer/components/picture/fit-memory.ts';
import { fitScene, showing, zoomed } from '../../../../renderer/components/picture/fit.ts';
import { cardOf, labelWidth, layoutScene } from '../../../../renderer/components/picture/layout.ts';
import { AREA_LABEL } from '../../../../renderer/components/picture/measures.ts';
import { sketchState } from '../../../support/sketch-state.ts';
import { crowd, theFigure, waitingArea } from '../../../support/sketches.ts';

const STAGE = { width: 842, height: 488 };

function fitted(state: KernelState, lens: number | null = null) {
  const scene = buildScene(state, { lens: lens === null ? null : asPidNsId(lens) });
  const layout = layoutScene(scene, 'comfortable');
  return { layout, fit: fitScene(scene, layout, STAGE) };
}

describe('fit', () => {
  it('shows the figure at its own size, with the machine reaching to the edges', () => {
    const { fit } = fitted(theFigure());
    expect(fit.scale).toBe(1);
    expect([fit.x + fit.frame.x, fit.y + fit.frame.y]).toEqual([14, 10]);
    expect([fit.frame.width, fit.frame.height]).toEqual([814, 468]);
  });

  it('shows what is seen through a lens larger, in the middle', () => {
    const { fit, layout } = fitted(theFigure(), 2);
    expect(fit.scale).toBeCloseTo(1.2);
    const middle = (layout.extent.left + layout.extent.right) / 2;
    expect(fit.x + fit.scale * middle).toBeCloseTo(STAGE.width / 2);
  });

  it('follows the size of text where there is room', () => {
    const scene = buildScene(waitingArea());
    const layout = layoutScene(scene, 'comfortable');
    expect(fitScene(scene, layout, { width: 2000, height: 1200 }, 1.5).scale).toBe(1.5);
  });

  it('keeps what lies beside the label clear of it, however small the cards are', () => {
    const machine = sketchState(
      [{ id: 1, parent: null }],
      [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({
        id,
        ns: 1,
        parent: id === 1 ? null : 1,
        numbers: [id],
        comm: 'bash',
      })),
    );
    const scene = buildScene(machine);
    const layout = layoutScene(scene, 'overview');
    const narrow = { width: 340, height: 300 };
    const { frame } = fitScene(scene, layout, narrow);
    const ofLabel = frame.x + AREA_LABEL.text + labelWidth(scene.root);
    expect(layout.extent.left).toBeGreaterThan(ofLabel);
  });
});

describe('who acts', () => {
  const before = sketchState(
    [{ id: 1, parent: null }],
    [1, 2, 3, 4].map((id) => ({ id, ns: 1, parent: id === 1 ? null : 1, numbers: [id], comm: 'bash' })),
  );
  const after = sketchState(
    [
      { id: 1, parent: null },
      { id: 2, parent: 1, createdBy: asTaskId(4) },
    ],
    [1, 2, 3, 4].map((id) => ({
      id,
      ns: 1,
      parent: id === 1 ? null : 1,
      numbers: [id],
      comm: 'bash',
      ...(id === 4 ? { childrenGoTo: 2 } : {}),
    })),
  );

  function screenX(memory: FitMemory, state: KernelState, jumped: boolean): number {
    const scene = buildScene(state);
    const layout = layoutScene(scene, 'comfortable');
    const fit = memory.fit(scene, layout, { stage: STAGE, textScale: 1, actor: asTaskId(4), jumped });
    const card = cardOf(layout, asTaskId(4))!;
    return fit.x + fit.scale * (card.x + card.width / 2);
  }

  it('does not move by a pixel when an area opens below', () => {
    const memory = new FitMemory();
    const at = screenX(memory, before, false);
    expect(screenX(memory, after, false)).toBeCloseTo(at, 6);
  });

  it('is where the fit alone puts them when one has jumped there', () => {
    const memory = new FitMemory();
    const at = screenX(memory, before, true);
    const jumped = screenX(memory, after, true);
    expect(jumped).not.toBeCloseTo(at, 0);
    expect(screenX(new FitMemory(), after, true)).toBe(jumped);
  });
});

describe('a closer look', () => {
  const fit = { scale: 1, x: 0, y: 0 };

  it('keeps the point under the pointer where it is', () => {
    const view = zoomed(fit, 1.5, { x: 100, y: 60 }, fit);
    expect((100 - view.x) / view.scale).toBeCloseTo(100);
    expect((60 - view.y) / view.scale).toBeCloseTo(60);
  });

  it('ends at twice the size and at half of it, or where everything fits', () => {
    expect(zoomed(fit, 100, { x: 0, y: 0 }, fit).scale).toBe(2);
    expect(zoomed(fit, 0.01, { x: 0, y: 0 }, fit).scale).toBe(0.5);
    expect(zoomed(fit, 0.01, { x: 0, y: 0 }, { scale: 0.2, x: 0, y: 0 }).scale).toBe(0.2);
  });

  it('moves just so far that what has the focus can be seen', () => {
    const box = { x: 900, y: 40, width: 100, height: 48 };
    expect(showing(fit, box, STAGE)).toEqual({ scale: 1, x: 842 - 16 - 1000, y: 0 });
    expect(showing(fit, { ...box, x: 300 }, STAGE)).toEqual(fit);
  });
});

describe('how much of a scene a stage holds', () => {
  const dense = (state: KernelState, stage = STAGE, unfolded = false) =>
    compose(state, {}, stage, { density: 'auto', unfolded });

  it('is everything in words for a few processes', () => {
    expect(dense(theFigure()).layout.density).toBe('comfortable');
  });

  it('is without the words of states on a narrow stage', () => {
    expect(dense(theFigure(), { width: 752, height: 360 }).layout.density).toBe('compact');
  });

  it('is one card for equal leaves where they would be too small to read', () => {
    const { scene, layout } = dense(crowd(60));
    expect(layout.density).toBe('compact');
    expect(layout.cards).toHaveLength(5);
    expect(scene.seen).toBe(64);
  });

  it('is numbers alone for more than five hundred, once they are unfolded', () => {
    const { layout } = dense(crowd(600), STAGE, true);
    expect(layout.density).toBe('overview');
    expect(layout.cards).toHaveLength(604);
  });
});
