// How far did every attempt come? Known for those that are open; carried out again, once, for those that changed on disk.
//
// What was found out is kept in a file beside the attempts. It is a copy of what the attempts say: losing it costs time.

import { z } from 'zod';
import type { AttemptSummary } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import { writeFileAtomically } from '../adapters/atomic-file.ts';
import type { Disk } from '../adapters/disk.ts';
import type { Failure } from '../errors.ts';
import { VERSION } from '../version.ts';
import { attemptSummary, summarySchema } from './attempt-summary.ts';
import type { StoredAttempt } from './attempt-store.ts';
import { uncheckedAssessment } from './exercise-view.ts';
import type { Overseer } from './in-slices.ts';
import { Lanes } from './lanes.ts';
import type { AttemptSources } from './open-attempt.ts';
import { readAttempt } from './recorded-attempt.ts';

const keptSchema = z.strictObject({
  /** What was found out by another version, or with other packs, may not be so any more. */
  made: z.string(),
  attempts: z.array(z.strictObject({ size: z.int().min(0), summary: summarySchema.nullable() })),
});

/** The summary of a file of this size; null for one that can't be read. */
interface Known {
  readonly size: number;
  readonly summary: AttemptSummary | null;
}

export class AttemptSummaries {
  readonly #sources: AttemptSources;
  readonly #disk: Disk;
  readonly #file: string;
  readonly #lanes = new Lanes();
  #known: Map<string, Known> | null = null;

  constructor(sources: AttemptSources, disk: Disk, file: string) {
    this.#sources = sources;
    this.#disk = disk;
    this.#file = file;
  }

  /**
   * The latest first; among equals in order of ids. `open` stands for the files it names. Called off, it leaves out those
   * that would have to be carried out again, until the lab is opened again.
   */
  list(
    open: () => ReadonlyMap<string, AttemptSummary>,
    overseer: Overseer,
  ): Promise<Result<readonly AttemptSummary[], Failure>> {
    // One after the other: what one has found out, the next need not.
    return this.#lanes.run('', () => this.#list(open(), overseer));
  }

  async #list(
    open: ReadonlyMap<string, AttemptSummary>,
    overseer: Overseer,
  ): Promise<Result<readonly AttemptSummary[], Failure>> {
    const stored = await this.#sources.store.list();
    if (!stored.ok) return stored;
    const before = (this.#known ??= await this.#load());
    const known = new Map<string, Known>();
    const summaries: AttemptSummary[] = [];
    let news = false;
    for (const file of stored.value) {
      const live = open.get(file.attempt);
      if (live) {
        summaries.push(live);
        continue;
      }
      let found = before.get(file.attempt);
      if (found?.size !== file.size) {
        const read = overseer.signal.aborted ? null : await this.#read(file, overseer);
        found = { size: file.size, summary: read?.ok === true ? read.value : null };
        news = true;
      }
      known.set(file.attempt, found);
      if (found.summary) summaries.push(found.summary);
    }
    this.#known = known;
    if (news) await this.#save(known);
    return ok(summaries.sort((a, b) => b.changedAt - a.changedAt));
  }

  async #read(file: StoredAttempt, overseer: Overseer): Promise<Result<AttemptSummary, Failure>> {
    const bytes = await this.#sources.store.read(file.attempt);
    const read = bytes.ok ? await readAttempt(bytes.value, this.#sources, overseer) : bytes;
    if (!read.ok) return read;
    const { place, log, branches, graded } = read.value;
    const assessments = [...branches.keys()].map(
      (branch) => graded.get(branch)?.run.assessment ?? uncheckedAssessment(place.exercise, ''),
    );
    const summary = attemptSummary(file.attempt, place, log.records, assessments);
    return ok({ ...summary, changedAt: summary.changedAt || file.changedAt });
  }

  async #load(): Promise<Map<string, Known>> {
    try {
      const text = Buffer.from(await this.#disk.read(this.#file)).toString('utf8');
      const kept = keptSchema.parse(JSON.parse(text));
      if (kept.made !== this.#made) return new Map();
      return new Map(
        kept.attempts.flatMap((known) => (known.summary ? [[known.summary.attempt, known]] : [])),
      );
    } catch {
      return new Map();
    }
  }

  /** A failure is no matter: the next list finds it out again. */
  async #save(known: ReadonlyMap<string, Known>): Promise<void> {
    const text = JSON.stringify({ made: this.#made, attempts: [...known.values()] });
    await writeFileAtomically(this.#disk, this.#file, text);
  }

  get #made(): string {
    return [VERSION, ...this.#sources.library.packs.map(({ hash }) => hash)].join(' ');
  }
}
