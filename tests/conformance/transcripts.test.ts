// Does the simulated terminal print what a real one printed? Every recorded transcript is typed into a fresh machine.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { invariant } from '#shared/result.ts';
import { bash, sh } from '#shared/userland/bash/bash.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { compareTranscripts } from '#shared/userland/transcript/compare-transcript.ts';
import { runTranscript, worldOf } from '#shared/userland/transcript/run-transcript.ts';
import { parseTranscript } from '#shared/userland/transcript/transcript.ts';
import type { Transcript } from '#shared/userland/transcript/transcript.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';

const FOLDER = new URL('transcripts/', import.meta.url);
const PASSING = new URL('transcripts-passing.json', import.meta.url);

const PROGRAMS = new Map([...programTable, ['/usr/bin/bash', bash], ['/usr/bin/sh', sh]]);
const WORLDS = new Map([
  ['bare', bare],
  ['two-terminals', twoTerminals],
]);

// The file is the list of names that this test itself keeps.
const passing = new Set(JSON.parse(readFileSync(PASSING, 'utf8')) as readonly string[]);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();

function load(name: string): Transcript {
  const transcript = parseTranscript(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
  invariant(transcript.ok, `${name} is no transcript`);
  return transcript.value;
}

function firstDifference(transcript: Transcript): string | null {
  const world = WORLDS.get(transcript.world);
  invariant(world !== undefined, `there is no world ${transcript.world}`);
  const machine = new Machine({ world: worldOf(world, transcript.user), seed: 1, programs: PROGRAMS });
  return compareTranscripts(transcript, runTranscript(machine, transcript));
}

test('every transcript that is listed as passing is there', () => {
  expect([...passing].filter((name) => !names.includes(name))).toEqual([]);
});

test.each(names.filter((name) => passing.has(name)))('%s prints what the real terminal printed', (name) => {
  expect(firstDifference(load(name))).toBeNull();
});

test('no other transcript passes without being listed', () => {
  const unlisted = names.filter((name) => !passing.has(name) && firstDifference(load(name)) === null);
  // UPDATE_GOLDEN=1 lists them; nothing takes a name off the list.
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(PASSING, `${JSON.stringify([...passing, ...unlisted].sort(), null, 2)}\n`);
  } else expect(unlisted).toEqual([]);
});
