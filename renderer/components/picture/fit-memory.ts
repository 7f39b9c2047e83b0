// Who acts does not move: what they made has to find its place around them, as long as there is room.

import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import { fitScene, type Fit, type Hold, type StageSize } from './fit.ts';
import { cardOf, type Layout } from './layout.ts';
import type { Scene } from './scene.ts';

export interface FitWish {
  readonly stage: StageSize;
  readonly textScale: number;
  /** Who acted in the step to this moment; null: nobody in particular. */
  readonly actor: TaskId | null;
  /** One has jumped here: nothing is held. */
  readonly jumped: boolean;
}

/** Fits one layout after the other, each with a thought of the one before. */
export class FitMemory {
  #shown: {
    readonly layout: Layout;
    readonly fit: Fit;
    readonly lens: PidNsId | null;
    readonly stage: StageSize;
  } | null = null;

  fit(scene: Scene, layout: Layout, { stage, textScale, actor, jumped }: FitWish): Fit {
    const hold = jumped || scene.lens !== null ? null : this.#hold(layout, stage, actor);
    const fit = fitScene(scene, layout, stage, textScale, hold);
    this.#shown = { layout, fit, lens: scene.lens, stage };
    return fit;
  }

  /** Where the actor was, else the first process. */
  #hold(next: Layout, stage: StageSize, actor: TaskId | null): Hold | null {
    const shown = this.#shown;
    if (shown === null || shown.lens !== null || shown.stage.width !== stage.width) return null;
    for (const task of [actor, next.cards[0]?.process.task ?? null]) {
      const now = task === null ? undefined : cardOf(next, task);
      const before = task === null ? undefined : cardOf(shown.layout, task);
      if (now === undefined || before === undefined) continue;
      const middle = before.x + before.width / 2;
      return { x: now.x + now.width / 2, screenX: shown.fit.x + shown.fit.scale * middle };
    }
    return null;
  }
}
