// Types a script into a run, with the patience of a person: waits for the prompt where a moment's wait brings it back.

import type { ScriptStep } from '../packs/parse-script.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { asSimTime } from '../kernel/ids.ts';
import type { TtyId } from '../kernel/ids.ts';
import type { Input } from '../userland/input.ts';
import type { InputRejected, MachineOutcome } from '../userland/machine-port.ts';
import type { GradedRun } from './graded-run.ts';

/** How long a person waits for a prompt before the next line, in simulated milliseconds. */
export const PATIENCE_MS = 20_000;

export interface ScriptFailure {
  readonly line: number;
  readonly rejected: InputRejected;
}

/** `onInput` sees every input that was given, the waiting included, in order. */
export function runScript(
  run: GradedRun,
  steps: readonly ScriptStep[],
  onInput: (input: Input, outcome: MachineOutcome) => void = () => undefined,
): Result<null, ScriptFailure> {
  const give = (input: Input): Result<MachineOutcome, InputRejected> => {
    const outcome = run.submit(input);
    if (outcome.ok) onInput(input, outcome.value);
    return outcome;
  };
  for (const step of steps) {
    const input: Input =
      'input' in step ? step.input : { kind: 'clock', to: asSimTime(run.machine.state.now + step.waitMs) };
    const outcome = give(input);
    if (!outcome.ok) return err({ line: step.line, rejected: outcome.error });
    if (input.kind === 'line' || input.kind === 'key') waitForPrompt(run, input.tty, give);
  }
  return ok(null);
}

function waitForPrompt(
  run: GradedRun,
  tty: TtyId,
  give: (input: Input) => Result<MachineOutcome, InputRejected>,
): void {
  const end = run.machine.state.now + PATIENCE_MS;
  while (!run.machine.atPrompt(tty)) {
    const next = run.machine.nextTimer();
    if (next === null || next > end || !give({ kind: 'clock', to: next }).ok) return;
  }
}
