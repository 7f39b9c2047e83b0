// Is an input that is carried out in parts the same input, and are the parts small?
import { describe, expect, test } from 'vitest';
import type { MachineOutcome } from '#shared/userland/machine-port.ts';
import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import { InvariantViolation } from '#shared/result.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TTY = asTtyId(0);

function booted(): Machine {
  const machine = new Machine({ world: bare, seed: 1, programs: programTable });
  machine.execute({ kind: 'boot' });
  return machine;
}

function line(text: string): MachineInput {
  return { kind: 'line', tty: TTY, text };
}

function outcomeOf(machine: Machine, input: MachineInput): MachineOutcome {
  const outcome = machine.execute(input);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

/** What it came to, and what was heard on the way. */
function inParts(machine: Machine, input: MachineInput) {
  const heard: number[] = [];
  const work = machine.carryOut(input);
  for (;;) {
    const step = work.next();
    if (step.done !== true) heard.push(step.value);
    else if (step.value.ok) return { outcome: step.value.value, heard };
    else throw new Error(step.value.error.message);
  }
}

const INPUTS: readonly (readonly [string, readonly MachineInput[]])[] = [
  ['a command', [line('ls | wc -l')]],
  ['a loop that never ends', [line('while :; do :; done'), { kind: 'key', tty: TTY, key: '^C' }]],
  ['a fork bomb', [line(':(){ :|:& };:')]],
  ['hours of a sleeper', [line('while sleep 60; do :; done &'), { kind: 'clock', to: asSimTime(7_200_000) }]],
  ['another terminal', [{ kind: 'terminal' }]],
  ['a smaller window', [line('sleep 9'), { kind: 'resize', tty: TTY, columns: 40, rows: 10 }]],
];

describe('an input in parts', () => {
  test.each(INPUTS)('has the events that it has at once: %s', (_what, inputs) => {
    const [atOnce, again] = [booted(), booted()];
    for (const input of inputs) {
      const { outcome, heard } = inParts(again, input);
      expect(outcome).toEqual(outcomeOf(atOnce, input));
      expect(heard.every((events) => events <= outcome.events.length)).toBe(true);
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    }
    expect(again.state).toEqual(atOnce.state);
  });

  test('is left often, whatever it does', () => {
    // A million calls, and no turn of more than some hundred of them.
    expect(inParts(booted(), line('while :; do :; done')).heard.length).toBeGreaterThan(1_000);
    const { heard, outcome } = inParts(booted(), line(':(){ :|:& };:'));
    const steps = heard.map((events, index) => events - (heard[index - 1] ?? 0));
    expect(outcome.events.length).toBeGreaterThanOrEqual(50_000);
    expect(Math.max(...steps)).toBeLessThan(1_500);
  });

  test('is over before the next one begins', () => {
    const machine = booted();
    machine.carryOut(line('ls')).next();
    expect(() => machine.execute(line('ls'))).toThrow(InvariantViolation);
  });
});
