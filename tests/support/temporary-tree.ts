// How does a test get a small tree of files of its own, and leave nothing behind?
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Path inside the tree, with forward slashes -> text of the file. */
export type Tree = Readonly<Record<string, string>>;

/** Writes the tree into a new folder, hands its path to `use`, and removes it whatever happens. */
export async function withTemporaryTree<Result>(
  tree: Tree,
  use: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'pidnest-test-')));
  try {
    for (const [name, text] of Object.entries(tree)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
