// Is what lies in a folder a pack, and what is wrong with it? Every rule there is, from the limits to the expressions.

import { lintExpressions } from '#shared/grading/lint-expressions.ts';
import { lintPack } from '#shared/packs/lint-pack.ts';
import type { Pack } from '#shared/packs/pack.ts';
import type { PackProblem } from '#shared/packs/pack-problem.ts';
import { parsePack } from '#shared/packs/parse-pack.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { Disk } from '../adapters/disk.ts';
import { readPackFolder } from '../adapters/pack-folder.ts';
import type { Failure } from '../errors.ts';

export interface InspectedPack {
  /** Null where there is an error: the lab can't use it. */
  readonly pack: Pack | null;
  /** Warnings included. */
  readonly problems: readonly PackProblem[];
}

/** Fails where the folder can't be read, or must not be. */
export async function inspectPack(disk: Disk, folder: string): Promise<Result<InspectedPack, Failure>> {
  const read = await readPackFolder(disk, folder);
  if (!read.ok) return read;
  const parsed = parsePack(read.value.files, read.value.hash);
  if (!parsed.ok) return ok({ pack: null, problems: parsed.error });
  const problems = [...lintPack(parsed.value), ...lintExpressions(parsed.value)];
  const usable = problems.every(({ severity }) => severity !== 'error');
  return ok({ pack: usable ? parsed.value : null, problems });
}
