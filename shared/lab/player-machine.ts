// Which moment of a run is on the stage while time goes by? The player's state machine; its clock is the host's.
//
// A moment is counted in landmarks: 0 is the start, `length` is now. Events are shown in order, and one is over before the
// next begins: whoever steps faster than that cuts the movement short and never sees two at once.

import { assign, setup } from 'xstate';
import type { LandmarkKind } from '../replay/landmarks.ts';
import { movementMs, playingMs, typedSteps } from './event-pace.ts';
import type { TypedStep } from './event-pace.ts';

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

export interface PlayerContext {
  /** How many landmarks have been shown. */
  readonly at: number;
  /** In order: what each landmark is. Now is behind the last one. */
  readonly landmarks: readonly LandmarkKind[];
  readonly speed: Speed;
  /** What a typed input still has to show, the current step first. */
  readonly steps: readonly TypedStep[];
}

export type PlayerEvent =
  | { readonly type: 'PLAY' }
  | { readonly type: 'PAUSE' }
  | { readonly type: 'STEP'; readonly by: 1 | -1 }
  /** To a moment at once. */
  | { readonly type: 'SEEK'; readonly to: number }
  /** The playhead is held, and dragged: nothing moves by itself until RELEASE. */
  | { readonly type: 'SCRUB'; readonly to: number }
  | { readonly type: 'RELEASE' }
  | { readonly type: 'SPEED'; readonly speed: Speed }
  /** An input was carried out: these landmarks are new behind now, and are shown. */
  | { readonly type: 'TYPED'; readonly made: readonly LandmarkKind[] }
  /** Another run, or another line of this one. One stands at its end. */
  | { readonly type: 'LOAD'; readonly landmarks: readonly LandmarkKind[] };

const FIRST: PlayerContext = { at: 0, landmarks: [], speed: 1, steps: [] };

export const playerMachine = setup({
  types: {
    // setup() reads the types from values that are never used.
    context: {} as PlayerContext,
    events: {} as PlayerEvent,
    input: {} as Pick<PlayerContext, 'landmarks'>,
  },
  delays: {
    /** Playing: the landmark that was shown last is still being looked at. */
    dwell: ({ context: { at, landmarks, speed } }) => {
      const shown = landmarks[at - 1];
      return shown === undefined ? 0 : playingMs(shown) / speed;
    },
    /** Typed: the movement of the current step. */
    movement: ({ context: { steps } }) => steps[0]?.ms ?? 0,
    /** A single step: its movement, at its own time. */
    oneStep: ({ context: { at, landmarks } }) => {
      const shown = landmarks[at - 1];
      return shown === undefined ? 0 : movementMs(shown);
    },
  },
  guards: {
    atEnd: ({ context }) => context.at >= context.landmarks.length,
    lastOfInput: ({ context }) => context.steps.length <= 1,
    stepsBack: ({ event }) => event.type === 'STEP' && event.by === -1,
    atEdge: ({ context, event }) =>
      event.type === 'STEP' && (event.by === 1 ? context.at >= context.landmarks.length : context.at <= 0),
    madeNothing: ({ event }) => event.type === 'TYPED' && event.made.length === 0,
  },
  actions: {
    advance: assign({ at: ({ context }) => context.at + 1 }),
    step: assign({ at: ({ context, event }) => context.at + (event.type === 'STEP' ? event.by : 0) }),
    rewind: assign({ at: 0 }),
    goTo: assign({
      at: ({ context, event }) => {
        const to = event.type === 'SEEK' || event.type === 'SCRUB' ? event.to : context.at;
        return Math.min(Math.max(to, 0), context.landmarks.length);
      },
    }),
    setSpeed: assign({
      speed: ({ context, event }) => (event.type === 'SPEED' ? event.speed : context.speed),
    }),
    /** The first step is on the stage at once; the others wait for their turn. */
    takeInput: assign(({ context, event }) => {
      const made = event.type === 'TYPED' ? event.made : [];
      const steps = typedSteps(made);
      const at = context.landmarks.length + (steps[0]?.landmarks ?? 0);
      return { landmarks: [...context.landmarks, ...made], at, steps };
    }),
    nextOfInput: assign(({ context: { at, steps } }) => ({
      at: at + (steps[1]?.landmarks ?? 0),
      steps: steps.slice(1),
    })),
    endInput: assign(({ context }) => ({ at: context.landmarks.length, steps: [] })),
    load: assign(({ context, event }) => {
      const landmarks = event.type === 'LOAD' ? event.landmarks : context.landmarks;
      return { landmarks, at: landmarks.length, steps: [] };
    }),
  },
}).createMachine({
  id: 'player',
  context: ({ input }) => ({ ...FIRST, landmarks: input.landmarks, at: input.landmarks.length }),
  initial: 'paused',
  on: {
    SPEED: { actions: 'setSpeed' },
    SEEK: { target: '.paused', actions: 'goTo' },
    SCRUB: { target: '.seeking', actions: 'goTo' },
    STEP: [
      { guard: 'atEdge', target: '.paused' },
      { guard: 'stepsBack', target: '.paused', actions: 'step' },
      { target: '.stepping', reenter: true, actions: 'step' },
    ],
    TYPED: [
      { guard: 'madeNothing', target: '.paused', actions: 'takeInput' },
      { target: '.performing', reenter: true, actions: 'takeInput' },
    ],
    LOAD: { target: '.paused', actions: 'load' },
  },
  states: {
    paused: {
      description: 'One moment stands still.',
      on: {
        PLAY: [{ guard: 'atEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }],
      },
    },
    playing: {
      description: 'A recording runs: each landmark is shown, and left for as long as one needs to read it.',
      after: {
        dwell: [
          { guard: 'atEnd', target: 'paused' },
          { target: 'playing', reenter: true, actions: 'advance' },
        ],
      },
      on: { PAUSE: 'paused' },
    },
    stepping: {
      description: 'One landmark is shown because somebody stepped onto it.',
      after: { oneStep: 'paused' },
      on: { PLAY: 'playing', PAUSE: 'paused' },
    },
    performing: {
      description: 'What a typed input did is shown, in little time.',
      after: {
        movement: [
          { guard: 'lastOfInput', target: 'paused', actions: 'endInput' },
          { target: 'performing', reenter: true, actions: 'nextOfInput' },
        ],
      },
      on: { PAUSE: { target: 'paused', actions: 'endInput' } },
    },
    seeking: {
      description: 'The playhead is held: the state at that moment, without movement.',
      on: { RELEASE: 'paused' },
    },
  },
});
