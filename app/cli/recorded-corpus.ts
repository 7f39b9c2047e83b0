// How are recordings of a real system held against the simulated one? Two commands for each kind: `run` writes what the
// simulator makes of them, `check` says where it differs first.

import { gunzipSync } from 'node:zlib';
import { firstProblem } from '#shared/located-problem.ts';
import type { LocatedProblem } from '#shared/located-problem.ts';
import { InvariantViolation } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { Command, Output } from './command.ts';
import { defineCommand, UsageError } from './command.ts';
import { givenFile } from './given.ts';

/** One kind of recording: a script that says what to do, with the answer of whoever carried it out. */
export interface Corpus<Script, Recording extends Named, Answer extends object> {
  /** The word of the command: `trace`. */
  readonly kind: string;
  readonly about: string;
  /** What is to be done, whether it was done or not. */
  readonly parseScript: (value: unknown) => Parsed<Script>;
  readonly parseRecording: (value: unknown) => Parsed<Recording>;
  /** What the simulator answers. */
  readonly simulate: (script: Script) => Answer;
  /** Where the simulator first differs; null where it does not. */
  readonly difference: (recorded: Recording, answer: Answer) => string | null;
}

interface Named {
  readonly name: string;
}
type Parsed<T> = Result<T, readonly LocatedProblem[]>;

/** More than any corpus; a small file that unpacks to more is refused. */
const MAX_UNPACKED_BYTES = 1024 ** 3;
export const FILES =
  '  FILE  .json holds one; .jsonl, also .jsonl.gz, one on each line; - reads one from standard input';

export function corpusCommands<Script, Recording extends Script & Named, Answer extends object>(
  corpus: Corpus<Script, Recording, Answer>,
): readonly Command[] {
  const { kind, about, parseScript, parseRecording } = corpus;
  return [
    defineCommand({
      name: `${kind} check`,
      synopsis: 'FILE...',
      summary: `Checks the simulator against ${about}.`,
      details: [
        FILES,
        '',
        'Exits with 0 when every one goes as recorded, with 2 when one of them cannot be read, else with 1.',
      ],
      options: {},
      words: [1, 10_000],
      async run(files, _values, output) {
        let passed = 0;
        let failed = 0;
        const unread = await eachPart(files, output, ({ where, value }) => {
          const recording = checked(kind, where, parseRecording(value));
          const found = firstDifference(corpus, recording);
          if (found === null) passed += 1;
          else failed += 1;
          if (found !== null) output.out(`FAILED  ${where} ${recording.name}\n        ${found}`);
        });
        output.out(`${passed} passed, ${failed + unread} failed`);
        return unread > 0 ? 2 : failed > 0 ? 1 : 0;
      },
    }),
    defineCommand({
      name: `${kind} run`,
      synopsis: 'FILE...',
      summary: `Writes what the simulator makes of ${about}, one JSON object on each line.`,
      details: [
        FILES,
        '',
        'Answers that a file already holds are not looked at: only what is to be done counts.',
      ],
      options: {},
      words: [1, 10_000],
      async run(files, _values, output) {
        const unread = await eachPart(files, output, ({ where, value }) => {
          const answer = corpus.simulate(checked(kind, where, parseScript(value)));
          // What parsed is an object; it is written as it came, with the answer in its place.
          output.out(JSON.stringify({ ...(value as object), ...answer }));
        });
        return unread > 0 ? 2 : 0;
      },
    }),
  ];
}

/** A simulator that breaks one of its own rules differs, too: the other recordings are still checked. */
function firstDifference<Script, Recording extends Script & Named, Answer extends object>(
  { simulate, difference }: Corpus<Script, Recording, Answer>,
  recording: Recording,
): string | null {
  try {
    return difference(recording, simulate(recording));
  } catch (error) {
    if (error instanceof InvariantViolation) return `the simulator broke off: ${error.message}`;
    throw error;
  }
}

/** What was parsed, or in plain words why it is none. */
export function checked<T>(kind: string, where: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new UsageError(`${where}: this is no ${kind}: ${firstProblem(parsed.error)}`);
}

/** One JSON value of a file, with its place. */
export interface Part {
  readonly where: string;
  readonly value: unknown;
}

/** Tells of each file or part that can't be used, goes on with the next, and counts them. */
export async function eachPart(
  files: readonly string[],
  output: Output,
  use: (part: Part) => void | Promise<void>,
): Promise<number> {
  let unread = 0;
  const orTell = async (action: () => void | Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      output.error(`pidnest: ${error.message}`);
      unread += 1;
    }
  };
  for (const file of files) {
    await orTell(async () => {
      for (const { where, text } of textsOf(file, await givenFile(file)))
        await orTell(() => use({ where, value: jsonOf(where, text) }));
    });
  }
  return unread;
}

/** The JSON texts of a file, each with its place. */
function textsOf(
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
