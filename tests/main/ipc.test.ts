// Who is answered over the channel to the lab, and what exactly does the page get to see of it?
import fc from 'fast-check';
import type { IpcMainInvokeEvent } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CALL_CHANNEL } from '#shared/protocol/call-channel.ts';
import { answerCalls } from '../../main/ipc.ts';
import { HOSTILE_URLS } from '../support/hostile-urls.ts';

const electron = vi.hoisted((): { exposed: Record<string, unknown>; invoked: unknown[][] } => ({
  exposed: {},
  invoked: [],
}));

vi.mock('electron', () => ({
  protocol: {},
  contextBridge: {
    exposeInMainWorld: (key: string, api: unknown) => {
      electron.exposed[key] = api;
    },
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      electron.invoked.push(args);
      return Promise.resolve({ ok: true, value: 'reply' });
    },
  },
}));

type Frame = { readonly origin: string } | null;
type Answer = (event: IpcMainInvokeEvent, ...args: readonly unknown[]) => unknown;

const calls: [unknown, unknown][] = [];
const OUR_FRAME = { origin: 'pidnest://app' };

function answerer(): Answer {
  let answer: Answer | undefined;
  const ipcMain = {
    handle: (channel: string, listener: Answer) => {
      expect([channel, answer]).toEqual([CALL_CHANNEL, undefined]);
      answer = listener;
    },
  };
  answerCalls(ipcMain, (name, params) => {
    calls.push([name, params]);
    return Promise.resolve({ ok: true, value: null });
  });
  if (!answer) throw new Error('no handler was registered');
  return answer;
}

function eventOf(senderFrame: Frame, mainFrame: Frame = senderFrame): IpcMainInvokeEvent {
  // Only these two are looked at.
  return { sender: { mainFrame }, senderFrame } as unknown as IpcMainInvokeEvent;
}

beforeEach(() => {
  calls.length = 0;
});

describe('a call over the channel', () => {
  const answer = answerer();
  const refused = { ok: false, error: { id: 'not-allowed' } };

  test('from the main frame of our page reaches the lab', async () => {
    expect(await answer(eventOf(OUR_FRAME), 'host.about', {})).toEqual({ ok: true, value: null });
    expect(calls).toEqual([['host.about', {}]]);
  });

  test('from any other origin is refused', () => {
    for (const origin of [...HOSTILE_URLS, 'null', 'pidnest://app/', 'pidnest://app.', ' pidnest://app'])
      expect(answer(eventOf({ origin }), 'host.about', {}), origin).toMatchObject(refused);
    expect(calls).toEqual([]);
  });

  test('from a subframe, a frame that is gone, and one that cannot be asked is refused', () => {
    const destroyed = {
      get origin(): string {
        throw new Error('Render frame was disposed');
      },
    };
    const events = [
      eventOf({ ...OUR_FRAME }, OUR_FRAME),
      eventOf(null, OUR_FRAME),
      eventOf(null),
      eventOf(destroyed),
    ];
    for (const event of events) expect(answer(event, 'host.about', {})).toMatchObject(refused);
    expect(calls).toEqual([]);
  });

  test('hands on whatever it carries, and nothing of the event', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 4 }), (args) => {
        calls.length = 0;
        void answer(eventOf(OUR_FRAME), ...args);
        expect(calls).toEqual([[args[0], args[1]]]);
      }),
      { seed: 20_012, numRuns: 1_000 },
    );
  });
});

describe('the preload script', () => {
  test('exposes one function, which passes a name and parameters on and nothing else', async () => {
    await import('../../main/preload.ts');
    expect(Object.keys(electron.exposed)).toEqual(['pidnest']);
    const api = electron.exposed['pidnest'] as Record<string, (...args: unknown[]) => unknown>;
    expect(Object.keys(api)).toEqual(['call']);
    expect(await api['call']?.('host.about', {}, 'more')).toEqual({ ok: true, value: 'reply' });
    expect(electron.invoked).toEqual([[CALL_CHANNEL, 'host.about', {}]]);
  });
});
