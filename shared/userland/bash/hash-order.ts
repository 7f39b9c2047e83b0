// In which order does a shell go through a hash table? (bash: hashlib.c; dash: var.c) Pure.

/** By bucket of the FNV-1 hash; in the same bucket the newest first. `keys` is oldest first. */
export function inHashOrder(keys: Iterable<string>, buckets: number): readonly string[] {
  return [...keys].reverse().sort((a, b) => bucketOf(a, buckets) - bucketOf(b, buckets));
}

/** VTABSIZE of dash: its variables by the sum of a name's letters, the first one counted 17 times; in a bucket oldest first. */
export function inSumOrder(names: Iterable<string>): readonly string[] {
  return [...names].sort((a, b) => sumBucketOf(a) - sumBucketOf(b));
}

const SUM_BUCKETS = 39;

function sumBucketOf(name: string): number {
  const bytes = utf8(name);
  return bytes.reduce((sum, byte) => sum + byte, (bytes[0] ?? 0) * 16) % SUM_BUCKETS;
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

function bucketOf(key: string, buckets: number): number {
  let hash = OFFSET;
  // A byte is a signed char there.
  for (const byte of utf8(key)) hash = Math.imul(hash, PRIME) ^ (byte > 127 ? byte - 256 : byte);
  return (hash >>> 0) % buckets;
}

/** Half of a surrogate pair becomes U+FFFD. */
function utf8(text: string): readonly number[] {
  const whole = text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
  return [...encodeURIComponent(whole).matchAll(/%([0-9A-F]{2})|[\s\S]/g)].map(([one, hex]) =>
    hex === undefined ? one.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
