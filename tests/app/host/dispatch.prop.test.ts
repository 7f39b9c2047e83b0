// Whatever arrives and whatever breaks: is there always a reply, and does nothing unchecked reach a handler?
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallsUnderway } from '#app/host/calls-underway.ts';
import type { Handlers } from '#app/host/dispatch.ts';
import { createDispatcher } from '#app/host/dispatch.ts';
import { DEFAULT_SETTINGS } from '#app/host/settings-file.ts';
import type { OperationName, Params } from '#shared/protocol/operations.ts';
import { OPERATIONS } from '#shared/protocol/operations.ts';

const SEED = 20_011;
const NAMES = Object.keys(OPERATIONS);
const PROTOTYPE = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

/** Handlers that only say what they were given. */
function echoing(seen: (name: string, params: unknown) => void): Handlers {
  // Every operation has an entry; what it answers is not looked at here.
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      async (params: unknown) => {
        seen(name, params);
        return { ok: true, value: null };
      },
    ]),
  ) as unknown as Handlers;
}

const hostileName = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'attempt'),
  fc.anything(),
);
const nearlyRight = fc
  .record(
    {
      attempt: fc.oneof(fc.string(), fc.constantFrom('a', '../a', 'a/b', '.', '..', 'a\0', 'CON')),
      exercise: fc.oneof(fc.string(), fc.uuid()),
      branch: fc.oneof(fc.integer(), fc.double(), fc.string()),
      afterInput: fc.oneof(fc.integer(), fc.anything()),
      name: fc.string(),
      text: fc.string(),
      input: fc.oneof(
        fc.record({
          kind: fc.constantFrom('line', 'key', 'clock', 'hint', 'boot'),
          tty: fc.anything(),
          text: fc.anything(),
        }),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  )
  .map((params) => JSON.parse(JSON.stringify(params)) as unknown);
const hostileJson = fc.constantFrom(
  '{"__proto__":{"attempt":"a"}}',
  '{"attempt":"a","__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
);

const OF_ATTEMPT = { attempt: 'a-1' };
/** One call of every operation that the table lets through. */
const RIGHT: { readonly [Name in OperationName]: Params<Name> } = {
  'host.about': {},
  'library.read': {},
  'attempt.list': {},
  'attempt.start': { exercise: 'e' },
  'attempt.open': OF_ATTEMPT,
  'attempt.input': { ...OF_ATTEMPT, branch: 0, input: { kind: 'line', tty: 0, text: 'ls' } },
  'attempt.complete': { ...OF_ATTEMPT, branch: 0, afterInput: 0, tty: 0, before: 'l' },
  'attempt.history': { ...OF_ATTEMPT, branch: 0, afterInput: 0, tty: 0 },
  'attempt.branch': { ...OF_ATTEMPT, branch: 0, afterInput: 1, name: 'what if' },
  'attempt.export': OF_ATTEMPT,
  'attempt.import': { text: '' },
  'call.progress': { call: 'c-1' },
  'call.cancel': { call: 'c-1' },
  'settings.read': {},
  'settings.write': DEFAULT_SETTINGS,
};
const hostileCall = fc.tuple(
  hostileName,
  fc.oneof(
    fc.anything(),
    nearlyRight,
    hostileJson.map((text) => JSON.parse(text) as unknown),
  ),
);
const anyCall = fc.oneof(hostileCall, fc.constantFrom(...Object.entries(RIGHT)));

describe('the dispatcher', () => {
  test('replies to anything, and hands on only what the table lets through', async () => {
    const handed = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyCall, async ([name, params]) => {
        const given: [string, unknown][] = [];
        const broken: unknown[] = [];
        const dispatch = createDispatcher(
          echoing((...call) => given.push(call)),
          new CallsUnderway(),
          (error) => broken.push(error),
        );
        const reply = await dispatch(name, params);
        expect(broken).toEqual([]);
        expect(reply.ok).toBe(given.length === 1);
        if (!reply.ok) expect(['unknown-operation', 'bad-params']).toContain(reply.error.id);
        for (const [operation, checked] of given) {
          handed.add(operation);
          expect(operation).toBe(name);
          // The table has the name, or nothing would have been given.
          const { params: schema } = OPERATIONS[operation as keyof typeof OPERATIONS];
          expect(schema.safeParse(checked).success).toBe(true);
        }
        expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(PROTOTYPE);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
    // Otherwise nothing was ever let through, and the property holds for want of a case.
    expect([...handed].sort()).toEqual(NAMES.toSorted());
  });

  test('says where a parameter is wrong', async () => {
    const dispatch = createDispatcher(
      echoing(() => undefined),
      new CallsUnderway(),
      () => undefined,
    );
    const params = { attempt: 'a', branch: 0, input: { kind: 'line', tty: 'zero', text: '' } };
    expect(await dispatch('attempt.input', params)).toMatchObject({
      ok: false,
      error: { id: 'bad-params', at: 'input.tty' },
    });
  });

  test('keeps what broke to itself and its reporter', async () => {
    const secret = new Error('the secret path');
    const reported: unknown[] = [];
    const handlers = { ...echoing(() => undefined), 'library.read': () => Promise.reject(secret) };
    const dispatch = createDispatcher(handlers, new CallsUnderway(), (error) => reported.push(error));
    const reply = await dispatch('library.read', {});
    expect(reply).toMatchObject({ ok: false, error: { id: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(reported).toEqual([secret]);
  });
});
