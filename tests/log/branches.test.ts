// Are the flat records the lines they were?
import { describe, expect, it } from 'vitest';
import { branchesOf, endOf } from '#shared/log/branches.ts';
import { encodeRecord } from '#shared/log/codec.ts';
import { InvariantViolation } from '#shared/result.ts';
import { sampleFile } from '../support/sample-log.ts';

const { records } = sampleFile().log;
const branches = branchesOf(records);

describe('the branches of a log', () => {
  it('stand in the order in which they were made, with who left whom behind which input', () => {
    const shape = [...branches.values()].map(({ id, parent, afterInput, children }) => ({
      id,
      parent,
      afterInput,
      children,
    }));
    expect(shape).toEqual([
      { id: 0, parent: null, afterInput: -1, children: [1] },
      { id: 1, parent: 0, afterInput: 1, children: [2] },
      { id: 2, parent: 1, afterInput: 2, children: [] },
    ]);
  });

  it('share the inputs from before they parted', () => {
    const [main, first, second] = [...branches.values()];
    expect(first?.inputs.slice(0, 2)).toEqual(main?.inputs.slice(0, 2));
    expect(first?.inputs[1]).toBe(main?.inputs[1]);
    expect(second?.inputs.map(({ branch, n }) => `${branch}/${n}`)).toEqual(['0/0', '0/1', '1/2', '2/3']);
  });

  it('have their events without a gap, each found on its line of the file', () => {
    const lines = records.map(encodeRecord);
    for (const { inputs } of branches.values()) {
      let seq = 0;
      for (const input of inputs) {
        expect(input.from).toBe(seq);
        for (const [index, event] of input.events.entries()) {
          const line: unknown = JSON.parse(lines[input.line + index] ?? '');
          expect(line).toMatchObject({ t: 'event', branch: input.branch, seq: seq + 1 + index, event });
        }
        seq = endOf(input);
      }
    }
  });

  it('are not read from records that are no log', () => {
    expect(() => branchesOf([{ t: 'input', branch: 3, n: 0, input: { kind: 'boot' } }])).toThrow(
      InvariantViolation,
    );
  });
});
