// How long is an event shown before the next one may begin? One event moves one thing, and events never overlap.

import type { LandmarkKind } from '../replay/landmarks.ts';

/** The time of each kind's own movement, in milliseconds. */
const MOVEMENT_MS: Readonly<Record<LandmarkKind, number>> = {
  made: 320,
  exec: 200,
  'asked-for-namespace': 480,
  'joined-namespace': 320,
  mounted: 200,
  unmounted: 200,
  signal: 240,
  stopped: 120,
  continued: 120,
  traced: 200,
  'let-go': 200,
  ended: 200,
  zombie: 240,
  collected: 240,
  reparented: 480,
  closed: 480,
  failed: 320,
};

/** A typed input is shown in this time at most, however much came of it. */
export const TYPED_MS = 900;
/** While a recording plays, one has time to read each event's sentence. */
const READING_MS = 600;

/** Before the next event of a recording, at speed 1. */
export function playingMs(kind: LandmarkKind): number {
  return MOVEMENT_MS[kind] + READING_MS;
}

/** The events of one typed input: each its own time, or all of them shorter so that they fit. In the same order. */
export function typedPace(kinds: readonly LandmarkKind[]): readonly number[] {
  const natural = kinds.map((kind) => MOVEMENT_MS[kind]);
  const whole = natural.reduce((sum, ms) => sum + ms, 0);
  return whole <= TYPED_MS ? natural : natural.map((ms) => (ms * TYPED_MS) / whole);
}
