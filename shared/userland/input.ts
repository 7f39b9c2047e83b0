// Everything that comes from outside the simulated machine. The log's inputs, re-executed, give its events again.

import type { SimTime, TtyId } from '../kernel/ids.ts';

export type ControlKey = '^C' | '^D' | '^Z' | '^\\';

export type MachineInput =
  /** Always the first input of an attempt: the world starts up. */
  | { readonly kind: 'boot' }
  /** A line and its Enter. */
  | { readonly kind: 'line'; readonly tty: TtyId; readonly text: string }
  /** Keys without an Enter, for a program that reads each as it is pressed. */
  | { readonly kind: 'keys'; readonly tty: TtyId; readonly text: string }
  | { readonly kind: 'key'; readonly tty: TtyId; readonly key: ControlKey }
  /** One more terminal, with a shell of its own. */
  | { readonly kind: 'terminal' }
  /** The window of a terminal has another size, in characters. */
  | { readonly kind: 'resize'; readonly tty: TtyId; readonly columns: number; readonly rows: number }
  /** Simulated time goes on, to this moment. */
  | { readonly kind: 'clock'; readonly to: SimTime };

/** What the learner does that the machine does not see, but the log and the grade do. */
export type LearnerInput =
  | { readonly kind: 'answer'; readonly question: string; readonly value: string }
  | { readonly kind: 'hint'; readonly step: number };

export type Input = MachineInput | LearnerInput;

export function isLearnerInput(input: Input): input is LearnerInput {
  return input.kind === 'answer' || input.kind === 'hint';
}
