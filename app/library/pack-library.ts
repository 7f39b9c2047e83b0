// Which packs and exercises are there? Those that ship with the lab and those that the user put into their data folder.

import { join } from 'node:path';
import type { Exercise, Pack, Unit } from '#shared/packs/pack.ts';
import { describeProblem } from '#shared/packs/pack-problem.ts';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import type { Disk } from '../adapters/disk.ts';
import { systemCode } from '../adapters/disk.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import { inspectPack } from './inspect-pack.ts';

/** An exercise and where it stands. */
export interface PlacedExercise {
  readonly pack: Pack;
  readonly unit: Unit;
  readonly exercise: Exercise;
}

/** A folder that holds no usable pack. */
export interface BrokenPack {
  readonly folder: string;
  readonly failure: Failure;
}

export class PackLibrary {
  /** In order of folders, then of names. */
  readonly packs: readonly Pack[];
  readonly broken: readonly BrokenPack[];
  readonly #exercises: ReadonlyMap<string, PlacedExercise>;

  constructor(packs: readonly Pack[], broken: readonly BrokenPack[] = []) {
    this.packs = packs;
    this.broken = broken;
    this.#exercises = new Map(placed(packs).map((place) => [place.exercise.id, place]));
  }

  /** Every folder in each of `shelves` is a pack; a shelf that does not exist is empty. */
  static async load(disk: Disk, shelves: readonly string[]): Promise<PackLibrary> {
    const packs: Pack[] = [];
    const broken: BrokenPack[] = [];
    for (const folder of await packFolders(disk, shelves)) {
      const pack = await loadPack(disk, folder);
      const clash = pack.ok ? clashOf(pack.value, packs) : null;
      if (!pack.ok) broken.push({ folder, failure: pack.error });
      else if (clash) broken.push({ folder, failure: clash });
      else packs.push(pack.value);
    }
    return new PackLibrary(packs, broken);
  }

  byId(id: string): PlacedExercise | null {
    return this.#exercises.get(id) ?? null;
  }

  /** By what a person calls it: its id, its slug, or its number. The first pack that has it. */
  find(name: string): PlacedExercise | null {
    const all = [...this.#exercises.values()];
    return (
      this.byId(name) ??
      all.find(({ exercise }) => exercise.slug === name) ??
      all.find(({ exercise }) => exercise.number === name) ??
      null
    );
  }
}

async function loadPack(disk: Disk, folder: string): Promise<Result<Pack, Failure>> {
  const inspected = await inspectPack(disk, folder);
  if (!inspected.ok) return inspected;
  const { pack, problems } = inspected.value;
  return pack ? ok(pack) : err(failure('pack-broken', problems.map(describeProblem)));
}

async function packFolders(disk: Disk, shelves: readonly string[]): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const shelf of shelves) {
    try {
      const entries = await disk.list(shelf);
      folders.push(...entries.filter(({ kind }) => kind === 'folder').map(({ name }) => join(shelf, name)));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
  return folders;
}

function clashOf(pack: Pack, others: readonly Pack[]): Failure | null {
  if (others.some((other) => other.id === pack.id))
    return failure('pack-broken', [`another pack here has the id ${pack.id}`]);
  const taken = new Set(placed(others).map(({ exercise }) => exercise.id));
  const twin = placed([pack]).find(({ exercise }) => taken.has(exercise.id));
  return twin
    ? failure('pack-broken', [`another pack here has an exercise with the id ${twin.exercise.id}`])
    : null;
}

function placed(packs: readonly Pack[]): readonly PlacedExercise[] {
  return packs.flatMap((pack) =>
    pack.units.flatMap((unit) => unit.exercises.map((exercise) => ({ pack, unit, exercise }))),
  );
}
