// How does a layout come to lie on the stage: how large, and where? Fit is the default; a learner may look closer.

import { labelWidth, nextNumberWidth, type Box, type Layout } from './layout.ts';
import { AREA_LABEL, AREA_SIDE, ROOT_PAD } from './measures.ts';
import type { Scene, SceneArea } from './scene.ts';

export interface StageSize {
  readonly width: number;
  readonly height: number;
}

/** Screen = x + scale * layout. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Fit extends View {
  /** The root area, in layout units: it always reaches to the edges of the stage. */
  readonly frame: Box;
}

/** Keeps a point of the layout where it was on the screen, as far as there is room: who acts does not move. */
export interface Hold {
  readonly x: number;
  readonly screenX: number;
}

const MARGIN = { side: 14, top: 10 } as const;
const LABEL_GAP = 16;
/** Whoever is held may come nearer to the edge than one would put them there. */
const HELD_SIDE = 8;
/** Through a lens: below the label, above the lower edge, and what the small map in the corner takes. */
const LENS = { top: 72, bottom: 24, side: 24, map: { width: 210, height: 160 } } as const;
const LENS_SCALE = 1.2;

/** As the scene asks: the whole machine, or one namespace as the whole world. */
export function fitScene(
  scene: Scene,
  layout: Layout,
  stage: StageSize,
  textScale = 1,
  hold: Hold | null = null,
): Fit {
  return scene.lens === null
    ? fitMachine(layout, scene.root, stage, textScale, hold)
    : fitLens(layout, stage, textScale);
}

/** The whole machine on the stage: never larger than life (or the text size asked for), as small as it must be. */
function fitMachine(
  { extent, besideLabel }: Layout,
  root: SceneArea,
  stage: StageSize,
  textScale: number,
  hold: Hold | null,
): Fit {
  // Label and "next number" stand beside the first rows, at their two ends.
  const label = AREA_LABEL.text + labelWidth(root) + LABEL_GAP - (besideLabel.left - extent.left);
  const next = nextNumberWidth(root) + LABEL_GAP - (extent.right - besideLabel.right);
  const content = extent.right - extent.left;
  const width = Math.max(label, AREA_SIDE) + content + Math.max(next, AREA_SIDE);
  const height = ROOT_PAD.top + extent.bottom + ROOT_PAD.bottom;
  const room = { width: stage.width - 2 * MARGIN.side, height: stage.height - 2 * MARGIN.top };
  const scale = Math.min(textScale, room.width / width, room.height / height);

  const frameWidth = room.width / scale;
  const side = hold === null ? AREA_SIDE : HELD_SIDE;
  const wished =
    hold === null
      ? (frameWidth - content) / 2
      : (hold.screenX - MARGIN.side) / scale - (hold.x - extent.left);
  const most = frameWidth - content - Math.max(next, side);
  const left = Math.min(Math.max(wished, label, side), most);
  return {
    scale,
    x: MARGIN.side + scale * (left - extent.left),
    y: MARGIN.top + scale * ROOT_PAD.top,
    frame: { x: extent.left - left, y: -ROOT_PAD.top, width: frameWidth, height: room.height / scale },
  };
}

/** One namespace as the whole world: to the edges, larger, in the middle; beside the small map where it would lie on it. */
function fitLens({ extent }: Layout, stage: StageSize, textScale: number): Fit {
  const content = { width: Math.max(extent.right - extent.left, 1), height: Math.max(extent.bottom, 1) };
  const inside = (left: number): Fit => {
    const room = { width: stage.width - left - LENS.side, height: stage.height - LENS.top - LENS.bottom };
    const scale = Math.min(LENS_SCALE * textScale, room.width / content.width, room.height / content.height);
    const x = left + (room.width - scale * content.width) / 2 - scale * extent.left;
    const frame = {
      x: -x / scale,
      y: -LENS.top / scale,
      width: stage.width / scale,
      height: stage.height / scale,
    };
    return { scale, x, y: LENS.top, frame };
  };
  const fit = inside(LENS.side);
  const overMap =
    fit.x + fit.scale * extent.left < LENS.map.width &&
    LENS.top + fit.scale * extent.bottom > stage.height - LENS.map.height;
  return overMap ? inside(LENS.map.width) : fit;
}

const SCALE_LEAST = 0.5;
const SCALE_MOST = 2;

/** Closer or farther, around a point of the screen; between half and twice the size, or as small as fit is. */
export function zoomed(
  view: View,
  factor: number,
  at: { readonly x: number; readonly y: number },
  fit: View,
): View {
  const least = Math.min(SCALE_LEAST, fit.scale);
  const scale = Math.min(Math.max(view.scale * factor, least), SCALE_MOST);
  const ratio = scale / view.scale;
  return { scale, x: at.x - ratio * (at.x - view.x), y: at.y - ratio * (at.y - view.y) };
}

/** The view moved just so far that a box with some air around it is on the stage. */
export function showing(view: View, box: Box, stage: StageSize): View {
  const air = 16;
  const into = (at: number, size: number, room: number): number => {
    if (at < air) return air - at;
    return at + size > room - air ? Math.max(room - air - size - at, air - at) : 0;
  };
  return {
    scale: view.scale,
    x: view.x + into(view.x + view.scale * box.x, view.scale * box.width, stage.width),
    y: view.y + into(view.y + view.scale * box.y, view.scale * box.height, stage.height),
  };
}
