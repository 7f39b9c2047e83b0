// When a crowd does not fit into the picture, which processes share one card?

import type { SceneArea, SceneItem, SceneProcess } from './scene.ts';

/** The same scene with siblings that look the same and have nothing below them folded into the first of them. */
export function foldLeaves(area: SceneArea): SceneArea {
  return { ...area, items: foldItems(area.items) };
}

function foldItems(items: readonly SceneItem[]): readonly SceneItem[] {
  const groups = new Map<string, SceneProcess[]>();
  for (const item of items) {
    if (item.kind !== 'process' || item.items.length > 0 || item.init) continue;
    const group = groups.get(looks(item));
    if (group === undefined) groups.set(looks(item), [item]);
    else group.push(item);
  }
  return items.flatMap((item): readonly SceneItem[] => {
    if (item.kind === 'area') return [foldLeaves(item)];
    const group = item.items.length > 0 || item.init ? undefined : groups.get(looks(item));
    if (group === undefined || group.length === 1) return [{ ...item, items: foldItems(item.items) }];
    return group[0] === item ? [foldOf(item, group)] : [];
  });
}

/** Two leaves with the same looks differ in nothing but their numbers. */
function looks({ parent, name, face, role, stub }: SceneProcess): string {
  return JSON.stringify([parent, name, face.word, role, stub]);
}

function foldOf(first: SceneProcess, group: readonly SceneProcess[]): SceneProcess {
  return {
    ...first,
    name: `${first.name} × ${group.length}`,
    born: false,
    folded: group.map(({ task }) => task),
  };
}
