// Every message between a renderer (or script) and a host, as one table. Hosts, clients and checks all derive from it.
//
// `params` is the schema that every host checks before it does anything; `result` is the type it promises. No operation
// takes a path: hosts hand out opaque ids.

import { z } from 'zod';
import type { Assessment } from '../grading/verdict.ts';
import type { KernelConfig } from '../kernel/initial-state.ts';
import type { LogRecord } from '../log/record.ts';
import type { Checkpoint, Question } from '../packs/pack.ts';
import type { Completion } from '../userland/completion.ts';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/);
/** Of a window, in characters. */
const size = z.number().int().min(1).max(1000);
const tty = z.number().int().min(0).max(63);
/** A name that the caller gives a call that may take long, to ask about it or to call it off; no other call has it. */
const call = id.optional();
const branch = z.number().int().min(0).max(100_000);

/** An input as it crosses the boundary; `boot` never does, since only opening an attempt boots. */
export const inputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), tty, text: z.string().max(1_048_576) }),
  z.strictObject({ kind: z.literal('keys'), tty, text: z.string().min(1).max(1_048_576) }),
  z.strictObject({ kind: z.literal('key'), tty, key: z.enum(['^C', '^D', '^Z', '^\\']) }),
  z.strictObject({ kind: z.literal('terminal') }),
  z.strictObject({ kind: z.literal('resize'), tty, columns: size, rows: size }),
  z.strictObject({ kind: z.literal('clock'), to: z.number().min(0).max(1e15) }),
  z.strictObject({ kind: z.literal('answer'), question: id, value: z.string().max(4096) }),
  z.strictObject({ kind: z.literal('hint'), step: z.number().int().min(1).max(20) }),
]);

export interface ExerciseSummary {
  readonly id: string;
  readonly slug: string;
  readonly number: string;
  readonly title: string;
  readonly minutes: number;
  readonly optional: boolean;
  /** Ids. */
  readonly prerequisites: readonly string[];
  /** From the latest attempts: done = all points, partly = some, untouched. */
  readonly progress: 'done' | 'partly' | 'untouched';
}

export interface AttemptSummary {
  readonly attempt: string;
  readonly exercise: string;
  readonly title: string;
  readonly number: string;
  readonly unit: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly facts: { readonly met: number; readonly of: number };
  /** As timelines number them, on all branches together. */
  readonly events: number;
  readonly branches: number;
  /** Wall-clock of the last input. */
  readonly changedAt: number;
}

export interface LibraryView {
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly units: readonly {
      readonly number: number;
      readonly title: string;
      readonly exercises: readonly ExerciseSummary[];
    }[];
  }[];
  readonly resume: AttemptSummary | null;
}

/** What the learner may see of an exercise: no expressions, no solutions, no answers, hints only as many as were asked for. */
export interface ExerciseView {
  readonly id: string;
  readonly number: string;
  readonly unit: { readonly number: number; readonly title: string };
  readonly title: string;
  readonly task: string;
  readonly commands: readonly string[];
  readonly checkpoints: readonly Pick<Checkpoint, 'id' | 'weight' | 'fact' | 'fail' | 'needs'>[];
  readonly questions: readonly Question[];
  readonly hints: { readonly shown: readonly string[]; readonly total: number };
  /** Only once all points are there. */
  readonly debrief: string | null;
}

export interface AttemptView {
  readonly attempt: string;
  readonly exercise: ExerciseView;
  /** The machine before its boot: moment 0 of every branch is `initialState(start)`. */
  readonly start: KernelConfig;
  /** The whole log, header and seals included. */
  readonly records: readonly LogRecord[];
  /** For each branch. */
  readonly assessments: readonly (Assessment & { readonly branch: number })[];
  /** Why the attempt can only be looked at; null when it can be worked on. */
  readonly readOnly: string | null;
  /** What recovery cut off when it was opened, in words; null when nothing. */
  readonly recovered: string | null;
}

export interface InputOutcome {
  /** The records that were appended, seal included. */
  readonly records: readonly LogRecord[];
  readonly assessment: Assessment & { readonly branch: number };
  readonly exercise: ExerciseView;
  /** The input was ended by the machine's limits, in plain words; null when it came to rest. */
  readonly limit: string | null;
}

