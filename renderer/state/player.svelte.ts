// Which moment is on the stage while time runs by itself: while a run plays, one step is made, or a line was typed?
//
// The player's machine counts in landmarks and keeps the time; the lab stands at a seq. Where nothing moves by itself,
// the lab's own moment counts.

import type { Landmark } from '#shared/replay/landmarks.ts';
import { playerMachine, type PlayerEvent, type Speed } from '#shared/lab/player-machine.ts';
import { createActor, type Actor, type SnapshotFrom } from 'xstate';
import type { LabState } from './lab.svelte.ts';

export class Player {
  readonly #lab: LabState;
  readonly #actor: Actor<typeof playerMachine>;
  #snapshot: SnapshotFrom<typeof playerMachine>;
  /** The line and length that the machine knows. */
  #loaded: { readonly branch: number; readonly length: number };
  /** The moment that one came to by a single step. */
  #steppedTo: number | null = $state(null);

  constructor(lab: LabState) {
    this.#lab = lab;
    this.#loaded = { branch: lab.branch, length: lab.timeline.landmarks.length };
    this.#actor = createActor(playerMachine, { input: { landmarks: kinds(lab.timeline.landmarks) } });
    this.#snapshot = $state.raw(this.#actor.getSnapshot());
    this.#actor.subscribe((snapshot) => {
      this.#snapshot = snapshot;
      if (snapshot.matches('playing') || snapshot.matches('stepping')) {
        lab.goTo(this.#momentOf(snapshot.context.at));
        this.#steppedTo = lab.seq;
      }
    });
    this.#actor.start();
  }

  get isPlaying(): boolean {
    return this.#snapshot.matches('playing');
  }

  /** The playhead is held: nothing moves by itself. */
  get isScrubbing(): boolean {
    return this.#snapshot.matches('seeking');
  }

  get speed(): Speed {
    return this.#snapshot.context.speed;
  }

  /** The moment of the picture. */
  get seq(): number {
    return this.#snapshot.matches('performing') ? this.#momentOf(this.#snapshot.context.at) : this.#lab.seq;
  }

  /** One has come here by one event, so the picture may show how. */
  get isStepped(): boolean {
    return this.#snapshot.matches('performing') || this.#steppedTo === this.#lab.seq;
  }

  toggle(): void {
    this.#send({ type: this.isPlaying ? 'PAUSE' : 'PLAY' });
  }

  step(by: 1 | -1): void {
    this.#send({ type: 'STEP', by });
    if (by === -1 && !this.isPlaying) this.#lab.goTo(this.#momentOf(this.#snapshot.context.at));
  }

  /** To any moment, at once. */
  seek(seq: number): void {
    this.#lab.goTo(seq);
    this.#send({ type: 'SEEK', to: this.#lab.timeline.landmarksUpTo(this.#lab.seq) });
    this.#steppedTo = null;
  }

  scrub(seq: number): void {
    this.#lab.goTo(seq);
    this.#send({ type: 'SCRUB', to: this.#lab.timeline.landmarksUpTo(this.#lab.seq) });
    this.#steppedTo = null;
  }

  release(): void {
    this.#send({ type: 'RELEASE' });
  }

  setSpeed(speed: Speed): void {
    this.#send({ type: 'SPEED', speed });
  }

  /** Shows what came of an input, event by event, in little time. */
  perform(from: number): void {
    const { branch, timeline } = this.#lab;
    const made = timeline.landmarks.filter(({ seq }) => seq > from);
    if (branch !== this.#loaded.branch) this.#load(timeline.landmarks.slice(0, -made.length || undefined));
    this.#loaded = { branch, length: timeline.landmarks.length };
    this.#actor.send({ type: 'TYPED', made: kinds(made) });
  }

  dispose(): void {
    this.#actor.stop();
  }

  #send(event: PlayerEvent): void {
    const { branch, timeline } = this.#lab;
    const isCurrent = branch === this.#loaded.branch && timeline.landmarks.length === this.#loaded.length;
    if (!isCurrent) this.#load(timeline.landmarks);
    this.#actor.send(event);
  }

  #load(landmarks: readonly Landmark[]): void {
    this.#loaded = { branch: this.#lab.branch, length: landmarks.length };
    this.#actor.send({ type: 'LOAD', landmarks: kinds(landmarks) });
  }

  /** The seq of a landmark by its number; the last one is now. */
  #momentOf(at: number): number {
    const { landmarks, length } = this.#lab.timeline;
    return at >= landmarks.length ? length : (landmarks[at - 1]?.seq ?? 0);
  }
}

function kinds(landmarks: readonly Landmark[]): readonly Landmark['kind'][] {
  return landmarks.map(({ kind }) => kind);
}
