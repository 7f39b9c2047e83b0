// Before the end-to-end tests: is there a build of these very sources? If not, make it.
import { build } from './build.mjs';
import { isStale } from './stale.mjs';

export default async function ensureBuilt() {
  if (isStale()) await build();
}
