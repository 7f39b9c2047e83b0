// Where is the helper that speaks to the real kernel? Beside the bundled code; or what is missing, and how to get it.

import { fileURLToPath } from 'node:url';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { Disk } from '../adapters/disk.ts';

// Beside dist/app/cli.js, and from this file. In the desktop application it stands outside the archive.
const PLACES = ['./reality-helper', '../../dist/app/reality-helper'];

/** `given`: the file that the user named, and then the only one that will do. */
export async function findHelper(
  disk: Disk,
  given: string | undefined,
  platform: NodeJS.Platform = process.platform,
): Promise<Result<string, string>> {
  if (platform !== 'linux')
    return err(
      `The real kernel can be asked on Linux only, and this is ${platform}. A virtual machine will do.`,
    );
  const places =
    given === undefined ? PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))) : [given];
  for (const place of places) {
    try {
      if ((await disk.facts(place)).kind === 'file') return ok(place);
    } catch {
      // Not there: the next place.
    }
  }
  return err(
    `The program that speaks to the real kernel is missing${given === undefined ? '' : `: there is no file ${given}`}. ` +
      'In the sources npm run build:native builds it; that takes a C compiler (cc) on Linux.',
  );
}
