// Which files are below a directory? fts(3), as far as grep -r and rm -r need it.

import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { Sys } from '../sys.ts';

/** The files below each operand, operands that are no directory as they are. Order: by name, depth first; links are not followed. */
export function* walkFiles(
  sys: Sys,
  operands: readonly string[],
  enters: (directory: string) => boolean = () => true,
): Coroutine<readonly string[]> {
  const files: string[] = [];
  const open = [...operands].reverse();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const stat = operands.includes(path) ? yield* sys.stat(path) : yield* sys.lstat(path);
    if (failed(stat) || stat.kind !== 'directory') {
      if (operands.includes(path) || (!failed(stat) && stat.kind === 'file')) files.push(path);
      continue;
    }
    if (!enters(path)) continue;
    const entries = yield* sys.readdir(path);
    if (failed(entries)) continue;
    const names = entries.map((entry) => entry.name).sort();
    for (const name of names.reverse()) open.push(path.endsWith('/') ? path + name : `${path}/${name}`);
  }
  return files;
}
