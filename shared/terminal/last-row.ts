// What stands in front of the line that is typed, as it was written? The last row of all that was, colours included, from
// behind the last sequence that took the cursor elsewhere or erased something: it is written again.

// eslint-disable-next-line no-control-regex -- they begin with Escape
const NO_COLOUR = /\x1b\[[0-9;:?]*[@-ln-~]/g;

export function lastRow(text: string): string {
  const row = text.slice(text.lastIndexOf('\n') + 1);
  const last = [...row.matchAll(NO_COLOUR)].at(-1);
  return last === undefined ? row : row.slice(last.index + last[0].length);
}
