import { describe, expect, it } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import { TYPED_MS, typedSteps } from '#shared/lab/event-pace.ts';
import { playerMachine, type PlayerEvent } from '#shared/lab/player-machine.ts';
import type { LandmarkKind } from '#shared/replay/landmarks.ts';

const RUN: readonly LandmarkKind[] = ['made', 'exec', 'made', 'ended'];

function player(landmarks: readonly LandmarkKind[] = RUN) {
  const clock = new SimulatedClock();
  const actor = createActor(playerMachine, { clock, input: { landmarks } }).start();
  return {
    send: (event: PlayerEvent) => actor.send(event),
    /** Millisecond by millisecond: a timer that another one sets starts when that one went off. */
    wait: (ms: number) => {
      clock.increment(0);
      for (let passed = 0; passed < ms; passed += 1) clock.increment(1);
    },
    get at() {
      return actor.getSnapshot().context.at;
    },
    get state() {
      return actor.getSnapshot().value;
    },
  };
}

describe('the player', () => {
  it('stands at the end of a run, still', () => {
    const { at, state } = player();
    expect([state, at]).toEqual(['paused', 4]);
  });

  it('plays from the start when it stands at the end, and stops there again', () => {
    const run = player();
    run.send({ type: 'PLAY' });
    expect([run.state, run.at]).toEqual(['playing', 0]);
    run.wait(0);
    expect(run.at).toBe(1);
    run.wait(10_000);
    expect([run.state, run.at]).toEqual(['paused', 4]);
  });

  it('plays on from where it was paused', () => {
    const run = player();
    run.send({ type: 'SEEK', to: 2 });
    run.send({ type: 'PLAY' });
    expect(run.at).toBe(2);
    run.send({ type: 'PAUSE' });
    run.wait(10_000);
    expect([run.state, run.at]).toEqual(['paused', 2]);
  });

  it('shows one event after the other, each for its time', () => {
    const run = player();
    run.send({ type: 'SEEK', to: 0 });
    run.send({ type: 'PLAY' });
    run.wait(0);
    run.wait(919);
    expect(run.at).toBe(1);
    run.wait(1);
    expect(run.at).toBe(2);
  });

  it('is twice as fast at speed 2', () => {
    const run = player();
    run.send({ type: 'SPEED', speed: 2 });
    run.send({ type: 'SEEK', to: 1 });
    run.send({ type: 'PLAY' });
    run.wait(460);
    expect(run.at).toBe(2);
  });

  it('steps forward with a movement and back without one', () => {
    const run = player();
    run.send({ type: 'STEP', by: -1 });
    expect([run.state, run.at]).toEqual(['paused', 3]);
    run.send({ type: 'STEP', by: 1 });
    expect([run.state, run.at]).toEqual(['stepping', 4]);
    run.wait(200);
    expect(run.state).toBe('paused');
  });

  it('does not step over the edges', () => {
    const run = player();
    run.send({ type: 'STEP', by: 1 });
    expect([run.state, run.at]).toEqual(['paused', 4]);
    run.send({ type: 'SEEK', to: 0 });
    run.send({ type: 'STEP', by: -1 });
    expect(run.at).toBe(0);
  });

  it('cuts a movement short when somebody steps faster', () => {
    const run = player();
    run.send({ type: 'SEEK', to: 0 });
    run.send({ type: 'STEP', by: 1 });
    run.wait(100);
    run.send({ type: 'STEP', by: 1 });
    expect([run.state, run.at]).toEqual(['stepping', 2]);
    run.wait(199);
    expect(run.state).toBe('stepping');
    run.wait(1);
    expect(run.state).toBe('paused');
  });

  it('shows no movement while the playhead is dragged', () => {
    const run = player();
    run.send({ type: 'PLAY' });
    run.send({ type: 'SCRUB', to: 3 });
    run.wait(10_000);
    expect([run.state, run.at]).toEqual(['seeking', 3]);
    run.send({ type: 'SCRUB', to: 99 });
    expect(run.at).toBe(4);
    run.send({ type: 'RELEASE' });
    expect(run.state).toBe('paused');
  });

  it('shows what a typed input did, in order', () => {
    const run = player();
    run.send({ type: 'TYPED', made: ['made', 'exec'] });
    expect([run.state, run.at]).toEqual(['performing', 5]);
    run.wait(320);
    expect(run.at).toBe(6);
    run.wait(200);
    expect([run.state, run.at]).toEqual(['paused', 6]);
  });

  it('begins with the new input even when it was looking at the past', () => {
    const run = player();
    run.send({ type: 'SEEK', to: 1 });
    run.send({ type: 'TYPED', made: ['signal'] });
    expect(run.at).toBe(5);
  });

  it('goes to the end of an input that is being shown when another one comes', () => {
    const run = player();
    run.send({ type: 'TYPED', made: ['made', 'exec', 'made'] });
    run.send({ type: 'TYPED', made: ['ended'] });
    expect([run.state, run.at]).toEqual(['performing', 8]);
  });

  it('is over at once with an input that left no mark', () => {
    const run = player();
    run.send({ type: 'TYPED', made: [] });
    expect([run.state, run.at]).toEqual(['paused', 4]);
  });

  it('shows everything at once when a typed input is interrupted', () => {
    const run = player();
    run.send({ type: 'TYPED', made: ['made', 'exec', 'made'] });
    run.send({ type: 'PAUSE' });
    expect([run.state, run.at]).toEqual(['paused', 7]);
  });

  it('stands at the end of another run that is loaded', () => {
    const run = player();
    run.send({ type: 'LOAD', landmarks: ['made'] });
    expect([run.state, run.at]).toEqual(['paused', 1]);
  });
});

describe('the steps of a typed input', () => {
  const many = (count: number) => typedSteps(Array.from({ length: count }, () => 'made' as const));

  it('are its events, each in its own time, as long as they fit', () => {
    expect(typedSteps(['made', 'exec'])).toEqual([
      { landmarks: 1, ms: 320 },
      { landmarks: 1, ms: 200 },
    ]);
  });

  it.each([3, 500, 20_000])('show all of %i events in 900 ms', (count) => {
    const steps = many(count);
    expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(TYPED_MS);
    expect(steps.reduce((sum, { landmarks }) => sum + landmarks, 0)).toBe(count);
    // Each is drawn, and there are no more of them than can be drawn in that time.
    expect(steps.length).toBeLessThanOrEqual(30);
  });

  it('are taken one after the other', () => {
    const run = player();
    run.send({ type: 'TYPED', made: Array.from({ length: 90 }, () => 'made' as const) });
    expect([run.state, run.at]).toEqual(['performing', 7]);
    run.wait(30);
    expect([run.state, run.at]).toEqual(['performing', 10]);
    run.wait(900);
    expect([run.state, run.at]).toEqual(['paused', 94]);
  });
});
