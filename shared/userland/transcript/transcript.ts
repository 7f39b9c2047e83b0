// What is a transcript: what a person saw who typed some lines into a fresh machine (pidns-transcript/1).

import { z } from 'zod';
import { locatedProblems } from '../../located-problem.ts';
import type { LocatedProblem } from '../../located-problem.ts';
import { err, ok } from '../../result.ts';
import type { Result } from '../../result.ts';

const entrySchema = z.strictObject({
  /** Only where there is more than one terminal. */
  terminal: z.enum(['A', 'B']).optional(),
  /** The prompt in front of the cursor; null while a program holds the terminal. */
  prompt: z.string().nullable(),
  /** The line without its Enter, or a key such as ^C; null when nothing was typed. */
  input: z.string().nullable(),
  /** What stands between the line and the next prompt. */
  output: z.string(),
  /** What came after the next prompt by itself. */
  late: z.string().optional(),
  /** No prompt came back; without an input: the prompt that was there stays. */
  blocks: z.boolean().optional(),
  /** The terminal is gone. */
  closed: z.boolean().optional(),
  /** False when the terminal did not echo the line. */
  echo: z.boolean().optional(),
});

const scriptSchema = z.strictObject({
  format: z.literal('pidns-transcript/1'),
  name: z.string(),
  about: z.string().optional(),
  world: z.string().default('bare'),
  /** One name, or one for each terminal separated by commas. */
  user: z.string().default('root'),
  entries: z.array(entrySchema.partial({ prompt: true, output: true })),
});
const transcriptSchema = scriptSchema.extend({ entries: z.array(entrySchema) });

export type TranscriptEntry = Readonly<z.infer<typeof entrySchema>>;

/** A transcript as far as it says what is typed where. */
export interface TranscriptScript extends Readonly<Omit<z.infer<typeof scriptSchema>, 'entries'>> {
  readonly entries: readonly Pick<TranscriptEntry, 'terminal' | 'input' | 'blocks'>[];
}

export interface Transcript extends TranscriptScript {
  readonly entries: readonly TranscriptEntry[];
}

/** What is typed; what came of it may be missing. */
export function parseTranscriptScript(json: unknown): Result<TranscriptScript, readonly LocatedProblem[]> {
  const parsed = scriptSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : err(locatedProblems(parsed.error));
}

export function parseTranscript(json: unknown): Result<Transcript, readonly LocatedProblem[]> {
  const parsed = transcriptSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : err(locatedProblems(parsed.error));
}
