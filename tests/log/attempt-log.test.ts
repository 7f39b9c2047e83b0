// Does a log grow by whole blocks, and only by those that are on disk?
import { describe, expect, it } from 'vitest';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { sha256 } from '#shared/sha256.ts';
import { InvariantViolation } from '#shared/result.ts';
import { GrowingFile, nodeDigest, SAMPLE_HEADER, sampleFile, typed } from '../support/sample-log.ts';

describe('an attempt log', () => {
  it('writes its header with the first block and a seal at the end of each', () => {
    const log = new AttemptLog(SAMPLE_HEADER, nodeDigest);
    const boot = log.prepareInput({ branch: 0, input: { kind: 'boot' }, events: [] });
    expect(boot.records.map(({ t }) => t)).toEqual(['header', 'input', 'seal']);
    log.commit(boot);
    const line = log.prepareInput({ branch: 0, input: typed('true'), events: [] });
    expect(line.records.map(({ t }) => t)).toEqual(['input', 'seal']);
    expect(line.text.endsWith('}\n')).toBe(true);
    expect(line.seal.records).toBe(4);
  });

  it('is as it was when a block never reached the disk', () => {
    const { log } = sampleFile();
    const before = [...log.records];
    const lost = log.prepareInput({ branch: 0, input: typed('lost'), events: [] });
    const branch = log.prepareBranch({ parent: 0, afterInput: 0, name: 'kept' });
    expect(log.records).toEqual(before);
    log.commit(branch);
    expect(() => log.commit(lost)).toThrow(InvariantViolation);
  });

  it('numbers inputs and events of a branch on from where it left its parent', () => {
    const { log } = new GrowingFile()
      .input(0, { kind: 'boot' })
      .input(0, typed('a'))
      .input(0, typed('b'))
      .branch(0, 1, 'what if')
      .input(1, typed('c'));
    const places = log.records.flatMap((record) =>
      record.t === 'event' ? [`${record.branch}/${record.seq}`] : [],
    );
    expect(places).toEqual('0/1 0/2 0/3 0/4 0/5 0/6 0/7 0/8 1/6 1/7 1/8'.split(' '));
    expect(log.records.findLast(({ t }) => t === 'input')).toMatchObject({ branch: 1, n: 2 });
  });

  it('does not take what could not be read back', () => {
    const { log } = sampleFile();
    expect(() => log.prepareInput({ branch: 9, input: typed('x'), events: [] })).toThrow('no branch 9');
    const second = log.prepareInput({ branch: 0, input: { kind: 'boot' }, events: [] });
    expect(() => log.commit(second)).toThrow('a boot is the first input');
    const nowhere = log.prepareBranch({ parent: 0, afterInput: 99, name: '' });
    expect(() => log.commit(nowhere)).toThrow('a branch behind input 99');
  });

  it('seals the same with every implementation of the digest', () => {
    const own = new AttemptLog(SAMPLE_HEADER, sha256);
    const host = new AttemptLog(SAMPLE_HEADER, nodeDigest);
    const boot = { branch: 0, input: { kind: 'boot' }, events: [] } as const;
    expect(own.prepareInput(boot)).toEqual(host.prepareInput(boot));
  });
});
