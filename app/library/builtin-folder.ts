// Where do the packs lie that ship with the lab, and where the window? Beside this code, wherever it was bundled to.

import { fileURLToPath } from 'node:url';
import type { Disk } from '../adapters/disk.ts';

// From this file, from dist/app/cli.js, and from dist/main/main.js.
const PACK_PLACES = ['./builtin', '../app/builtin'];
const WINDOW_PLACES = ['../../dist/renderer', '../renderer'];

/** Null when there is none. */
export function builtinPackFolder(disk: Disk): Promise<string | null> {
  return firstFolder(disk, PACK_PLACES);
}

/** Null when the window was never built. */
export function windowFolder(disk: Disk): Promise<string | null> {
  return firstFolder(disk, WINDOW_PLACES);
}

async function firstFolder(disk: Disk, places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const folder = fileURLToPath(new URL(place, import.meta.url));
    try {
      if ((await disk.facts(folder)).kind === 'folder') return folder;
    } catch {
      // Not there: the next place.
    }
  }
  return null;
}
