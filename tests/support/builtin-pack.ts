// The pack that ships with the lab, read from its files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exercise, Pack } from '#shared/packs/pack.ts';
import type { PackFiles } from '#shared/packs/parse-pack.ts';
import { parsePack } from '#shared/packs/parse-pack.ts';
import { describeProblem } from '#shared/packs/pack-problem.ts';

export const BUILTIN_FOLDER = fileURLToPath(new URL('../../app/library/builtin/first-nest', import.meta.url));

export function builtinFiles(): PackFiles {
  const paths = readdirSync(BUILTIN_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    paths.map((path) => [relative(BUILTIN_FOLDER, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

export function builtinPack(): Pack {
  const files = builtinFiles();
  const hash = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex');
  const pack = parsePack(files, hash);
  if (!pack.ok) throw new Error(pack.error.map(describeProblem).join('\n'));
  return pack.value;
}

export function builtinExercise(number: string): Exercise {
  const exercise = builtinPack()
    .units.flatMap((unit) => unit.exercises)
    .find((candidate) => candidate.number === number);
  if (!exercise) throw new Error(`the built-in pack has no exercise ${number}`);
  return exercise;
}
