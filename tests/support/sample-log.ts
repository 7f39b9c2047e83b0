// Logs that a host would have written, made by the echo machine, and the way a file on disk is read.
import { createHash } from 'node:crypto';
import { asSimTime, asTtyId } from '#shared/kernel/ids.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { branchesOf } from '#shared/log/branches.ts';
import type { LogHeader } from '#shared/log/record.ts';
import type { Input } from '#shared/userland/input.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import { EchoMachine } from './echo-machine.ts';

export const nodeDigest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const SAMPLE_HEADER: LogHeader = {
  t: 'header',
  format: 1,
  engine: '0.1.0',
  attempt: 'a-0001',
  pack: { id: 'first-steps', version: '1.0.0', hash: '0'.repeat(64) },
  exercise: 'a-world-of-its-own',
  seed: 1,
  locale: 'en',
};

/** A log while it grows, and its file. */
export class GrowingFile {
  readonly log: AttemptLog;
  text = '';

  constructor(header: LogHeader = SAMPLE_HEADER) {
    this.log = new AttemptLog(header, nodeDigest);
  }

  /** Executes the input on a machine that stands where the branch stands. */
  input(branch: number, input: Input, at?: number): this {
    const events = this.#execute(branch, input);
    const block = this.log.prepareInput({ branch, input, events, ...(at === undefined ? {} : { at }) });
    this.log.commit(block);
    this.text += block.text;
    return this;
  }

  branch(parent: number, afterInput: number, name: string): this {
    const block = this.log.prepareBranch({ parent, afterInput, name });
    this.log.commit(block);
    this.text += block.text;
    return this;
  }

  #execute(branch: number, input: Input) {
    if (input.kind === 'answer' || input.kind === 'hint') return [];
    const machine = new EchoMachine();
    for (const logged of branchesOf(this.log.records).get(branch)?.inputs ?? []) run(machine, logged.input);
    return run(machine, input);
  }
}

function run(machine: MachinePort, input: Input) {
  if (input.kind === 'answer' || input.kind === 'hint') return [];
  const outcome = machine.execute(input);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value.events;
}

export function typed(text: string): Input {
  return { kind: 'line', tty: asTtyId(0), text };
}

/** Every kind of record and input, two branches, words of several scripts: a little more than 4 KiB. */
export function sampleFile(): GrowingFile {
  return new GrowingFile()
    .input(0, { kind: 'boot' }, 1_767_225_600_000)
    .input(0, typed('unshare --fork --pid bash'), 1_767_225_605_000)
    .input(0, typed('echo grüße 你好 🐧 "\\u0000"'))
    .input(0, { kind: 'hint', step: 1 })
    .branch(0, 1, 'what if')
    .input(1, { kind: 'key', tty: asTtyId(0), key: '^C' })
    .input(0, { kind: 'answer', question: 'q1', value: '3' })
    .input(1, { kind: 'clock', to: asSimTime(1_500) })
    .branch(1, 2, 'what if not')
    .input(2, { kind: 'terminal' })
    .input(0, typed('exit'));
}

/** At least this many events on one branch, in blocks of different sizes. */
export function longFile(events: number): GrowingFile {
  const file = new GrowingFile().input(0, { kind: 'boot' });
  for (let n = 1; file.log.records.length < events * 1.1 + 10; n += 1) {
    file.input(0, typed(Array.from({ length: n % 40 }, (_, word) => `w${word * n}`).join(' ')));
  }
  return file;
}
