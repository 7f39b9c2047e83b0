// Is a forgery found that no seal can show: records changed and sealed anew?
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '#shared/log/record.ts';
import { verifyLog } from '#shared/log/verify.ts';
import { EchoMachine } from '../support/echo-machine.ts';
import { sampleFile, typed } from '../support/sample-log.ts';

const { records } = sampleFile().log;
const fresh = () => new EchoMachine();

/** Numbers inputs and events anew, as whoever adds or takes some away must. */
function renumbered(given: readonly LogRecord[]): LogRecord[] {
  let n = -1;
  let seq = 0;
  return given.map((record) => {
    if (record.t === 'input') return { ...record, n: (n += 1) };
    if (record.t === 'event') return { ...record, seq: (seq += 1) };
    return record;
  });
}

const main = records.filter(
  (record) => !('branch' in record) || (record.branch === 0 && record.t !== 'branch'),
);
const lineOf = (given: readonly LogRecord[], text: string) =>
  given.findIndex((record) => JSON.stringify(record).includes(text)) + 1;

describe('verification', () => {
  it('finds nothing in what the machine made', () => {
    expect(verifyLog(records, fresh)).toBeNull();
    expect(verifyLog(renumbered(main), fresh)).toBeNull();
  });

  it('names every event that was changed, on every branch', () => {
    for (const [index, record] of records.entries()) {
      if (record.t !== 'event') continue;
      const event = Object.assign({}, record.event, { rule: 'PNS-99' as const });
      const forged = records.with(index, { ...record, event });
      expect(verifyLog(forged, fresh)).toMatchObject({
        id: 'event-differs',
        branch: record.branch,
        seq: record.seq,
        line: index + 1,
        made: record.event,
      });
    }
  });

  it('names every input that was changed, by the first event it would have caused', () => {
    for (const [index, record] of records.entries()) {
      if (record.t !== 'input' || record.input.kind !== 'line') continue;
      const forged = records.with(index, { ...record, input: typed('something else') });
      expect(verifyLog(forged, fresh)).toMatchObject({ id: 'event-differs', n: record.n, line: index + 2 });
    }
  });

  it('finds an input that was put in and one that was taken out', () => {
    const at = lineOf(main, 'unshare --fork');
    const added = renumbered(
      main.toSpliced(at - 1, 0, { t: 'input', branch: 0, n: 0, input: typed('true') }),
    );
    expect(verifyLog(added, fresh)).toMatchObject({ id: 'event-missing', n: 1, line: at + 1, seq: 3 });
    const end = main.findIndex((record, index) => index >= at && record.t === 'input');
    const removed = renumbered(main.toSpliced(at - 1, end - at + 1));
    expect(verifyLog(removed, fresh)).toMatchObject({ id: 'event-differs', n: 1, seq: 4 });
  });

  it('finds events that were put in and taken out at the end of an input', () => {
    const last = main.findLastIndex(({ t }) => t === 'event');
    const record = main[last];
    if (record?.t !== 'event') throw new Error('no event');
    expect(verifyLog(renumbered(main.toSpliced(last, 1)), fresh)).toMatchObject({
      id: 'event-missing',
      made: record.event,
    });
    const more = renumbered(main.toSpliced(last, 0, record));
    expect(verifyLog(more, fresh)).toMatchObject({ id: 'event-differs', made: null, line: last + 2 });
  });

  it('says when the machine does not take an input', () => {
    const unbooted = main.filter((record) => !(record.t === 'input' && record.n === 0) && !(record.t === 'event' && record.seq < 3)); // prettier-ignore
    expect(verifyLog(renumbered(unbooted), fresh)).toMatchObject({
      id: 'input-refused',
      n: 0,
      reason: 'It is off.',
    });
  });
});
