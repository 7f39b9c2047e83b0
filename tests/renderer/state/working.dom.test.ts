// When is a call worth a word, and what does it take to call it off?
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallProgress, HostClient, OperationName, Params, Reply } from '#shared/protocol/operations.ts';
import { Working } from '../../../renderer/state/working.svelte.ts';

class SlowHost implements HostClient {
  readonly asked: (readonly [OperationName, unknown])[] = [];
  progress: CallProgress | null = { events: 12_400, of: null };

  call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>> {
    this.asked.push([name, params]);
    const value = name === 'call.progress' ? this.progress : { found: true };
    // Only these two are asked for here.
    return Promise.resolve({ ok: true, value } as Reply<Name>);
  }

  cancels(): number {
    return this.asked.filter(([name]) => name === 'call.cancel').length;
  }
}

function begun() {
  const host = new SlowHost();
  const long = vi.fn();
  const working = new Working(host, long);
  let end: () => void = () => undefined;
  let name = '';
  const done = working.during((call) => {
    name = call;
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { host, working, long, done, name: () => name, end: () => end() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a call', () => {
  test('that is quick is worth no word', async () => {
    const { host, working, long, done, end } = begun();
    await vi.advanceTimersByTimeAsync(399);
    expect(working.words).toBeNull();
    end();
    await done;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([working.words, long.mock.calls.length, host.asked]).toEqual([null, 0, []]);
  });

  test('that takes its time is told of as long as it lasts, and said once', async () => {
    const { host, working, long, done, end, name } = begun();
    await vi.advanceTimersByTimeAsync(400);
    expect(working.words).toBe('Still working: 12,400 events so far.');
    host.progress = { events: 20_000, of: 50_000 };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(working.words).toBe('Still working: 20,000 of 50,000 events.');
    expect(host.asked.every(([, params]) => (params as { call: string }).call === name())).toBe(true);
    end();
    await done;
    expect([working.words, long.mock.calls.length]).toEqual([null, 1]);
  });

  test('is called off at once when it takes its time', async () => {
    const { host, working, done, end } = begun();
    await vi.advanceTimersByTimeAsync(500);
    working.stop();
    expect([host.cancels(), working.isStopping]).toEqual([1, true]);
    end();
    await done;
    expect(working.isStopping).toBe(false);
  });

  test('is called off once it takes its time, where it was wanted before', async () => {
    const { host, working } = begun();
    working.stop();
    await vi.advanceTimersByTimeAsync(399);
    expect(host.cancels()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(host.cancels()).toBe(1);
  });

  test('has nothing to do with the one before it', async () => {
    const { host, working, done, end, name } = begun();
    working.stop();
    end();
    await done;
    let second = '';
    void working.during((call) => ((second = call), new Promise(() => undefined)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(second).not.toBe(name());
    expect(host.cancels()).toBe(0);
  });
});
