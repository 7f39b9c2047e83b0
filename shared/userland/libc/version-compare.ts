// Which of two names with numbers in them comes first? filevercmp(3) of gnulib, for sort -V and ls -v

/** Negative where `a` comes first. Names with a dot in front precede all others; what looks like a suffix counts last. */
export function compareVersions(a: string, b: string): number {
  if (a === '' || b === '') return (a === '' ? 0 : 1) - (b === '' ? 0 : 1);
  const [aHidden, bHidden] = [a.startsWith('.'), b.startsWith('.')];
  if (aHidden !== bHidden) return aHidden ? -1 : 1;
  for (const special of ['.', '..']) {
    if (a === special || b === special) return (a === special ? 0 : 1) - (b === special ? 0 : 1);
  }
  const [aPrefix, bPrefix] = [withoutSuffix(a), withoutSuffix(b)];
  const order = compareParts(aPrefix, bPrefix);
  return order !== 0 || (aPrefix === a && bPrefix === b) ? order : compareParts(a, b);
}

function withoutSuffix(name: string): string {
  const bare = name.replace(/(\.[A-Za-z~][A-Za-z0-9~]*)*$/, '');
  return bare === '' ? name : bare;
}

/** Texts by character and numbers by value, in turn. */
function compareParts(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const difference = rank(a, i) - rank(b, j);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    while (a.charAt(i) === '0') i += 1;
    while (b.charAt(j) === '0') j += 1;
    let first = 0;
    while (isDigit(a, i) && isDigit(b, j)) {
      if (first === 0) first = a.charCodeAt(i) - b.charCodeAt(j);
      i += 1;
      j += 1;
    }
    if (isDigit(a, i)) return 1;
    if (isDigit(b, j)) return -1;
    if (first !== 0) return first;
  }
  return 0;
}

function isDigit(text: string, at: number): boolean {
  return /^\d$/.test(text.charAt(at));
}

/** A tilde before the end, the end before digits, these before letters, and letters before all else. */
function rank(text: string, at: number): number {
  const character = text.charAt(at);
  if (character === '') return -1;
  if (/\d/.test(character)) return 0;
  if (/[A-Za-z]/.test(character)) return character.charCodeAt(0);
  return character === '~' ? -2 : character.charCodeAt(0) + 256;
}
