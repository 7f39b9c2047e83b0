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
/** What takes less than this can't be told from what comes before and after it. */
const SHORTEST_MS = 30;
/** While a recording plays, one has time to read each event's sentence. */
const READING_MS = 600;

/** Of one event that is stepped onto. */
export function movementMs(kind: LandmarkKind): number {
  return MOVEMENT_MS[kind];
}

/** Before the next event of a recording, at speed 1. */
export function playingMs(kind: LandmarkKind): number {
  return MOVEMENT_MS[kind] + READING_MS;
}

/** So many landmarks are shown together, for so long. */
export interface TypedStep {
  readonly landmarks: number;
  readonly ms: number;
}

/**
 * The events of one typed input, in order: each its own time, or all of them shorter so that they fit. Those that would
 * go by too fast to be drawn come together.
 */
export function typedSteps(kinds: readonly LandmarkKind[]): readonly TypedStep[] {
  const whole = kinds.reduce((sum, kind) => sum + MOVEMENT_MS[kind], 0);
  const share = Math.min(1, TYPED_MS / whole);
  const steps: TypedStep[] = [];
  let step = { landmarks: 0, ms: 0 };
  for (const kind of kinds) {
    step = { landmarks: step.landmarks + 1, ms: step.ms + MOVEMENT_MS[kind] * share };
    if (step.ms < SHORTEST_MS) continue;
    steps.push(step);
    step = { landmarks: 0, ms: 0 };
  }
  return step.landmarks === 0 ? steps : [...steps, step];
}
