// How are many programs put to the real kernel, one after the other? Ctrl-C ends it, the outcomes are counted, and what no
// program can do on this machine is said once.

import { release } from 'node:os';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { nodeDisk } from '../adapters/disk.ts';
import { compareWithKernel } from '../reality/compare-with-kernel.ts';
import type { Comparison } from '../reality/compare-with-kernel.ts';
import { findHelper } from '../reality/find-helper.ts';
import type { KernelRunOptions } from '../reality/run-on-kernel.ts';
import type { ExitCode, Output } from './command.ts';
import { UsageError } from './command.ts';

/** The kernel that the simulator is held to. */
const MODELLED = '6.18';

export interface KernelQuestions {
  readonly options: KernelRunOptions;
  /** Null where nothing more is to be asked. */
  compare(steps: readonly TraceStep[]): Promise<Comparison | null>;
}

/** `ask` puts its questions and returns how many could not even be read. */
export async function askKernel(
  given: string | undefined,
  isCounted: boolean,
  output: Output,
  ask: (questions: KernelQuestions) => Promise<number>,
): Promise<ExitCode> {
  const helper = await findHelper(nodeDisk, given);
  if (!helper.ok) throw new UsageError(helper.error);
  const cancel = new AbortController();
  const onInterrupt = () => {
    cancel.abort();
  };
  const options = { helper: helper.value, cancel: cancel.signal };
  const tally = new Tally();
  let obstacle = '';
  process.once('SIGINT', onInterrupt);
  const unread = await ask({
    options,
    async compare(steps) {
      if (cancel.signal.aborted || obstacle !== '') return null;
      const comparison = await compareWithKernel(steps, options);
      // What it was at has no outcome.
      if (cancel.signal.aborted) return null;
      if (comparison.verdict === 'impossible') {
        obstacle = comparison.reason;
        return null;
      }
      tally.count(comparison);
      tally.show();
      return comparison;
    },
  });
  process.off('SIGINT', onInterrupt);
  tally.hide();
  if (obstacle !== '') throw new UsageError(`The real kernel can't be asked here: ${obstacle}.`);
  if (cancel.signal.aborted) output.error('Interrupted: the rest was not compared.');
  if (tally.hasDifferences && !release().startsWith(`${MODELLED}.`))
    output.error(
      `The simulator answers as Linux ${MODELLED} does; this is ${release()}, which may answer otherwise.`,
    );
  if (isCounted) output.out(tally.text(unread));
  return cancel.signal.aborted ? 2 : tally.exitCode(unread);
}

/** What came of the programs so far. One that broke off counts as failed. */
class Tally {
  #passed = 0;
  #differing = 0;
  #broken = 0;
  #skipped = 0;
  #shownAt = 0;

  count({ verdict }: Comparison): void {
    if (verdict === 'same') this.#passed += 1;
    else if (verdict === 'differs') this.#differing += 1;
    else if (verdict === 'error') this.#broken += 1;
    else this.#skipped += 1;
  }

  get hasDifferences(): boolean {
    return this.#differing > 0;
  }

  text(unread: number): string {
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    return `${this.#passed} passed, ${this.#differing + this.#broken + unread} failed${skipped}`;
  }

  exitCode(unread: number): ExitCode {
    if (unread === 0 && this.#differing > 0) return 1;
    return unread > 0 || this.#broken > 0 || this.#passed === 0 ? 2 : 0;
  }

  /** Now and then, on a line that is written over, where someone watches and nothing else is written. */
  show(): void {
    if (!process.stderr.isTTY || process.stdout.isTTY || Date.now() - this.#shownAt < 500) return;
    this.#shownAt = Date.now();
    process.stderr.write(`\r${this.text(0)} `);
  }

  hide(): void {
    if (this.#shownAt > 0) process.stderr.write('\r\u001b[K');
  }
}
