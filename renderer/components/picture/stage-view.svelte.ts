// How close does one look? Fit until somebody zooms or drags; then as they left it, until they ask for fit again.

import { showing, zoomed, type StageSize, type View } from './fit.ts';
import type { Box } from './layout.ts';

/** A press that moves less than this is a click. */
const CLICK_PX = 4;

export class StageView {
  readonly #fit: () => View;
  readonly #stage: () => StageSize;
  #closer = $state.raw<View | null>(null);
  #drag = $state.raw<{ readonly x: number; readonly y: number; readonly from: View } | null>(null);

  constructor(fit: () => View, stage: () => StageSize) {
    this.#fit = fit;
    this.#stage = stage;
  }

  get view(): View {
    return this.#closer ?? this.#fit();
  }

  get dragging(): boolean {
    return this.#drag !== null;
  }

  fit(): void {
    this.#closer = null;
  }

  /** Around the middle of the stage. */
  zoom(factor: number): void {
    const { width, height } = this.#stage();
    this.#closer = zoomed(this.view, factor, { x: width / 2, y: height / 2 }, this.#fit());
  }

  /** Nothing is moved while everything can be seen anyway. */
  show(box: Box): void {
    if (this.#closer !== null) this.#closer = showing(this.#closer, box, this.#stage());
  }

  wheel(event: WheelEvent): void {
    event.preventDefault();
    const { scale, x, y } = this.view;
    if (event.ctrlKey) {
      const at = { x: event.offsetX, y: event.offsetY };
      this.#closer = zoomed(this.view, Math.exp(-event.deltaY / 300), at, this.#fit());
    } else if (this.#closer !== null) {
      this.#closer = { scale, x: x - event.deltaX, y: y - event.deltaY };
    }
  }

  press(event: PointerEvent): void {
    this.#drag = { x: event.clientX, y: event.clientY, from: this.view };
  }

  drag(event: PointerEvent): void {
    if (this.#drag === null) return;
    const [dx, dy] = [event.clientX - this.#drag.x, event.clientY - this.#drag.y];
    if (this.#closer === null && Math.abs(dx) + Math.abs(dy) < CLICK_PX) return;
    const { scale, x, y } = this.#drag.from;
    this.#closer = { scale, x: x + dx, y: y + dy };
  }

  release(): void {
    this.#drag = null;
  }
}
