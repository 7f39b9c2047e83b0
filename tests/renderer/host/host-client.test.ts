// Does a call over HTTP always end in a reply?
import { describe, expect, test } from 'vitest';
import { httpClient, type Fetch } from '../../../renderer/host/http-client.ts';
import { ipcClient } from '../../../renderer/host/ipc-client.ts';

const answering =
  (answer: unknown): Fetch =>
  () =>
    Promise.resolve({ json: () => Promise.resolve(answer) });

describe('httpClient', () => {
  test('posts the params to the address of the operation and hands the reply through', async () => {
    const calls: unknown[] = [];
    const client = httpClient((url, init) => {
      calls.push({ url, ...init });
      return Promise.resolve({
        json: () => Promise.resolve({ ok: true, value: { host: 'web', version: '1' } }),
      });
    });
    expect(await client.call('host.about', {})).toEqual({ ok: true, value: { host: 'web', version: '1' } });
    expect(calls).toEqual([
      {
        url: '/api/host.about',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        credentials: 'same-origin',
      },
    ]);
  });

  test('hands a refusal through with its id and place', async () => {
    const error = { id: 'no-such-attempt', message: 'There is no such run.', at: 'attempt' };
    const reply = await httpClient(answering({ ok: false, error })).call('attempt.open', { attempt: 'x' });
    expect(reply).toEqual({ ok: false, error });
  });

  test.each([
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a body that is no JSON', () => Promise.resolve({ json: () => Promise.reject(new SyntaxError('<')) })],
    ['an answer of another program', answering({ status: 'ok' })],
    ['an error without words', answering({ ok: false, error: 'no' })],
    ['nothing', answering(null)],
  ] satisfies readonly (readonly [string, Fetch])[])(
    'turns %s into the reply host-unreachable',
    async (_what, fetchJson) => {
      const reply = await httpClient(fetchJson).call('library.read', {});
      expect(reply).toMatchObject({ ok: false, error: { id: 'host-unreachable' } });
    },
  );
});

describe('ipcClient', () => {
  test('calls the one function of the bridge', async () => {
    const calls: unknown[] = [];
    const client = ipcClient({
      call(name, params) {
        calls.push([name, params]);
        return Promise.resolve({ ok: true, value: [] });
      },
    });
    expect(await client.call('attempt.list', {})).toEqual({ ok: true, value: [] });
    expect(calls).toEqual([['attempt.list', {}]]);
  });

  test('turns a failed call into the reply host-unreachable', async () => {
    const reply = await ipcClient({ call: () => Promise.reject(new Error('gone')) }).call('attempt.list', {});
    expect(reply).toMatchObject({ ok: false, error: { id: 'host-unreachable' } });
  });
});
