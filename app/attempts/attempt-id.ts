// What is an attempt called? The exercise's slug, so that a person knows the file, and eight digits that tell runs apart.

/** Lower case, since some disks know no other; never a name that a system keeps for a device. */
const GRAMMAR = /^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}$/;

export function isAttemptId(text: string): boolean {
  return GRAMMAR.test(text) && text.length <= 100;
}

/** `digits`: hexadecimal; the first eight are taken. */
export function attemptId(slug: string, digits: string): string {
  return `${slug.slice(0, 80).replace(/-+$/, '')}-${digits.slice(0, 8)}`;
}
