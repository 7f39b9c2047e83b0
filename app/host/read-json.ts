// What does the body of a request hold? JSON of a bounded length, or a reason why not.

import type { IncomingMessage } from 'node:http';
import type { Result } from '#shared/result.ts';
import { err, ok } from '#shared/result.ts';
import { failure } from '../errors.ts';
import type { Failure } from '../errors.ts';

/** Stops reading at the first byte beyond `limit`. */
export async function readJson(request: IncomingMessage, limit: number): Promise<Result<unknown, Failure>> {
  const tooLarge = err(failure('too-large', `${Math.floor(limit / (1024 * 1024))} MiB`));
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // Without an encoding set, a stream of HTTP gives buffers. Left open, so that a refusal can still be sent.
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return tooLarge;
    chunks.push(chunk);
  }
  try {
    // A byte that is no UTF-8 would be read as a sign that nobody typed.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    const value: unknown = JSON.parse(text);
    return ok(value);
  } catch {
    return err(failure('bad-params', 'it is no JSON'));
  }
}
