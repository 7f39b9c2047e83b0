// pidnest reality: does the simulated kernel answer what the kernel of this very machine answers?

import type { TraceProgram } from '#shared/kernel/trace/trace-format.ts';
import { parseTraceProgram } from '#shared/kernel/trace/trace-format.ts';
import { nodeDisk } from '../../adapters/disk.ts';
import { compareWithKernel } from '../../reality/compare-with-kernel.ts';
import type { Comparison } from '../../reality/compare-with-kernel.ts';
import { findHelper } from '../../reality/find-helper.ts';
import { sideBySide } from '../../reality/side-by-side.ts';
import type { ExitCode, Output } from '../command.ts';
import { defineCommand, UsageError } from '../command.ts';
import { checked, eachPart, FILES } from '../recorded-corpus.ts';

export const realityCommand = defineCommand({
  name: 'reality trace',
  synopsis: 'FILE... [--quiet] [--json] [--helper PROGRAM]',
  summary: 'Carries out traces on the real kernel of this machine, beside the simulator.',
  details: [
    FILES,
    '  --quiet           only steps and traces that differ',
    '  --json            one JSON object for each trace, with all that both answered',
    '  --helper PROGRAM  the program that speaks to the kernel, where it stands elsewhere',
    '',
    'Needs Linux. Everything happens in a PID namespace of its own, and ends with the command. Root, or a machine that',
    'lets ordinary users make user namespaces; without root, traces with several user ids are skipped.',
    '',
    'Exits with 0 when both agree, with 1 when they differ, with 2 when no trace could be compared or one broke off.',
  ],
  options: {
    quiet: { type: 'boolean' },
    json: { type: 'boolean' },
    helper: { type: 'string' },
  },
  words: [1, 10_000],
  async run(files, { quiet = false, json = false, helper: given }, output) {
    const helper = await findHelper(nodeDisk, given);
    if (!helper.ok) throw new UsageError(helper.error);
    const cancel = new AbortController();
    const onInterrupt = () => {
      cancel.abort();
    };
    process.once('SIGINT', onInterrupt);
    const tally = new Tally();
    let impossible: string | null = null;
    const unread = await eachPart(files, output, async ({ where, value }) => {
      if (cancel.signal.aborted || impossible !== null) return;
      const program = checked('trace', where, parseTraceProgram(value));
      const comparison = await compareWithKernel(program.steps, {
        helper: helper.value,
        cancel: cancel.signal,
      });
      // What it was at has no outcome.
      if (cancel.signal.aborted) return;
      if (comparison.verdict === 'impossible') {
        impossible = comparison.reason;
        return;
      }
      tally.count(comparison);
      if (json) output.out(jsonLine(where, program, comparison));
      else report(where, program, comparison, quiet, output);
      tally.show();
    });
    process.off('SIGINT', onInterrupt);
    tally.hide();
    if (impossible !== null)
      throw new UsageError(`The real kernel can't be asked here: ${String(impossible)}.`);
    if (cancel.signal.aborted) output.error('Interrupted: the rest was not compared.');
    if (!json) output.out(tally.text(unread));
    return cancel.signal.aborted ? 2 : tally.exitCode(unread);
  },
});

function report(
  where: string,
  { name, steps }: TraceProgram,
  comparison: Comparison,
  quiet: boolean,
  output: Output,
): void {
  switch (comparison.verdict) {
    case 'same':
    case 'differs': {
      if (quiet && comparison.verdict === 'same') return;
      const head = comparison.verdict === 'same' ? 'same' : 'DIFFERS';
      const lines = sideBySide(steps, comparison.simulator, comparison.kernel, { quiet });
      output.out(`${[`${head}  ${where} ${name}`, ...lines, ''].join('\n')}\n`);
      return;
    }
    case 'skipped':
      output.out(`skipped  ${where} ${name}: ${comparison.reason}`);
      return;
    case 'error':
      output.out(`ERROR  ${where} ${name}: at step ${comparison.step} ${comparison.reason}`);
      return;
    case 'impossible':
      return;
  }
}

function jsonLine(where: string, { name, steps }: TraceProgram, comparison: Comparison): string {
  return JSON.stringify({ where, name, ...comparison, steps });
}

/** What came of the traces so far. One that broke off counts as failed. */
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

  /** `unread`: files that hold no trace. */
  text(unread = 0): string {
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    return `${this.#passed} passed, ${this.#differing + this.#broken + unread} failed${skipped}`;
  }

  exitCode(unread: number): ExitCode {
    if (unread === 0 && this.#differing > 0) return 1;
    return unread > 0 || this.#broken > 0 || this.#passed === 0 ? 2 : 0;
  }

  /** Where someone watches, and nothing else is written: now and then, on a line that is written over. */
  show(): void {
    if (!process.stderr.isTTY || process.stdout.isTTY || Date.now() - this.#shownAt < 500) return;
    this.#shownAt = Date.now();
    process.stderr.write(`\r${this.text()} `);
  }

  hide(): void {
    if (this.#shownAt > 0) process.stderr.write('\r\u001b[K');
  }
}
