// pidnest verify: is a recording whole, and is it what a lab made?

import { defineCommand } from '../command.ts';
import { givenLibrary } from '../given.ts';
import { readRecording } from '../recordings.ts';
import type { Recording } from '../recordings.ts';

export const verifyCommand = defineCommand({
  name: 'verify',
  synopsis: 'FILE... [--json]',
  summary: 'Checks the seals of recordings, runs their inputs again and compares every event.',
  details: [
    '  --json  one JSON array, one object for each file',
    '',
    'Exits with 0 when every file holds true, else with 1. A cut end leaves no trace in a file: compare the',
    'receipt that was told when it was handed in.',
  ],
  options: { json: { type: 'boolean' } },
  words: [1, 10_000],
  async run(files, { json }, output) {
    const library = await givenLibrary(output);
    const reports = [];
    for (const file of files) reports.push(reportOf(await readRecording(library, file)));
    if (json) output.out(JSON.stringify(reports, null, 2));
    else for (const report of reports) output.out(describe(report));
    return reports.every(({ ok }) => ok) ? 0 : 1;
  },
});

type Report = ReturnType<typeof reportOf>;

function reportOf({ file, recorded, problem }: Recording) {
  return {
    file,
    ok: problem === null,
    problem,
    cut: recorded?.recovered ?? null,
    exercise: recorded?.place.exercise.number ?? null,
    branches: recorded?.branches.size ?? 0,
    receipt:
      recorded === null ? null : { digest: recorded.log.seal.digest, records: recorded.log.seal.records },
  };
}

function describe({ file, ok, problem, cut, branches, receipt }: Report): string {
  if (!ok) return `FAILED  ${file}: ${problem ?? ''}`;
  const lines = [`${branches} ${branches === 1 ? 'branch' : 'branches'}`];
  if (receipt) lines.unshift(`${receipt.records} records`);
  if (receipt) lines.push(`receipt ${receipt.digest}`);
  return [`ok      ${file}: ${lines.join(', ')}`, ...(cut === null ? [] : [`        ${cut}`])].join('\n');
}
