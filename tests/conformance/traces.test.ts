// Does the simulated kernel answer what Linux answered? Every recorded trace, every step, every process.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareTrace, describeDifference } from '#shared/kernel/trace/compare-trace.ts';
import { runTrace } from '#shared/kernel/trace/run-trace.ts';
import { parseTrace } from '#shared/kernel/trace/trace-format.ts';
import type { Trace } from '#shared/kernel/trace/trace-format.ts';

const TRACES = join(import.meta.dirname, 'traces');

function trace(text: string): Trace {
  const parsed = parseTrace(JSON.parse(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function firstDifference(recorded: Trace): string | null {
  const difference = compareTrace(recorded, runTrace(recorded.steps));
  return difference === null ? null : describeDifference(difference);
}

describe('named traces', () => {
  for (const file of readdirSync(join(TRACES, 'named')).sort()) {
    const recorded = trace(readFileSync(join(TRACES, 'named', file), 'utf8'));
    it(`${recorded.name}: ${recorded.about ?? ''}`, () => {
      expect(firstDifference(recorded)).toBeNull();
    });
  }
});

describe('corner traces', () => {
  for (const file of readdirSync(join(TRACES, 'corners')).sort()) {
    for (const line of readFileSync(join(TRACES, 'corners', file), 'utf8')
      .trim()
      .split('\n')) {
      const recorded = trace(line);
      it(`${recorded.name}: ${recorded.about ?? ''}`, () => {
        expect(firstDifference(recorded)).toBeNull();
      });
    }
  }
});

describe('random traces', () => {
  for (const file of readdirSync(join(TRACES, 'random')).sort()) {
    const lines = gunzipSync(readFileSync(join(TRACES, 'random', file)))
      .toString('utf8')
      .trim()
      .split('\n');
    it(`each of the ${lines.length} programs of ${file} goes as recorded`, () => {
      for (const line of lines) {
        const recorded = trace(line);
        expect(firstDifference(recorded), recorded.name).toBeNull();
      }
    });
  }
});

describe('the comparison', () => {
  const recorded = trace(readFileSync(join(TRACES, 'named', 'alloc-sequential.json'), 'utf8'));

  it('names the first step whose result differs', () => {
    const results = recorded.results.map((result, step) => (step === 4 ? { ret: 5 } : result));
    expect(firstDifference({ ...recorded, results })).toMatch(
      /^step 4 .*result should be \{"ret":5\}, is \{"ret":4\}$/,
    );
  });

  it('names the first step after which other processes exist', () => {
    const snapshots = recorded.snapshots.map((snapshot, step) => (step === 2 ? snapshot.slice(1) : snapshot));
    expect(firstDifference({ ...recorded, snapshots })).toMatch(/^step 2 .*snapshot should be/);
  });
});
