// Which parts does a text fall into, by size, by lines, or into a number of parts? split(1)

/** `turns` gives the lines out one by one, as cards. */
export type Cut =
  | { readonly by: 'lines' | 'bytes' | 'lineBytes'; readonly size: number }
  | {
      readonly by: 'chunks';
      readonly count: number;
      /** Only this part, from 1, is wanted; null for all. */
      readonly chosen: number | null;
      readonly keeps: 'bytes' | 'lines' | 'turns';
    };

/** `lines` are the lines of `text`, each with its ending. */
export function piecesOf(text: string, lines: readonly string[], cut: Cut): readonly string[] {
  switch (cut.by) {
    case 'lines':
      return groups(lines.length, cut.size).map(([from, to]) => lines.slice(from, to).join(''));
    case 'bytes':
      return groups(text.length, cut.size).map(([from, to]) => text.slice(from, to));
    case 'lineBytes':
      return wholeLines(lines, cut.size);
    case 'chunks':
      return chunks(text, lines, cut);
  }
}

function groups(length: number, size: number): readonly (readonly [from: number, to: number])[] {
  return Array.from({ length: Math.ceil(length / size) }, (_, at) => [at * size, (at + 1) * size] as const);
}

/** As many lines as fit; a line that is too long by itself is cut. */
function wholeLines(lines: readonly string[], size: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const line of lines) {
    if (piece !== '' && piece.length + line.length > size) {
      pieces.push(piece);
      piece = '';
    }
    piece += line;
    while (piece.length > size) {
      pieces.push(piece.slice(0, size));
      piece = piece.slice(size);
    }
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function chunks(
  text: string,
  lines: readonly string[],
  { count, keeps }: Extract<Cut, { by: 'chunks' }>,
): readonly string[] {
  const pieces = Array.from({ length: count }, () => '');
  if (keeps === 'turns') {
    lines.forEach((line, at) => (pieces[at % count] += line));
    return pieces;
  }
  const size = Math.floor(text.length / count);
  const extra = keeps === 'bytes' ? text.length % count : 0;
  if (keeps === 'bytes') {
    let from = 0;
    return pieces.map((_, at) => {
      const part = text.slice(from, (from += size + (at < extra ? 1 : 0)));
      return part;
    });
  }
  // a line belongs to the part in which it begins
  let at = 0;
  for (const line of lines) {
    const part = Math.min(count - 1, size === 0 ? at : Math.floor(at / size));
    pieces[part] += line;
    at += line.length;
  }
  return pieces;
}
