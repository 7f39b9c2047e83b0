// Reads the files of a pack into a Pack, or into every problem that was found, each with its place.
//
//   pack.yaml · misconceptions.yaml (if any) · worlds/NAME.yaml · units/UNIT/unit.yaml · units/UNIT/EXERCISE/exercise.yaml
//   beside exercise.yaml: task.md, hints.md ("## 1", "## 2" ...), debrief.md,
//   solutions/NAME.cmds, wrong/MISCONCEPTION-NAME.cmds

import type { z } from 'zod';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { World } from '../userland/world.ts';
import { readYaml } from './located-yaml.ts';
import type { Exercise, Pack, Script, Unit } from './pack.ts';
import type { PackProblem } from './pack-problem.ts';
import { exerciseSchema, misconceptionsSchema, packSchema, unitSchema, worldSchema } from './pack-schema.ts';

/** Path inside the pack (with /) -> text. */
export type PackFiles = ReadonlyMap<string, string>;

/** `hash` is the digest of the files, made by whoever read them. */
export function parsePack(files: PackFiles, hash: string): Result<Pack, readonly PackProblem[]> {
  const reader = new PackReader(files);
  const manifest = reader.yaml('pack.yaml', packSchema);
  const misconceptions = files.has('misconceptions.yaml')
    ? reader.yaml('misconceptions.yaml', misconceptionsSchema)
    : {};
  const units = (manifest?.units ?? []).map((slug) => reader.unit(slug));
  if (!manifest || !misconceptions || reader.problems.length > 0) return err(reader.problems);
  const { format: _format, ...head } = manifest;
  return ok({ ...head, hash, misconceptions, units: units.filter((unit) => unit !== null) });
}

class PackReader {
  readonly problems: PackProblem[] = [];
  readonly #files: PackFiles;

  constructor(files: PackFiles) {
    this.#files = files;
  }

  yaml<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | null {
    const text = this.text(file);
    if (text === null) return null;
    const read = readYaml(file, text, schema);
    if (read.ok) return read.value;
    this.problems.push(...read.error);
    return null;
  }

  text(file: string): string | null {
    const text = this.#files.get(file);
    if (text !== undefined) return text;
    this.#problem(file, 'this file is missing');
    return null;
  }

  unit(slug: string): Unit | null {
    const folder = `units/${slug}`;
    const unit = this.yaml(`${folder}/unit.yaml`, unitSchema);
    if (!unit) return null;
    const exercises = unit.exercises.map((exercise) => this.exercise(`${folder}/${exercise}`, exercise));
    return { slug, number: unit.number, title: unit.title, exercises: exercises.filter((e) => e !== null) };
  }

  exercise(folder: string, slug: string): Exercise | null {
    const file = `${folder}/exercise.yaml`;
    const yaml = this.yaml(file, exerciseSchema);
    const task = this.text(`${folder}/task.md`);
    const hints = this.text(`${folder}/hints.md`);
    const debrief = this.text(`${folder}/debrief.md`);
    if (!yaml || task === null || hints === null || debrief === null) return null;
    const world = this.world(yaml.start.world, yaml.start.typed, file);
    if (!world) return null;
    const { start: _start, failcheck, questions, ...rest } = yaml;
    return {
      ...rest,
      slug,
      world,
      task,
      hints: splitHints(hints),
      debrief,
      // An absent list of choices is absent, not undefined.
      questions: questions.map(({ choices, ...question }) => (choices ? { ...question, choices } : question)),
      failchecks: failcheck,
      solutions: this.scripts(`${folder}/solutions/`),
      wrongScripts: this.scripts(`${folder}/wrong/`).map((script) => ({
        ...script,
        misconception: /^M\d+/.exec(script.name)?.[0] ?? '',
      })),
    };
  }

  world(slug: string, typed: Readonly<Record<string, readonly string[]>>, from: string): World | null {
    const world = this.yaml(`worlds/${slug}.yaml`, worldSchema);
    if (!world) return null;
    let terminals = 0;
    const boot = world.boot.map((step) => {
      if (!('terminal' in step)) return step;
      const lines = [...(step.terminal.typed ?? []), ...(typed[String(terminals++)] ?? [])];
      return { terminal: { user: step.terminal.user, ...(lines.length > 0 ? { typed: lines } : {}) } };
    });
    const unknown = Object.keys(typed).find((tty) => Number(tty) >= terminals);
    if (unknown !== undefined)
      this.#problem(from, `start.typed names terminal ${unknown}, but the world "${slug}" has ${terminals}`);
    // The schema's optional fields are absent or set, never undefined: YAML has no undefined.
    return { id: slug, ...world, boot } as World;
  }

  /** In order of their names. */
  scripts(folder: string): readonly Script[] {
    return [...this.#files.keys()]
      .filter((path) => path.startsWith(folder) && path.endsWith('.cmds'))
      .sort()
      .map((path) => ({
        name: path.slice(folder.length, -'.cmds'.length),
        text: this.#files.get(path) ?? '',
      }));
  }

  #problem(file: string, message: string): void {
    this.problems.push({ rule: 'PL001', severity: 'error', file, line: null, column: null, message });
  }
}

/** hints.md: what stands under "## 1", "## 2" ... in order. */
function splitHints(text: string): readonly string[] {
  return text
    .split(/^## \d+\s*$/m)
    .slice(1)
    .map((hint) => hint.trim());
}
