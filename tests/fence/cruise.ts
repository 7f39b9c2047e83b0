// What does the real fence say about a tree of files?
// It cannot see a type that a component imports: those are compiled away before it reads. The lint rules see them.
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

const CONFIGURATION = fileURLToPath(new URL('./dependency-cruiser.cjs', import.meta.url));

/** Reads every source file under the given folders of `base`, and judges it by the repository's own rules. */
export async function cruiseTree(base: string, folders: readonly string[]): Promise<ICruiseResult> {
  const options = await extractOptions(CONFIGURATION);
  const { output } = await cruise([...folders], { ...options, baseDir: base });
  if (typeof output === 'string') throw new Error(`the fence gave text instead of a result: ${output}`);
  return output;
}
