// What does it cost to read a log that may have been edited, and how small does it get?
import { gzipSync } from 'node:zlib';
import { branchesOf } from '#shared/log/branches.ts';
import { recoverLog } from '#shared/log/recover.ts';
import type { LogRecord } from '#shared/log/record.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { history } from '../support/history.ts';
import { nodeDigest, SAMPLE_HEADER, typed } from '../support/sample-log.ts';
import { compete, report, times } from './measure.ts';

const EVENTS = 200_000;
const PER_INPUT = 50;

const { text, records } = busyLog();
const lines = text.split('\n').slice(0, -1);

const spent = compete({
  parse: { run: () => void lines.map((line) => JSON.parse(line) as LogRecord) },
  recover: { run: () => void recoverLog(text, nodeDigest) },
  hashPerLine: { run: () => void lines.reduce((last, line) => nodeDigest(last + line), '') },
  branches: { run: () => void branchesOf(records) },
});

const hashed = lines.map((line) => `${line.slice(0, -1)},"hash":"${nodeDigest(line)}"}`).join('\n');
console.log(`\n${EVENTS} events, ${(text.length / EVENTS).toFixed(0)} bytes per event`);
report(
  'parse, check every field and every seal, beside JSON.parse',
  times(spent.recover / spent.parse),
  'at most 3 x',
);
report('a hash per line, beside all of that', times(spent.hashPerLine / spent.recover));
report('branches out of records, beside JSON.parse', times(spent.branches / spent.parse));
report(
  'gzip, smaller than with a hash per line',
  times(gzipSync(hashed).length / gzipSync(text).length),
  '4 x',
);

function busyLog(): { readonly text: string; readonly records: readonly LogRecord[] } {
  const log = new AttemptLog(SAMPLE_HEADER, nodeDigest);
  const blocks: string[] = [];
  const events = history({ seed: 5, live: 500, length: EVENTS });
  for (let at = 0; at < events.length; at += PER_INPUT) {
    const input = at === 0 ? ({ kind: 'boot' } as const) : typed(`line ${at}`);
    const block = log.prepareInput({ branch: 0, input, events: events.slice(at, at + PER_INPUT) });
    log.commit(block);
    blocks.push(block.text);
  }
  return { text: blocks.join(''), records: log.records };
}
