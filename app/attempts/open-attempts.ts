// Which attempts are being worked on here? Opens them, keeps others out, and carries out one request at a time on each.

import { createHash, randomBytes } from 'node:crypto';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { LOG_FORMAT } from '#shared/log/record.ts';
import type { LogHeader } from '#shared/log/record.ts';
import type { AttemptSummary, OperationResult } from '#shared/protocol/operations.ts';
import type { Result } from '#shared/result.ts';
import { err, invariant, ok } from '#shared/result.ts';
import { nodeDigest } from '../adapters/node-digest.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';
import { VERSION } from '../version.ts';
import { attemptId } from './attempt-id.ts';
import type { Overseer } from './in-slices.ts';
import { inSlices, NOBODY } from './in-slices.ts';
import { Lanes } from './lanes.ts';
import type { LiveAttempt } from './live-attempt.ts';
import { openAttempt } from './open-attempt.ts';
import type { AttemptSources } from './open-attempt.ts';
import { readAttempt, recoverAttempt } from './recorded-attempt.ts';

/** Every open attempt holds a machine; the one that was used longest ago makes room. */
const MOST_OPEN = 8;

export class OpenAttempts {
  readonly #parts: AttemptSources;
  readonly #lanes = new Lanes();
  /** In order of last use. */
  readonly #open = new Map<string, LiveAttempt>();

  constructor(parts: AttemptSources) {
    this.#parts = parts;
  }

  /** A new attempt: its header and its boot are on disk when this resolves. */
  async start(exercise: string, overseer = NOBODY): Promise<Result<LiveAttempt, Failure>> {
    const { library, store, makeMachine, now, pace } = this.#parts;
    const place = library.byId(exercise);
    if (!place) return err(failure('unknown-exercise', exercise));
    const { pack } = place;
    const attempt = attemptId(place.exercise.slug, randomBytes(4).toString('hex'));
    const header: LogHeader = {
      t: 'header',
      format: LOG_FORMAT,
      engine: VERSION,
      attempt,
      pack: { id: pack.id, version: pack.version, hash: pack.hash },
      exercise,
      seed: 1,
      locale: 'en',
    };
    const machine = makeMachine(place.exercise.world, header.seed);
    const booted = await inSlices(machine.carryOut({ kind: 'boot' }), pace, overseer);
    if (!booted.ok) return booted;
    const boot = booted.value;
    invariant(boot.ok, 'a fresh machine boots');
    const log = new AttemptLog(header, nodeDigest);
    const { text } = log.prepareInput({
      branch: 0,
      input: { kind: 'boot' },
      events: boot.value.events,
      at: now(),
    });
    const created = await store.create(attempt, text);
    return created.ok ? this.open(attempt, overseer) : created;
  }

  /** The very attempt that is open already, or the one on disk. */
  open(attempt: string, overseer = NOBODY): Promise<Result<LiveAttempt, Failure>> {
    return this.#lanes.run(attempt, () => this.#take(attempt, overseer));
  }

  /** Work on an attempt that is open; nothing else happens to it meanwhile. */
  use<T>(
    attempt: string,
    work: (live: LiveAttempt) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    return this.#lanes.run(attempt, async () => {
      const live = this.#open.get(attempt);
      if (!live?.isOpen) return err(failure('attempt-closed'));
      this.#touch(live);
      return work(live);
    });
  }

  /** A recording from elsewhere, kept under a name of its own; the same file is the same attempt. */
  async import(text: string, overseer = NOBODY): Promise<Result<LiveAttempt, Failure>> {
    const { store } = this.#parts;
    const bytes = Buffer.from(text, 'utf8');
    const read = await readAttempt(bytes, this.#parts, overseer);
    if (!read.ok) return read;
    const digits = createHash('sha256').update(bytes).digest('hex');
    const attempt = attemptId(read.value.place.exercise.slug, digits);
    return this.#lanes.run(attempt, async () => {
      const kept = (await store.has(attempt)) ? ok(null) : await store.create(attempt, bytes);
      return kept.ok ? this.#take(attempt, overseer) : kept;
    });
  }

  /** The file to hand in, byte for byte. */
  export(attempt: string, overseer = NOBODY): Promise<Result<OperationResult<'attempt.export'>, Failure>> {
    return this.#lanes.run(attempt, async () => {
      const { store, library, pace } = this.#parts;
      const bytes = await store.read(attempt);
      if (!bytes.ok) return bytes;
      const recovered = await recoverAttempt(bytes.value, pace, overseer);
      if (!recovered.ok) return recovered;
      const { header, seal } = recovered.value.log;
      const { digest, records } = seal;
      const fileName = `${library.byId(header.exercise)?.exercise.slug ?? attempt}.pidlog`;
      return ok({ fileName, text: Buffer.from(bytes.value).toString('utf8'), receipt: { digest, records } });
    });
  }

  /** The attempts that are open now: no disk is asked. */
  get summaries(): ReadonlyMap<string, AttemptSummary> {
    return new Map([...this.#open.values()].map((live) => [live.attempt, live.summary]));
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#open.keys()].map((attempt) => this.#lanes.run(attempt, () => this.#drop(attempt))),
    );
  }

  async #take(attempt: string, overseer: Overseer): Promise<Result<LiveAttempt, Failure>> {
    const known = this.#open.get(attempt);
    if (known?.isOpen) {
      this.#touch(known);
      return ok(known);
    }
    this.#open.delete(attempt);
    const live = await openAttempt(this.#parts, attempt, overseer);
    if (!live.ok) return live;
    this.#touch(live.value);
    for (const oldest of [...this.#open.keys()].slice(0, -MOST_OPEN)) {
      // In its own lane, and not waited for: it may be at work.
      void this.#lanes.run(oldest, () => this.#drop(oldest));
    }
    return live;
  }

  async #drop(attempt: string): Promise<void> {
    const live = this.#open.get(attempt);
    this.#open.delete(attempt);
    await live?.close();
  }

  #touch(live: LiveAttempt): void {
    this.#open.delete(live.attempt);
    this.#open.set(live.attempt, live);
  }
}