/** How far a call is. */
export interface CallProgress {
  /** That it has been through so far. */
  readonly events: number;
  /** How many it will be; null where nobody knows. */
  readonly of: number | null;
}

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'normal' | 'more';
  readonly motion: 'system' | 'full' | 'less' | 'none';
  readonly textSize: 100 | 125 | 150 | 200;
  readonly screenReader: boolean;
  readonly welcomed: boolean;
}

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'more']),
  motion: z.enum(['system', 'full', 'less', 'none']),
  textSize: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(200)]),
  screenReader: z.boolean(),
  welcomed: z.boolean(),
});

function operation<Result>() {
  return <Params extends z.ZodType>(params: Params) => ({ params, result: undefined as unknown as Result });
}

const none = z.strictObject({});

export const OPERATIONS = {
  /** Which host this is, for the words of the window. */
  'host.about': operation<{ readonly host: 'electron' | 'web'; readonly version: string }>()(none),
  'library.read': operation<LibraryView>()(z.strictObject({ call })),
  'attempt.list': operation<readonly AttemptSummary[]>()(none),
  'attempt.start': operation<AttemptView>()(z.strictObject({ exercise: id, call })),
  'attempt.open': operation<AttemptView>()(z.strictObject({ attempt: id, call })),
  'attempt.input': operation<InputOutcome>()(
    z.strictObject({ attempt: id, branch, input: inputSchema, call }),
  ),
  /** What Tab makes of a line up to its cursor, on the machine as it was behind an input of the branch. Nothing is recorded. */
  'attempt.complete': operation<Completion>()(
    z.strictObject({ attempt: id, branch, afterInput: branch, tty, before: z.string().max(65_536) }),
  ),
  /** The commands that Up brings back there and then, oldest first. Nothing is recorded. */
  'attempt.history': operation<readonly string[]>()(
    z.strictObject({ attempt: id, branch, afterInput: branch, tty }),
  ),
  /** Leaves `branch` behind its input `afterInput`. */
  'attempt.branch': operation<{
    readonly records: readonly LogRecord[];
    readonly assessment: Assessment & { readonly branch: number };
  }>()(z.strictObject({ attempt: id, branch, afterInput: branch, name: z.string().min(1).max(80), call })),
  /** The file to hand in, and the receipt that an outside copy of proves it is whole. */
  'attempt.export': operation<{
    readonly fileName: string;
    readonly text: string;
    readonly receipt: { readonly digest: string; readonly records: number };
  }>()(z.strictObject({ attempt: id })),
  /** A recording somebody handed in. */
  'attempt.import': operation<AttemptView>()(
    z.strictObject({ text: z.string().max(64 * 1024 * 1024), call }),
  ),
  /** Null where there is no such call, or none any more. */
  'call.progress': operation<CallProgress | null>()(z.strictObject({ call: id })),
  /** Whether there was such a call. What it was about is as if it had never been made, unless its reply says otherwise. */
  'call.cancel': operation<{ readonly found: boolean }>()(z.strictObject({ call: id })),
  'settings.read': operation<Settings>()(none),
  'settings.write': operation<Settings>()(settingsSchema),
} as const;

export type OperationName = keyof typeof OPERATIONS;
export type Params<Name extends OperationName> = z.infer<(typeof OPERATIONS)[Name]['params']>;
export type OperationResult<Name extends OperationName> = (typeof OPERATIONS)[Name]['result'];

/** How a refused or failed operation looks on every transport: one id of the error catalogue, words, and where. */
export interface OperationError {
  readonly id: string;
  readonly message: string;
  /** Where in the input: a path of a field, a line of a file. */
  readonly at?: string;
}

export type Reply<Name extends OperationName> =
  | { readonly ok: true; readonly value: OperationResult<Name> }
  | { readonly ok: false; readonly error: OperationError };

/** What a renderer holds: one function, whatever the host. */
export interface HostClient {
  call<Name extends OperationName>(name: Name, params: Params<Name>): Promise<Reply<Name>>;
}
