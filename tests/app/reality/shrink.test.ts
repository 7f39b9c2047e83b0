// Is a difference brought down to the steps that show it?
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareWithKernel } from '#app/reality/compare-with-kernel.ts';
import { shrink } from '#app/reality/shrink.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pidnest-shrink-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A kernel in which getpid is 7 after somebody called set_subreaper. */
function kernel(): string {
  const file = path.join(folder, 'kernel');
  writeFileSync(
    file,
    `#!/bin/sh
read first
echo lab root outermost
step=0 pid=1
while read call rest; do
  echo step $step
  case $call in
    getpid) echo ret $pid ;;
    set_subreaper) pid=7; echo ret 0 ;;
    *) echo ret 0 ;;
  esac
  echo process 0 running 0 1 1 0 0 1
  echo end
  step=$((step + 1))
done
`,
  );
  chmodSync(file, 0o755);
  return file;
}

describe.runIf(process.platform === 'linux')('shrink', () => {
  it('keeps what the difference depends on, and nothing behind it', async () => {
    const SUBREAPER: TraceStep = { by: 'init', call: 'set_subreaper', value: 1 };
    const GETPID: TraceStep = { by: 'init', call: 'getpid' };
    const NAME: TraceStep = { by: 'init', call: 'setcomm', comm: 'x' };
    const steps = [NAME, GETPID, SUBREAPER, NAME, GETPID, NAME, GETPID];
    const options = { helper: kernel() };
    const comparison = await compareWithKernel(steps, options);
    if (comparison.verdict !== 'differs') throw new Error(comparison.verdict);
    const small = await shrink({ steps, comparison }, options);
    expect(small.steps).toEqual([SUBREAPER, GETPID]);
    expect(small.comparison.kernel.results).toEqual([{ ret: 0 }, { ret: 7 }]);
  });
});
