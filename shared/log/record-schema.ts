// What may stand in a line that is no event? Events are too many for a schema library: event-shape.ts checks them.

import { z } from 'zod';
import { asSimTime, asTtyId } from '../kernel/ids.ts';
import type { Input } from '../userland/input.ts';
import type { BranchRecord, InputRecord, LogHeader, SealRecord } from './record.ts';

const count = z.int().min(0);
const tty = count.transform(asTtyId);
const size = z.int().min(1).max(10_000);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const inputSchema: z.ZodType<Input> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boot') }),
  z.strictObject({ kind: z.literal('line'), tty, text: z.string() }),
  z.strictObject({ kind: z.literal('keys'), tty, text: z.string().min(1) }),
  z.strictObject({ kind: z.literal('key'), tty, key: z.enum(['^C', '^D', '^Z', '^\\']) }),
  z.strictObject({ kind: z.literal('terminal') }),
  z.strictObject({ kind: z.literal('resize'), tty, columns: size, rows: size }),
  z.strictObject({ kind: z.literal('clock'), to: z.number().min(0).transform(asSimTime) }),
  z.strictObject({ kind: z.literal('answer'), question: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('hint'), step: count }),
]);

const headerSchema: z.ZodType<LogHeader> = z.strictObject({
  t: z.literal('header'),
  format: count.min(1),
  engine: z.string(),
  attempt: z.string(),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: z.string() }),
  exercise: z.string(),
  seed: z.int(),
  locale: z.string(),
});

const inputRecordSchema: z.ZodType<InputRecord> = z.strictObject({
  t: z.literal('input'),
  branch: count,
  n: count,
  input: inputSchema,
  at: z.number().exactOptional(),
});

const branchRecordSchema: z.ZodType<BranchRecord> = z.strictObject({
  t: z.literal('branch'),
  branch: count,
  parent: count,
  afterInput: count,
  name: z.string(),
});

const sealRecordSchema: z.ZodType<SealRecord> = z.strictObject({
  t: z.literal('seal'),
  records: count,
  digest,
});

/** By `t`. */
export const RECORD_SCHEMAS = {
  header: headerSchema,
  input: inputRecordSchema,
  branch: branchRecordSchema,
  seal: sealRecordSchema,
} as const;
