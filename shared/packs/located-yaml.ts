// Reads a YAML file of a pack into a checked value, or into problems that name line and column.

import type { Document } from 'yaml';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { PackProblem } from './pack-problem.ts';

/** Deeper nesting than any honest file has: refused before it costs anything. */
const MAX_ALIASES = 0;

/** Errors: PL001 for anything that is no YAML, repeats a key, uses aliases, or does not fit the schema. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): Result<z.infer<Schema>, PackProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    merge: false,
    schema: 'core',
  });
  if (document.errors.length > 0) {
    return err(
      document.errors.map((e) => problem(file, e.message.split('\n')[0] ?? e.message, e.linePos?.[0])),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return err([problem(file, error instanceof Error ? error.message : String(error))]);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.map((issue) =>
      problem(
        file,
        `${issue.path.join('.') || 'file'}: ${issue.message}`,
        placeOf(document, issue.path, lines),
      ),
    ),
  );
}

type Place = { readonly line: number; readonly col: number };

function problem(file: string, message: string, place?: Place): PackProblem {
  return {
    rule: 'PL001',
    severity: 'error',
    file,
    line: place?.line ?? null,
    column: place?.col ?? null,
    message,
  };
}

/** The nearest node that exists on the way to `path`: a missing key is reported where its parent begins. */
function placeOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): Place | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]);
  }
  return undefined;
}
