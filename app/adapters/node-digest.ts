// SHA-256 by the host: the seals of logs and the hash of a pack.

import { createHash } from 'node:crypto';

/** 64 hex digits, over the text's UTF-8 bytes. */
export function nodeDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
