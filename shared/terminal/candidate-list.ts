// How does a terminal list the ways in which a word can go on? (readline: rl_display_match_list)

import { cellsOf } from './cells.ts';

const GAP = 2;

/** Rows of columns, read downwards, as many as fit; without an end of line. */
export function candidateRows(candidates: readonly string[], columns: number): readonly string[] {
  const widest = Math.max(0, ...candidates.map(nameWidthOf)) + GAP;
  let across = Math.floor(columns / widest);
  if (across > 1 && across * widest === columns) across -= 1;
  across = Math.max(1, across);
  const rows = Math.ceil(candidates.length / across);
  return Array.from({ length: rows }, (_, row) =>
    candidates
      .filter((_candidate, index) => index % rows === row)
      .map((candidate) => candidate + ' '.repeat(widest - widthOf(candidate)))
      .join('')
      .trimEnd(),
  );
}

/** The slash behind a directory goes into the gap. */
function nameWidthOf(candidate: string): number {
  return widthOf(candidate.replace(/\/$/, ''));
}

function widthOf(text: string): number {
  return [...text].reduce((sum, point) => sum + cellsOf(point), 0);
}
