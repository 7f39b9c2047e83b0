// Which texts of a recording are made visible before they become names and labels?
import { expect, test } from 'vitest';
import { asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { harmlessRecord } from '../../../renderer/state/harmless-record.ts';

const MARK = '\u202e';

test('names of processes and of lines are, and what was typed and written is left to the terminal', () => {
  const renamed: LogRecord = {
    t: 'event',
    branch: 0,
    seq: 1,
    event: { type: 'CommChanged', actor: null, task: asTaskId(1), comm: `a${MARK}b` },
  };
  const line: LogRecord = { t: 'branch', branch: 1, parent: 0, afterInput: 0, name: `what if: ${MARK}` };
  expect([renamed, line].map(harmlessRecord)).toMatchObject([
    { event: { comm: 'a<U+202E>b' } },
    { name: 'what if: <U+202E>' },
  ]);

  const wrote: LogRecord = {
    t: 'event',
    branch: 0,
    seq: 2,
    event: { type: 'TtyWrote', actor: null, tty: asTtyId(0), kind: 'output', text: MARK },
  };
  const typed: LogRecord = {
    t: 'input',
    branch: 0,
    n: 1,
    input: { kind: 'line', tty: asTtyId(0), text: MARK },
  };
  expect([wrote, typed].map(harmlessRecord)).toEqual([wrote, typed]);
});
