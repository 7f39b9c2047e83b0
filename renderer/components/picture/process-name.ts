// How is a process called aloud? Numbers from outside to inside, then what one sees on its card.

import type { LevelNumber } from './level-hue.ts';
import type { SceneProcess } from './scene.ts';

/** "6 outside, 1 inside"; with more levels those between are named, with one there is nothing to tell apart. */
export function spokenNumbers(numbers: readonly LevelNumber[]): string {
  if (numbers.length === 1) return `${numbers[0]?.number}`;
  return numbers
    .map(({ level, number }, index) => {
      if (index === 0) return `${number} outside`;
      return index === numbers.length - 1 ? `${number} inside` : `${number} in level ${level}`;
    })
    .join(', ');
}

/** The whole of a card as one sentence. `parent` is the parent where it can be seen, `children` how many can be. */
export function spokenProcess(
  process: SceneProcess,
  parent: SceneProcess | undefined,
  children: number,
): string {
  const parts = [process.name, spokenNumbers(process.numbers), process.face.word];
  if (process.folded.length > 0) parts.push(`${process.folded.length} equal processes`);
  if (process.init) parts.push(`PID 1 of level ${process.level}`);
  if (process.role !== '') parts.push(process.role);
  if (children > 0) parts.push(children === 1 ? '1 child' : `${children} children`);
  if (parent !== undefined) parts.push(childOf(process, parent));
  else if (process.stub !== null) parts.push(`child of ${process.stub}`);
  return `${parts.join(', ')}.`;
}

function childOf(process: SceneProcess, parent: SceneProcess): string {
  const where = parent.ns === process.ns ? '' : ' outside';
  return `child of ${parent.numbers[0]?.number} ${parent.name}${where}`;
}
