// How much of a scene does a stage hold? With room, everything is written out; with less, words go first, then equal leaves share a card.

import type { KernelState } from '#shared/kernel/state.ts';
import { buildScene, type SceneOptions } from './build-scene.ts';
import { fitScene, type StageSize } from './fit.ts';
import { layoutScene, type Layout } from './layout.ts';
import type { Density } from './measures.ts';
import type { Scene } from './scene.ts';

export interface Composition {
  readonly scene: Scene;
  readonly layout: Layout;
}

/** A stage narrower than this has no room for states in words. */
const NARROW_STAGE = 800;
/** More processes than these have no states in words, no cards of their own, no names. */
const MANY = 40;
const CROWD = 120;
const TOO_MANY = 500;
/** What would have to shrink below this loses words, and then cards, instead. */
const LEGIBLE = 0.8;
const LEAST = 0.5;

/** The scene and layout for a stage. `unfolded`: every level and every leaf, however small. */
export function compose(
  state: KernelState,
  options: Pick<SceneOptions, 'lens' | 'born'>,
  stage: StageSize,
  wish: { readonly density: Density | 'auto'; readonly unfolded: boolean },
): Composition {
  const scene = buildScene(state, { ...options, foldLevels: !wish.unfolded });
  if (wish.density !== 'auto') return { scene, layout: layoutScene(scene, wish.density) };

  const roomy = scene.seen <= MANY && stage.width >= NARROW_STAGE;
  const comfortable = roomy ? layoutScene(scene, 'comfortable') : null;
  if (comfortable !== null && fitScene(scene, comfortable, stage).scale >= LEGIBLE)
    return { scene, layout: comfortable };

  const layout = layoutScene(scene, scene.seen > TOO_MANY ? 'overview' : 'compact');
  if (wish.unfolded || (scene.seen <= CROWD && fitScene(scene, layout, stage).scale >= LEAST))
    return { scene, layout };
  const folded = buildScene(state, { ...options, foldLevels: true, foldLeaves: true });
  return { scene: folded, layout: layoutScene(folded, layout.density) };
}
