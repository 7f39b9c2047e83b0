// What does a key mean in the picture? The tree is walked by family; letters and digits jump.

import type { PidNsId, TaskId } from '#shared/kernel/ids.ts';
import type { SceneProcess } from './scene.ts';

export type PictureIntent =
  | { readonly kind: 'focus'; readonly task: TaskId }
  | { readonly kind: 'select'; readonly task: TaskId }
  | { readonly kind: 'inspect'; readonly task: TaskId }
  | { readonly kind: 'stand'; readonly ns: PidNsId; readonly task: TaskId }
  | { readonly kind: 'leave' }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'fit' };

export interface PictureKey {
  readonly key: string;
  /** Ctrl, Alt or Meta is down: the key is not the picture's. */
  readonly modified: boolean;
}

/** Letters that are commands of the picture or of the lab around it. With Shift they jump like all others. */
const COMMAND_LETTERS = 'abghisvwy';
const ZOOM_STEP = 1.25;

/**
 * What the key asks for; null where it asks the picture for nothing.
 * `processes`: in the picture's order. `typed`: the letters or digits of a jump so far, this key included; empty where it is none.
 */
export function intentOf(
  { key, modified }: PictureKey,
  at: SceneProcess,
  processes: readonly SceneProcess[],
  typed: string,
): PictureIntent | null {
  if (modified) return null;
  if (typed !== '') return focusOn(jump(typed, at, processes));
  switch (key) {
    case 'Enter':
      return { kind: 'select', task: at.task };
    case 'i':
      return { kind: 'inspect', task: at.task };
    case 'v':
      return { kind: 'stand', ns: at.ns, task: at.task };
    case 'Escape':
      return { kind: 'leave' };
    case '+':
    case '=':
      return { kind: 'zoom', factor: ZOOM_STEP };
    case '-':
      return { kind: 'zoom', factor: 1 / ZOOM_STEP };
    case '_':
      return { kind: 'fit' };
  }
  return focusOn(goalOf(key, at, processes));
}

function focusOn(goal: SceneProcess | undefined): PictureIntent | null {
  return goal === undefined ? null : { kind: 'focus', task: goal.task };
}

/** Whether a key begins a jump to a name or number; where it goes on with one, every letter does. */
export function isJump(key: string, goesOn: boolean): boolean {
  return /^[\p{L}\p{N}]$/u.test(key) && (goesOn || !COMMAND_LETTERS.includes(key));
}

function goalOf(key: string, at: SceneProcess, all: readonly SceneProcess[]): SceneProcess | undefined {
  const siblings = all.filter(({ parent }) => parent === at.parent);
  const place = siblings.indexOf(at);
  switch (key) {
    case 'ArrowUp':
      return all.find(({ task }) => task === at.parent);
    case 'ArrowDown':
      return all.find(({ parent }) => parent === at.task);
    case 'ArrowLeft':
      return siblings[place - 1];
    case 'ArrowRight':
      return siblings[place + 1];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    case ']':
      return below(at, all);
    case '[':
      return above(at, all);
    default:
      return undefined;
  }
}

/** The first process of a deeper namespace below this one; of any deeper one, where nothing below is deeper. */
function below(at: SceneProcess, all: readonly SceneProcess[]): SceneProcess | undefined {
  const deeper = all.filter(({ level }) => level > at.level);
  return deeper.find((process) => descendsFrom(process, at, all)) ?? deeper[0];
}

/** The process around: the nearest ancestor of an outer namespace. */
function above(at: SceneProcess, all: readonly SceneProcess[]): SceneProcess | undefined {
  let outer: SceneProcess | undefined = at;
  while (outer !== undefined && outer.ns === at.ns) {
    const { parent }: SceneProcess = outer;
    outer = all.find(({ task }) => task === parent);
  }
  return outer;
}

function descendsFrom(process: SceneProcess, ancestor: SceneProcess, all: readonly SceneProcess[]): boolean {
  let up: SceneProcess | undefined = process;
  while (up !== undefined && up !== ancestor) {
    const { parent }: SceneProcess = up;
    up = all.find(({ task }) => task === parent);
  }
  return up === ancestor;
}

/** The next process whose name, or one of whose numbers, begins with what was typed; the search goes round. */
function jump(typed: string, at: SceneProcess, all: readonly SceneProcess[]): SceneProcess | undefined {
  const wanted = typed.toLowerCase();
  // A second character makes the wish more exact: whoever fits already stays.
  const start = all.indexOf(at) + (typed.length > 1 ? 0 : 1);
  const inTurn = [...all.slice(start), ...all.slice(0, start)];
  return inTurn.find(
    ({ name, numbers }) =>
      name.toLowerCase().startsWith(wanted) ||
      numbers.some(({ number }) => String(number).startsWith(wanted)),
  );
}
