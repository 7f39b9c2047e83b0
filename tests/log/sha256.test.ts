// Is it SHA-256? The examples of FIPS 180-4, and another implementation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#shared/sha256.ts';
import { nodeDigest } from '../support/sample-log.ts';

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of a known message is the published digest (%#)', (message, digest) => {
    expect(sha256(message)).toBe(digest);
  });

  it('agrees with another implementation on any text, at every length around a block', () => {
    for (let length = 0; length < 200; length += 1)
      expect(sha256('é'.repeat(length))).toBe(nodeDigest('é'.repeat(length)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', size: 'large' }), (text) => {
        expect(sha256(text)).toBe(nodeDigest(text));
      }),
      { seed: 20_260_107 },
    );
  });

  it('takes half a surrogate pair for U+FFFD', () => {
    expect(sha256('a\ud83db')).toBe(nodeDigest('a\ufffdb'));
  });
});
