// The helper built once for a test file, and whether this machine lets it ask the real kernel; or why not, in words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOnKernel } from '#app/reality/run-on-kernel.ts';
import { buildNative } from '../../scripts/build-native.mjs';

export type RealKernel =
  | { readonly helper: string; readonly obstacle: null; remove(): void }
  | { readonly helper: null; readonly obstacle: string; remove(): void };

export async function realKernel(): Promise<RealKernel> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pidnest-reality-'));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  const built = buildNative(folder);
  if (built.file === null) {
    // A compiler that refuses the sources is a failure of the sources.
    if (built.isFailure) throw new Error(built.reason);
    return { helper: null, obstacle: built.reason, remove };
  }
  const probe = await runOnKernel([], { helper: built.file });
  if (probe.kind === 'ran') return { helper: built.file, obstacle: null, remove };
  if (probe.kind === 'broken') throw new Error(probe.reason);
  return { helper: null, obstacle: probe.reason, remove };
}
