// Does the line about an attempt count what its timeline shows?
import { expect, test } from 'vitest';
import { attemptSummary } from '../../../app/attempts/attempt-summary.ts';
import type { Assessment } from '#shared/grading/verdict.ts';
import { asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { EventRecord, InputRecord, LogRecord } from '#shared/log/record.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { builtinPack } from '../../support/builtin-pack.ts';

const NOTHING: Assessment = { verdicts: [], changes: [], points: 0, maxPoints: 0, dead: [], beliefs: [] };
const ENDED: KernelEvent = {
  type: 'TaskExited',
  actor: asTaskId(2),
  task: asTaskId(2),
  status: { exited: 0 },
  held: false,
};
const WROTE: KernelEvent = {
  type: 'TtyWrote',
  actor: asTaskId(2),
  tty: asTtyId(0),
  text: 'x',
  kind: 'output',
};

const input = (n: number, kind: 'boot' | 'terminal', at: number): InputRecord => ({
  t: 'input',
  branch: 0,
  n,
  input: { kind },
  at,
});
const event = (seq: number, fact: KernelEvent): EventRecord => ({ t: 'event', branch: 0, seq, event: fact });

test('events are those that a timeline numbers, without the boot', () => {
  const pack = builtinPack();
  const unit = pack.units[0]!;
  const place = { pack, unit, exercise: unit.exercises[0]! };
  const records: readonly LogRecord[] = [
    input(0, 'boot', 1000),
    event(1, ENDED),
    input(1, 'terminal', 2000),
    event(2, ENDED),
    event(3, WROTE),
    event(4, ENDED),
  ];
  expect(attemptSummary('a', place, records, [NOTHING])).toMatchObject({ events: 2, changedAt: 2000 });
});
