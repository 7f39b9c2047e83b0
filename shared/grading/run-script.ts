// Types a script into a run, with the patience of a person: waits for the prompt where a moment's wait brings it back.

import { asSimTime } from '../kernel/ids.ts';
import type { TtyId } from '../kernel/ids.ts';
import type { ScriptStep } from '../packs/parse-script.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { Input } from '../userland/input.ts';
import type { InputRejected, MachineOutcome, MachinePort } from '../userland/machine-port.ts';
import type { GradedRun } from './graded-run.ts';

/** How long a person waits for a prompt before the next line, in simulated milliseconds. */
export const PATIENCE_MS = 20_000;

/** The script's line whose input was refused. */
export interface ScriptFailure<Refusal> {
  readonly line: number;
  readonly rejected: Refusal;
}

/** Yields each input to give, the waiting included, and is told what came of it. */
export type Typing<Refusal> = Generator<
  Input,
  Result<null, ScriptFailure<Refusal>>,
  Result<unknown, Refusal>
>;

/** `machine`: the one that the inputs go to. */
export function* typeScript<Refusal>(machine: MachinePort, steps: readonly ScriptStep[]): Typing<Refusal> {
  for (const step of steps) {
    const input: Input =
      'input' in step ? step.input : { kind: 'clock', to: asSimTime(machine.state.now + step.waitMs) };
    const outcome = yield input;
    if (!outcome.ok) return err({ line: step.line, rejected: outcome.error });
    if (input.kind === 'line' || input.kind === 'keys' || input.kind === 'key')
      yield* waitForPrompt(machine, input.tty);
  }
  return ok(null);
}

function* waitForPrompt<Refusal>(
  machine: MachinePort,
  tty: TtyId,
): Generator<Input, void, Result<unknown, Refusal>> {
  const end = machine.state.now + PATIENCE_MS;
  while (!machine.atPrompt(tty)) {
    const next = machine.nextTimer();
    if (next === null || next > end) return;
    const outcome = yield { kind: 'clock', to: next };
    if (!outcome.ok) return;
  }
}

/** `onInput` sees every input that was given, in order. */
export function runScript(
  run: GradedRun,
  steps: readonly ScriptStep[],
  onInput: (input: Input, outcome: MachineOutcome) => void = () => undefined,
): Result<null, ScriptFailure<InputRejected>> {
  const typing = typeScript<InputRejected>(run.machine, steps);
  let next = typing.next();
  while (!next.done) {
    const outcome = run.submit(next.value);
    if (outcome.ok) onInput(next.value, outcome.value);
    next = typing.next(outcome);
  }
  return next.value;
}
