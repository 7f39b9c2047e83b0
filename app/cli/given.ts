// What did the user name on the command line: an exercise, a file, standard input? Or what is wrong with the name.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { dataFolder } from '../adapters/data-folder.ts';
import { nodeDisk, systemCode } from '../adapters/disk.ts';
import { loadLibrary } from '../host/lab.ts';
import type { PackLibrary, PlacedExercise } from '../library/pack-library.ts';
import { UsageError } from './command.ts';
import type { Output } from './command.ts';

/** Every pack that can be used; the others are named on the error output. */
export async function givenLibrary(output: Output): Promise<PackLibrary> {
  const library = await loadLibrary(nodeDisk, dataFolder());
  for (const { folder, failure } of library.broken) output.error(`${folder}: left out.\n${failure.message}`);
  return library;
}

export function givenExercise(library: PackLibrary, name: string): PlacedExercise {
  const place = library.find(name);
  if (place) return place;
  const all = library.packs.flatMap(({ units }) => units.flatMap(({ exercises }) => exercises));
  const known = all.map(({ number, slug }) => `${number} ${slug}`).join(', ');
  throw new UsageError(`There is no exercise ${JSON.stringify(name)}. There are: ${known}.`);
}

/** `-` is standard input. Relative names are those of the folder that the user stands in. */
export async function givenFile(name: string): Promise<Uint8Array> {
  if (name === '-') return buffer(process.stdin);
  try {
    return await readFile(resolve(name));
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    throw new UsageError(
      `${name}: ${code === 'ENOENT' ? 'there is no such file' : `can't be read (${code})`}`,
    );
  }
}

/** Some editors put a mark in front that says what the file is; it is no part of the text. */
export async function givenText(name: string): Promise<string> {
  const bytes = await givenFile(name);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`${name}: is no UTF-8 text`);
  }
}

/** A whole number that is not negative. */
export function givenNumber(option: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!(number <= most))
    throw new UsageError(`${option} takes a number from 0 to ${most}, not ${JSON.stringify(text)}.`);
  return number;
}
