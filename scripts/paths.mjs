// Where does the project stand on disk, whatever folder a script is called from?
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export function inProject(...parts) {
  return path.join(ROOT, ...parts);
}
