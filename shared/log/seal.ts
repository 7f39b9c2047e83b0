// How is it seen that a log was edited? Each block ends in a seal over its bytes and the seal before it.
//
// A chain finds what was changed, added, taken out or swapped inside. It cannot see a cut tail or a file written anew:
// for that, a receipt (the last seal) is kept outside, and the inputs are re-executed (verify.ts).

import type { SealRecord } from './record.ts';

/** SHA-256 of the text's UTF-8 bytes, 64 hex digits: the host's own (node:crypto), or sha256.ts. */
export type Digest = (text: string) => string;

/** The digest in a block's seal. `block` is the exact text of its lines, each with its newline; `last` is the seal before. */
export function sealDigest(last: SealRecord | null, block: string, digest: Digest): string {
  return digest(`${last?.digest ?? ''}\n${block}`);
}
