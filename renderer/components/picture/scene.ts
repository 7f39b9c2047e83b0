// What is there to draw at a moment: nested areas, processes with the numbers one sees from there, and words.
// build-scene.ts makes it from kernel state; where each thing goes is the business of layout.ts.

import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import type { LevelNumber } from './level-hue.ts';
import type { ProcessFace } from './process-face.ts';
import type { AreaPhase } from './scene-words.ts';

export interface SceneProcess {
  readonly kind: 'process';
  readonly task: TaskId;
  /** Its own namespace. */
  readonly ns: PidNsId;
  readonly level: number;
  /** The parent, where that one is in the picture too. */
  readonly parent: TaskId | null;
  /** What stands where its parent can't be shown; null where nothing does. */
  readonly stub: string | null;
  /** The numbers one sees from here, outermost first. Never empty. */
  readonly numbers: readonly LevelNumber[];
  readonly name: string;
  readonly face: ProcessFace;
  /** Beside the card; empty when there is nothing to say. */
  readonly role: string;
  /** PID 1 of its namespace. */
  readonly init: boolean;
  readonly born: boolean;
  /** The equal processes that this card stands for, itself included; empty for a card of one process. */
  readonly folded: readonly TaskId[];
  /** Below it, by their number in its namespace: children in the same namespace, and areas that hang here. */
  readonly items: readonly SceneItem[];
}

export interface SceneArea {
  readonly kind: 'area';
  readonly ns: PidNsId;
  readonly parent: PidNsId | null;
  readonly level: number;
  readonly phase: AreaPhase;
  /** The process below which it hangs: the parent of its init, or whose children it waits for. */
  readonly anchor: TaskId | null;
  readonly title: string;
  readonly note: string;
  /** What the allocator hands out next; null where it hands out nothing any more. */
  readonly nextNumber: number | null;
  /** Inside: processes whose parent is elsewhere by their number here, then areas that hang nowhere. */
  readonly items: readonly SceneItem[];
}

export type SceneItem = SceneProcess | SceneArea;

/** An area that is folded away because the nest is too deep. */
export interface SceneStrip {
  readonly ns: PidNsId;
  readonly level: number;
  readonly processes: number;
}

export interface Scene {
  /** Through whose eyes; null: everything can be seen. */
  readonly lens: PidNsId | null;
  /** Outermost first. */
  readonly strips: readonly SceneStrip[];
  readonly root: SceneArea;
  /** How many processes there are in the picture, and in the machine. */
  readonly seen: number;
  readonly total: number;
}

/** The processes of a scene, parents before children and each as the picture shows it from left to right. */
export function processesOf(area: SceneArea): readonly SceneProcess[] {
  const found: SceneProcess[] = [];
  const visit = (item: SceneItem): void => {
    if (item.kind === 'process') found.push(item);
    item.items.forEach(visit);
  };
  visit(area);
  return found;
}

/** The areas of a scene, outer before inner. */
export function areasWithin(area: SceneArea): readonly SceneArea[] {
  const found: SceneArea[] = [];
  const visit = (item: SceneItem): void => {
    if (item.kind === 'area') found.push(item);
    item.items.forEach(visit);
  };
  visit(area);
  return found;
}
