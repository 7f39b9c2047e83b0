// Does a file that was cut, torn or edited ever read as something else than what was acknowledged?
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { encodeRecord } from '#shared/log/codec.ts';
import { recoverLog } from '#shared/log/recover.ts';
import type { LogProblem, RecoveredLog } from '#shared/log/recover.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { sealDigest } from '#shared/log/seal.ts';
import type { Result } from '#shared/result.ts';
import { longFile, nodeDigest, SAMPLE_HEADER, sampleFile, typed } from '../support/sample-log.ts';

const golden = readFileSync(new URL('golden/format-1.pidlog', import.meta.url));
const goldenText = golden.toString('utf8');

function recover(text: string): Result<RecoveredLog, LogProblem> {
  return recoverLog(text, nodeDigest);
}

function recovered(text: string): RecoveredLog {
  const result = recover(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Where an edit was seen: the lines it can be on. Null where it was not seen. */
function seenAt(text: string): { readonly from: number; readonly to: number } | null {
  const result = recover(text);
  if (result.ok) return result.value.cut && { from: result.value.cut.line, to: Infinity };
  const { error } = result;
  return error.id === 'seal-mismatch'
    ? { from: error.first, to: error.line }
    : { from: error.line, to: error.line };
}

describe('a file that nobody touched', () => {
  it('gives its records, and the place where writing goes on', () => {
    const file = sampleFile();
    const { records, seal, cut, kept, header } = recovered(file.text);
    expect(records).toEqual(file.log.records);
    expect(header).toEqual(SAMPLE_HEADER);
    expect(seal).toEqual(file.log.receipt);
    expect(cut).toBeNull();
    expect(kept).toBe(file.text.length);
  });

  it('of format 1 is read forever, and written the same way', () => {
    expect(recovered(goldenText).records).toHaveLength(goldenText.split('\n').length - 1);
    expect(sampleFile().text).toBe(goldenText);
  });

  it('goes on as if it had never been closed', () => {
    const file = sampleFile();
    const resumed = AttemptLog.resume(recovered(file.text).records, nodeDigest);
    const next = { branch: 2, input: typed('true'), events: [] };
    expect(resumed.prepareInput(next)).toEqual(file.log.prepareInput(next));
  });
});

describe('a file that ends too early', () => {
  it('gives the blocks that are whole, or a typed error, at every length', () => {
    const whole = recovered(goldenText).records;
    for (let length = 0; length < goldenText.length; length += 1) {
      const text = goldenText.slice(0, length);
      const result = recover(text);
      if (!result.ok) {
        expect(['not-a-log', 'nothing-sealed']).toContain(result.error.id);
        continue;
      }
      const { records, kept, cut } = result.value;
      expect(records).toEqual(whole.slice(0, records.length));
      expect(records.at(-1)?.t).toBe('seal');
      expect(text.slice(0, kept)).toBe(`${records.map(encodeRecord).join('\n')}\n`);
      expect(cut === null).toBe(kept === length);
      if (cut) expect(cut.line).toBe(records.length + 1);
    }
  });

  it('is cut where the last write was torn, whatever the disk put there', () => {
    const file = sampleFile();
    const before = file.text;
    const after = file.input(0, typed('one two three four five six seven')).text;
    const middle = Math.floor((before.length + after.length) / 2);
    const torn = [
      before + '\0'.repeat(after.length - before.length),
      after.slice(0, middle) + '\0'.repeat(after.length - middle),
      before + '\0'.repeat(middle - before.length) + after.slice(middle),
      before + before.slice(-300),
      after.slice(0, middle) + before.slice(-300),
    ];
    for (const text of torn) {
      const { kept, cut } = recovered(text);
      expect(kept).toBe(before.length);
      expect(cut?.line).toBe(before.split('\n').length);
    }
  });
});

describe('a file that was edited', () => {
  it('shows every flipped bit, and where', () => {
    let line = 1;
    for (const [at, byte] of golden.entries()) {
      for (let bit = 0; bit < 8; bit += 1) {
        const edited = Buffer.from(golden);
        edited[at] = byte ^ (1 << bit);
        const seen = seenAt(edited.toString('utf8'));
        const found = seen !== null && seen.from <= line && line <= seen.to;
        if (!found) expect.fail(`bit ${bit} of byte ${at} on line ${line}: ${JSON.stringify(seen)}`);
      }
      if (byte === 0x0a) line += 1;
    }
  });

  it('shows every line that was taken out, doubled, swapped or put in', () => {
    const lines = longFile(1_000).text.split('\n').slice(0, -1);
    const edits = {
      delete: (i: number) => lines.toSpliced(i, 1),
      duplicate: (i: number) => lines.toSpliced(i, 0, lines[i] ?? ''),
      swap: (i: number) => lines.toSpliced(i, 2, lines[i + 1] ?? '', lines[i] ?? ''),
      insert: (i: number) => lines.toSpliced(i, 0, '{"t":"event","branch":0,"seq":1,"event":{"actor":null,"task":1,"type":"TaskWoke"}}'), // prettier-ignore
    };
    const sealLines = lines.flatMap((line, i) => (line.startsWith('{"t":"seal"') ? [i + 1] : []));
    for (const [name, edit] of Object.entries(edits)) {
      for (let i = 0; i < lines.length - 1; i += 1) {
        const seen = seenAt(`${edit(i).join('\n')}\n`);
        // An edit of line i + 1 shows there or right behind it; one of a seal at the next seal.
        const latest = sealLines.includes(i + 1) ? sealLines.find((line) => line > i + 1) : i + 2;
        const found = seen !== null && seen.from <= (latest ?? Infinity) && seen.to >= i + 1;
        if (!found) expect.fail(`${name} of line ${i + 1}: ${JSON.stringify(seen)}`);
      }
    }
  });

  it('is refused where its last block reads well but was not sealed like that', () => {
    const text = goldenText.replaceAll('3: exit', '3: exot');
    expect(text).not.toBe(goldenText);
    expect(recover(text)).toMatchObject({ ok: false, error: { id: 'seal-mismatch' } });
  });

  it('has another receipt when its end was cut or when it was written anew', () => {
    const receipt = sampleFile().log.receipt;
    const lines = goldenText.split('\n');
    const lastBut = lines.slice(0, -2).findLastIndex((line) => line.startsWith('{"t":"seal"'));
    const cut = recovered(`${lines.slice(0, lastBut + 1).join('\n')}\n`);
    expect(cut.cut).toBeNull();
    expect(cut.seal).not.toEqual(receipt);
    expect(recovered(resealed(goldenText.replace('"3"', '"4"'))).seal).not.toEqual(receipt);
  });
});

describe('a file that is not for this reader', () => {
  it('is too new when its header says so, whatever follows', () => {
    const text = goldenText.replace('"format":1', '"format":2') + 'anything';
    expect(recover(text)).toEqual({ ok: false, error: { id: 'too-new', line: 1, format: 2, supported: 1 } });
  });

  it.each([
    '',
    '\n',
    '{}\n',
    'null\n',
    '[1]\n',
    '\uFEFF' + goldenText,
    goldenText.replace('"format":1', '"format":0'),
    goldenText.replace('"t":"header"', '"t":"input"'),
  ])('is no log (%#)', (text) => {
    expect(recover(text)).toEqual({ ok: false, error: { id: 'not-a-log', line: 1 } });
  });

  it('is refused where sealed records are none, or stand where none may', () => {
    const nowhere = resealed(goldenText.replace('"n":2', '"n":7'));
    expect(recover(nowhere)).toMatchObject({
      ok: false,
      error: { id: 'bad-record', reason: 'input 7 where 2 should stand' },
    });
    const unknown = resealed(goldenText.replaceAll('"TaskWoke"', '"TaskSlipped"'));
    expect(recover(unknown)).toMatchObject({
      ok: false,
      error: { id: 'bad-record', reason: 'unknown type of event' },
    });
  });
});

/** The text with seals that fit, as a forger would make them. */
function resealed(text: string): string {
  let last: Extract<LogRecord, { t: 'seal' }> | null = null;
  let block = '';
  let out = '';
  for (const line of text.split('\n').slice(0, -1)) {
    if (!line.startsWith('{"t":"seal"')) {
      block += `${line}\n`;
      continue;
    }
    const records = out.split('\n').length - 1 + block.split('\n').length - 1;
    last = { t: 'seal', records, digest: sealDigest(last, block, nodeDigest) };
    out += `${block}${encodeRecord(last)}\n`;
    block = '';
  }
  return out;
}
