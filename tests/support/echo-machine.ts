// The smallest machine: it answers each line on its terminal. For tests of what stands around a machine, whatever it does.
import { toTheEnd } from '#shared/divisible.ts';
import type { Divisible } from '#shared/divisible.ts';
import type { KernelEvent } from '#shared/kernel/event.ts';
import { asSimTime, asTaskId, asTtyId } from '#shared/kernel/ids.ts';
import type { TtyId } from '#shared/kernel/ids.ts';
import type { KernelState } from '#shared/kernel/state.ts';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import type { Completion } from '#shared/userland/completion.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import type { InputRejected, MachineOutcome, MachinePort } from '#shared/userland/machine-port.ts';
import { bareState } from './bare-state.ts';

const SHELL = asTaskId(1);
const TTY = asTtyId(0);

function wrote(text: string, kind: 'output' | 'echo' | 'prompt' = 'output'): KernelEvent {
  return { type: 'TtyWrote', actor: kind === 'echo' ? null : SHELL, tty: TTY, text, kind };
}

export class EchoMachine implements MachinePort {
  readonly state: KernelState = bareState();
  #booted = false;
  #lines = 0;

  execute(input: MachineInput): Result<MachineOutcome, InputRejected> {
    return toTheEnd(this.carryOut(input));
  }

  *carryOut(input: MachineInput): Divisible<Result<MachineOutcome, InputRejected>> {
    if (!this.#booted && input.kind !== 'boot') return err({ id: 'not-booted', message: 'It is off.' });
    return ok({ events: this.#events(input), limit: null });
  }

  atPrompt(_tty: TtyId): boolean {
    return this.#booted;
  }

  complete(_tty: TtyId, before: string): Completion {
    return { from: before.length, text: '!', candidates: [] };
  }

  history(): readonly string[] {
    return [];
  }

  nextTimer(): null {
    return null;
  }

  #events(input: MachineInput): readonly KernelEvent[] {
    switch (input.kind) {
      case 'boot':
        this.#booted = true;
        return [{ type: 'TtyOpened', actor: null, tty: TTY, columns: 80, rows: 24 }, wrote('$ ', 'prompt')];
      case 'line': {
        this.#lines += 1;
        const answers = input.text.split(' ').map((word) => wrote(`${this.#lines}: ${word}\r\n`));
        return [wrote(`${input.text}\r\n`, 'echo'), ...answers, wrote('$ ', 'prompt')];
      }
      case 'keys':
        return [wrote(input.text, 'echo')];
      case 'key':
        return [wrote(input.key, 'echo'), { type: 'TaskWoke', actor: null, task: SHELL, rule: 'PNS-60' }];
      case 'terminal':
        return [{ type: 'TtyOpened', actor: null, tty: asTtyId(1), columns: 80, rows: 24 }];
      case 'resize':
        return [{ type: 'TtyResized', actor: null, tty: TTY, columns: input.columns, rows: input.rows }];
      case 'clock':
        return [{ type: 'ClockAdvanced', actor: null, to: asSimTime(input.to) }];
    }
  }
}
