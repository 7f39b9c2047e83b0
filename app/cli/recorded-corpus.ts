// How are recordings of a real system held against the simulated one? Two commands for each kind: `run` writes what the
// simulator makes of them, `check` says where it differs first.

import { gunzipSync } from 'node:zlib';
import type { Result } from '#shared/result.ts';
import type { Command } from './command.ts';
import { defineCommand, UsageError } from './command.ts';
import { givenFile } from './given.ts';

/** One kind of recording. */
export interface Corpus<Recording extends { readonly name: string }> {
  /** The word of the command: `trace`. */
  readonly kind: string;
  readonly about: string;
  /** Or in plain words why it is none. */
  readonly parse: (value: unknown) => Result<Recording, string>;
  /** The same steps, with what the simulator answers. */
  readonly simulate: (recording: Recording) => Recording;
  /** Where the simulated one first differs; null where it does not. */
  readonly difference: (recorded: Recording, simulated: Recording) => string | null;
}

/** More than any corpus; a small file that unpacks to more is refused. */
const MAX_UNPACKED_BYTES = 1024 ** 3;
const FILES =
  '  FILE  .json holds one; .jsonl, also .jsonl.gz, one on each line; - reads one from standard input';

export function corpusCommands<Recording extends { readonly name: string }>(
  corpus: Corpus<Recording>,
): readonly Command[] {
  const { kind, about, simulate, difference } = corpus;
  return [
    defineCommand({
      name: `${kind} check`,
      synopsis: 'FILE...',
      summary: `Checks the simulator against ${about}.`,
      details: [FILES, '', 'Exits with 0 when every one goes as recorded, else with 1.'],
      options: {},
      words: [1, 10_000],
      async run(files, _values, output) {
        let passed = 0;
        let failed = 0;
        for await (const { where, recording } of recordings(corpus, files)) {
          const found = difference(recording, simulate(recording));
          if (found === null) passed += 1;
          else failed += 1;
          if (found !== null) output.out(`FAILED  ${where} ${recording.name}\n        ${found}`);
        }
        output.out(`${passed} passed, ${failed} failed`);
        return failed === 0 ? 0 : 1;
      },
    }),
    defineCommand({
      name: `${kind} run`,
      synopsis: 'FILE...',
      summary: `Writes what the simulator makes of ${about}, one JSON object on each line.`,
      details: [FILES],
      options: {},
      words: [1, 10_000],
      async run(files, _values, output) {
        for await (const { recording } of recordings(corpus, files))
          output.out(JSON.stringify(simulate(recording)));
        return 0;
      },
    }),
  ];
}

async function* recordings<Recording extends { readonly name: string }>(
  { kind, parse }: Corpus<Recording>,
  files: readonly string[],
): AsyncGenerator<{ readonly where: string; readonly recording: Recording }> {
  for (const file of files) {
    for (const { where, text } of parts(file, await givenFile(file))) {
      const recording = parse(jsonOf(where, text));
      if (!recording.ok) throw new UsageError(`${where}: this is no ${kind}: ${recording.error}`);
      yield { where, recording: recording.value };
    }
  }
}

/** The JSON texts of a file, each with its place. */
function parts(
  file: string,
  bytes: Uint8Array,
): readonly { readonly where: string; readonly text: string }[] {
  const text = Buffer.from(file.endsWith('.gz') ? unpacked(file, bytes) : bytes).toString('utf8');
  if (!/\.jsonl(\.gz)?$/.test(file)) return [{ where: file, text }];
  return text
    .split('\n')
    .map((line, index) => ({ where: `${file}:${index + 1}`, text: line }))
    .filter((part) => part.text.trim() !== '');
}

function unpacked(file: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    throw new UsageError(
      `${file}: can't be unpacked: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function jsonOf(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${where}: this is no JSON.`);
  }
}
