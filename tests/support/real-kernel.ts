// The helper built once for a test file, and whether this machine lets it ask the real kernel; or why not, in words.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOnKernel } from '#app/reality/run-on-kernel.ts';
import { buildNative } from '../../scripts/build-native.mjs';

export type RealKernel =
  | {
      readonly helper: string;
      /** The helper as somebody without privileges runs it; null where that can't be had. */
      readonly asUser: string | null;
      readonly obstacle: null;
      remove(): void;
    }
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
  if (probe.kind === 'ran')
    return { helper: built.file, asUser: await asUser(built.file, folder), obstacle: null, remove };
  if (probe.kind === 'broken') throw new Error(probe.reason);
  return { helper: null, obstacle: probe.reason, remove };
}

async function asUser(helper: string, folder: string): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  const script = path.join(folder, 'as-user');
  writeFileSync(
    script,
    `#!/bin/sh\nexec setpriv --reuid 65534 --regid 65534 --clear-groups '${helper}' "$@"\n`,
  );
  for (const readable of [folder, helper, script]) chmodSync(readable, 0o755);
  const probe = await runOnKernel([], { helper: script });
  return probe.kind === 'ran' ? script : null;
}
