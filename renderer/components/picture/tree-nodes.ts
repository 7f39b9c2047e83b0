// What does each card of the picture need besides its place: its words for a screen reader, and where it comes from?

import type { TaskId } from '#shared/kernel/ids.ts';
import type { Card, Layout } from './layout.ts';
import { spokenProcess } from './process-name.ts';
import type { SceneProcess } from './scene.ts';

export interface TreeNode {
  readonly card: Card;
  readonly label: string;
  /** In the tree of processes: depth from 1, which of how many siblings. */
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
  /** From its head to its parent's foot; zero where the parent is not in the picture. */
  readonly origin: { readonly dx: number; readonly dy: number };
}

/** One node for each card, in the order of the cards. */
export function treeNodes({ cards }: Layout): readonly TreeNode[] {
  const families = new Map<TaskId | null, SceneProcess[]>();
  for (const { process } of cards) {
    const siblings = families.get(process.parent);
    if (siblings === undefined) families.set(process.parent, [process]);
    else siblings.push(process);
  }
  const made = new Map<TaskId, TreeNode>();
  for (const card of cards) {
    const { process } = card;
    const above = process.parent === null ? undefined : made.get(process.parent);
    const siblings = families.get(process.parent) ?? [];
    const children = families.get(process.task)?.length ?? 0;
    made.set(process.task, {
      card,
      label: spokenProcess(process, above?.card.process, children),
      depth: (above?.depth ?? 0) + 1,
      position: siblings.indexOf(process) + 1,
      siblings: siblings.length,
      origin: above === undefined ? { dx: 0, dy: 0 } : wayDown(above.card, card),
    });
  }
  return [...made.values()];
}

function wayDown(parent: Card, child: Card): TreeNode['origin'] {
  return {
    dx: parent.x + parent.width / 2 - (child.x + child.width / 2),
    dy: parent.y + parent.height - child.y,
  };
}
