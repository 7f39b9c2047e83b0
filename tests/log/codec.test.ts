// Does a line give back the record it was made from, and does no other line give one?
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '#shared/log/codec.ts';
import { sampleFile } from '../support/sample-log.ts';

const event = { type: 'TaskWoke', actor: null, task: 3 };

function reasonFor(value: unknown): string {
  const decoded = decodeRecord(typeof value === 'string' ? value : JSON.stringify(value));
  return decoded.ok ? 'a record' : decoded.error;
}

function withEvent(fields: object): string {
  return reasonFor({ t: 'event', branch: 0, seq: 1, event: { ...event, ...fields } });
}

describe('a record', () => {
  it('is the same after a line was made of it', () => {
    for (const record of sampleFile().log.records) {
      expect(decodeRecord(encodeRecord(record))).toEqual({ ok: true, value: record });
    }
  });

  it('begins its line with what it is and where it belongs', () => {
    const line = encodeRecord({
      t: 'event',
      branch: 2,
      seq: 7,
      event: { type: 'TaskWoke', actor: null, task: 3 as never },
    });
    expect(line).toBe('{"t":"event","branch":2,"seq":7,"event":{"actor":null,"task":3,"type":"TaskWoke"}}');
  });
});

describe('a line', () => {
  it.each([
    ['not a JSON object', ''],
    ['not a JSON object', '[]'],
    ['not a JSON object', '{"t":"seal"'],
    ['not a JSON object', '{"t":"seal"}\r'],
    ['not a JSON object', `{${'"a":{'.repeat(10_000)}`],
    ['unknown kind of record', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['unknown kind of record', '{}'],
    ['unknown kind of record', '{"t":"evnt"}'],
    ['unknown kind of record', '{"t":"__proto__"}'],
  ])('is no record: %s (%#)', (reason, line) => {
    expect(reasonFor(line)).toBe(reason);
  });

  it.each([
    ['input with a wrong field: n', { t: 'input', branch: 0, n: -1, input: { kind: 'boot' } }],
    [
      'input with a wrong field: input.text',
      { t: 'input', branch: 0, n: 1, input: { kind: 'line', tty: 0 } },
    ],
    ['input with a wrong field: input.kind', { t: 'input', branch: 0, n: 1, input: { kind: 'reboot' } }],
    ['input with a wrong field: ', { t: 'input', branch: 0, n: 0, input: { kind: 'boot' }, extra: 1 }],
    ['seal with a wrong field: digest', { t: 'seal', records: 3, digest: 'abc' }],
    ['branch with a wrong field: parent', { t: 'branch', branch: 1, parent: 0.5, afterInput: 0, name: '' }],
    ['event with a wrong field: seq', { t: 'event', branch: 0, seq: '1', event }],
    ['event with a wrong field: event', { t: 'event', branch: 0, seq: 1, event: [] }],
    ['event with a field too many', { t: 'event', branch: 0, seq: 1, event, at: 5 }],
  ])('names what is wrong: %s', (reason, record) => {
    expect(reasonFor(record)).toBe(reason);
  });

  it('names what is wrong in an event', () => {
    expect(withEvent({})).toBe('a record');
    expect(withEvent({ rule: 'PNS-60' })).toBe('a record');
    expect(withEvent({ type: 'TaskAwoke' })).toBe('unknown type of event');
    expect(withEvent({ type: 'toString' })).toBe('unknown type of event');
    expect(withEvent({ task: undefined })).toBe('TaskWoke with a wrong field: task');
    expect(withEvent({ task: 1.5 })).toBe('TaskWoke with a wrong field: task');
    expect(withEvent({ actor: undefined })).toBe('TaskWoke with a wrong field: actor');
    expect(withEvent({ rule: 'because' })).toBe('TaskWoke with a wrong field: rule');
    expect(withEvent({ pid: 4 })).toBe('TaskWoke with a wrong field: pid');
    expect(withEvent({ type: 'TaskSlept', on: { on: 'tty', tty: 0, op: 'seek' } })).toBe(
      'TaskSlept with a wrong field: on',
    );
  });

  it('cannot reach into prototypes', () => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const pidfds = '{"t":"event","branch":0,"seq":1,"event":{"type":"PidfdsChanged","actor":1,"task":1,"pidfds":{"__proto__":3}}}'; // prettier-ignore
    expect(reasonFor(pidfds)).toBe('PidfdsChanged with a wrong field: pidfds');
    expect(reasonFor('{"t":"seal","__proto__":{"records":1,"digest":""}}')).toContain(
      'seal with a wrong field',
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
  });
});
