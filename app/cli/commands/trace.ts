// pidnest trace: does the simulated kernel answer what a real one answered?

import { compareTrace, describeDifference } from '#shared/kernel/trace/compare-trace.ts';
import { runTrace } from '#shared/kernel/trace/run-trace.ts';
import type { TraceRun } from '#shared/kernel/trace/run-trace.ts';
import type { Trace, TraceProgram } from '#shared/kernel/trace/trace-format.ts';
import { parseTrace, parseTraceProgram } from '#shared/kernel/trace/trace-format.ts';
import { corpusCommands } from '../recorded-corpus.ts';

export const traceCommands = corpusCommands<TraceProgram, Trace, TraceRun>({
  kind: 'trace',
  about: 'recorded traces of system calls (pidns-trace/1)',
  parseScript: parseTraceProgram,
  parseRecording: parseTrace,
  simulate: ({ steps }) => runTrace(steps),
  difference(recorded, answer) {
    const found = compareTrace(recorded, answer);
    return found === null ? null : describeDifference(found);
  },
});
