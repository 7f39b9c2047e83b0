// How is a record a line of text? As one JSON object: its own fields in the order of its type, for the reader's eye,
// and everything inside them in canonical form.

import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { canonicalJson } from './canonical-json.ts';
import { eventProblem } from './event-shape.ts';
import type { RawRecord } from './migrations.ts';
import { migrateRecord } from './migrations.ts';
import { RECORD_SCHEMAS } from './record-schema.ts';
import type { EventRecord, LogRecord } from './record.ts';
import { LOG_FORMAT } from './record.ts';
import { isCount, isObject } from './shape.ts';

const FIELDS = {
  header: ['t', 'format', 'engine', 'attempt', 'pack', 'exercise', 'seed', 'locale'],
  input: ['t', 'branch', 'n', 'input', 'at'],
  event: ['t', 'branch', 'seq', 'event'],
  branch: ['t', 'branch', 'parent', 'afterInput', 'name'],
  seal: ['t', 'records', 'digest'],
} as const satisfies Record<LogRecord['t'], readonly string[]>;

/** Without its newline. */
export function encodeRecord(record: LogRecord): string {
  const parts: string[] = [];
  for (const field of FIELDS[record.t]) {
    // FIELDS names fields of this type of record; an optional one may be absent.
    const value = (record as unknown as RawRecord)[field];
    if (value !== undefined) parts.push(`"${field}":${canonicalJson(value)}`);
  }
  return `{${parts.join(',')}}`;
}

/** The record in a line of a file of this format, or in plain words why there is none. */
export function decodeRecord(line: string, format = LOG_FORMAT): Result<LogRecord, string> {
  const raw = parseObject(line);
  if (raw === null) return err('not a JSON object');
  const record = format === LOG_FORMAT ? raw : migrateRecord(raw, format);
  const t = record['t'];
  if (t === 'event') return decodeEvent(record);
  if (t !== 'header' && t !== 'input' && t !== 'branch' && t !== 'seal') return err('unknown kind of record');
  const parsed = RECORD_SCHEMAS[t].safeParse(record);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err(`${t} with a wrong field: ${issue?.path.join('.') ?? ''}`);
}

/** The format that a first line says it has; null where it is no header of ours. */
export function formatOf(line: string): number | null {
  const raw = parseObject(line);
  const format = raw?.['t'] === 'header' ? raw['format'] : undefined;
  return typeof format === 'number' && isCount(format) && format > 0 ? format : null;
}

function decodeEvent(record: RawRecord): Result<EventRecord, string> {
  const { branch, seq, event, ...rest } = record;
  if (!isCount(branch)) return err('event with a wrong field: branch');
  if (!isCount(seq)) return err('event with a wrong field: seq');
  if (!isObject(event)) return err('event with a wrong field: event');
  if (Object.keys(rest).length !== 1) return err('event with a field too many');
  const problem = eventProblem(event);
  if (problem !== null) return err(problem);
  // Every field was checked just now.
  return ok(record as unknown as EventRecord);
}

function parseObject(line: string): RawRecord | null {
  if (!line.startsWith('{') || !line.endsWith('}')) return null;
  try {
    const value: unknown = JSON.parse(line);
    // An object's fields are not known yet, and RawRecord says no more.
    return isObject(value) ? (value as RawRecord) : null;
  } catch {
    return null;
  }
}
