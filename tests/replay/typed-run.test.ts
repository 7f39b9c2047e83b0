// Does a run that was typed hold together from the machine to the file and back: logged, read, verified, replayed, told?
import { describe, expect, it } from 'vitest';
import { applyEvent } from '#shared/kernel/evolve.ts';
import { mutableStore } from '#shared/kernel/mutable-store.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { branchesOf } from '#shared/log/branches.ts';
import { recoverLog } from '#shared/log/recover.ts';
import { verifyLog } from '#shared/log/verify.ts';
import { narrate } from '#shared/replay/narrate.ts';
import { Timeline } from '#shared/replay/timeline.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { plainState } from '../support/plain-state.ts';
import { nodeDigest, SAMPLE_HEADER } from '../support/sample-log.ts';

const tty = asTtyId(0);
const line = (text: string): MachineInput => ({ kind: 'line', tty, text });
const INPUTS: readonly MachineInput[] = [
  { kind: 'boot' },
  line('unshare --fork --pid --mount-proc bash'),
  line('sleep 100 & sleep 200 &'),
  line('kill -STOP %1; kill -CONT %1; kill -9 $!'),
  line('unshare --pid --fork bash -c "sleep 50 & kill 1; ps"'),
  line('sleep 300'),
  { kind: 'key', tty, key: '^Z' },
  line('nosuch; kill 4711'),
  { kind: 'terminal' },
  line('exit'),
  line('exit'),
  line('echo back; ps'),
];

const freshMachine = () => new Machine({ world: bare, seed: 1, programs: programTable });
const machine = freshMachine();
const start = machine.state;
const log = new AttemptLog(SAMPLE_HEADER, nodeDigest);
let text = '';
for (const input of INPUTS) {
  const outcome = machine.execute(input);
  if (!outcome.ok) throw new Error(outcome.error.message);
  const block = log.prepareInput({ branch: 0, input, events: outcome.value.events });
  log.commit(block);
  text += block.text;
}
const recovered = recoverLog(text, nodeDigest);
if (!recovered.ok) throw new Error(JSON.stringify(recovered.error));
const { records, cut } = recovered.value;
const branch = branchesOf(records).get(0);
if (branch === undefined) throw new Error('no branch');
const timeline = new Timeline(start, branch);

describe('a typed run', () => {
  it('is read from its file as it was written', () => {
    expect(cut).toBeNull();
    expect(records).toEqual(log.records);
    expect(timeline.landmarks.length).toBeGreaterThan(30);
  });

  it('is what a fresh machine makes of its inputs', () => {
    expect(verifyLog(records, freshMachine)).toBeNull();
  });

  it('leads through replay to where the machine stands', () => {
    const end = plainState(machine.state);
    expect(plainState(timeline.stateAt(timeline.length))).toEqual(end);
    const oracle = mutableStore(start);
    for (let seq = 1; seq <= timeline.length; seq += 1) {
      const event = timeline.eventAt(seq);
      if (event !== undefined) applyEvent(oracle, event);
    }
    expect(plainState(oracle.finish())).toEqual(end);
  });

  it('is told event by event, outside and inside, without a number that one could not see', () => {
    const inside = timeline.stateAt(timeline.inputs[2]?.from ?? 0);
    const lens = [...inside.pidNamespaces.values()].at(-1)?.id ?? null;
    for (let seq = 1; seq <= timeline.length; seq += 1) {
      const event = timeline.eventAt(seq);
      const [before, after] = [timeline.stateAt(seq - 1), timeline.stateAt(seq)];
      if (event === undefined) throw new Error('no event');
      expect(narrate(event, { before, after, lens: null })).toMatch(/^[A-Z].*[.]$/);
      if (lens === null || !before.pidNamespaces.has(lens)) continue;
      const told = narrate(event, { before, after, lens });
      if (told !== null) expect(told).not.toMatch(/undefined|null|level 0|[Pp]rocess 0/);
    }
  });

  it('shows on its screen what the terminal showed', () => {
    expect(timeline.screenAt(tty, timeline.length)).toContain('unshare --fork --pid --mount-proc bash');
    expect(timeline.screenAt(tty, timeline.inputs[1]?.from ?? 0)).toBe('root@lab:~# ');
  });
});
