// pidnest trace: does the simulated kernel answer what a real one answered?

import { compareTrace, describeDifference } from '#shared/kernel/trace/compare-trace.ts';
import { runTrace } from '#shared/kernel/trace/run-trace.ts';
import type { Trace } from '#shared/kernel/trace/trace-format.ts';
import { parseTrace } from '#shared/kernel/trace/trace-format.ts';
import { err } from '#shared/result.ts';
import { corpusCommands } from '../recorded-corpus.ts';

export const traceCommands = corpusCommands<Trace>({
  kind: 'trace',
  about: 'recorded traces of system calls (pidns-trace/1)',
  parse(value) {
    const parsed = parseTrace(value);
    if (parsed.ok) return parsed;
    const [first] = parsed.error;
    return err(first ? `${first.at}: ${first.problem}` : 'unknown shape');
  },
  simulate(recorded) {
    const { results, snapshots } = runTrace(recorded.steps);
    return { ...recorded, results: [...results], snapshots: snapshots.map((entries) => [...entries]) };
  },
  difference(recorded, simulated) {
    const found = compareTrace(recorded, simulated);
    return found === null ? null : describeDifference(found);
  },
});
