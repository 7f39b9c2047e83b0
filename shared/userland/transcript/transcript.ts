// What is a transcript: what a person saw who typed some lines into a fresh machine (pidns-transcript/1).

import { z } from 'zod';

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

const transcriptSchema = z.strictObject({
  format: z.literal('pidns-transcript/1'),
  name: z.string(),
  about: z.string(),
  world: z.string(),
  /** One name, or one for each terminal separated by commas. */
  user: z.string(),
  entries: z.array(entrySchema),
});

export type TranscriptEntry = Readonly<z.infer<typeof entrySchema>>;

export interface Transcript extends Readonly<Omit<z.infer<typeof transcriptSchema>, 'entries'>> {
  readonly entries: readonly TranscriptEntry[];
}

/** Null when it is no transcript. */
export function parseTranscript(json: unknown): Transcript | null {
  const parsed = transcriptSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}
