// Which lines were taken away and which put in, to make one text of another? The shortest way: Myers, "An O(ND) Difference Algorithm"

export interface Change {
  /** The lines `oldFrom` up to, not including, `oldTo` of the one text became `newFrom` up to `newTo` of the other. */
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Beyond so many differences one large change is told instead of the shortest way. */
const MOST_DIFFERENCES = 2000;

/** Order: from top to bottom; no two touch. */
export function changesBetween(a: readonly string[], b: readonly string[]): readonly Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const kept = path(a.slice(start, endA), b.slice(start, endB));
  const changes: Change[] = [];
  let [i, j] = [start, start];
  for (const [x, y] of [...kept.map(([x, y]) => [x + start, y + start] as const), [endA, endB] as const]) {
    if (x > i || y > j) changes.push({ oldFrom: i, oldTo: x, newFrom: j, newTo: y });
    [i, j] = [x + 1, y + 1];
  }
  return slid(a, b, changes);
}

/** The pairs of equal lines on the shortest way. */
function path(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0) return [];
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(n + m, MOST_DIFFERENCES); d += 1) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < n && y < m && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      furthest.set(k, x);
      if (x >= n && y >= m) return backwards(trace, n, m);
    }
  }
  return [];
}

function backwards(
  trace: readonly ReadonlyMap<number, number>[],
  n: number,
  m: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const furthest = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? 0) < (furthest.get(k + 1) ?? 0));
    const from = down ? k + 1 : k - 1;
    const beforeX = furthest.get(from) ?? 0;
    const beforeY = beforeX - from;
    while (x > beforeX && y > beforeY) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    if (d > 0) [x, y] = [beforeX, beforeY];
  }
  return pairs.reverse();
}

/** shift_boundaries: a change that could stand further down as well does, and two that come to touch are one. */
function slid(a: readonly string[], b: readonly string[], changes: readonly Change[]): readonly Change[] {
  const result: Change[] = [];
  for (let index = 0; index < changes.length; index += 1) {
    const next = changes[index];
    if (next === undefined) break;
    let { oldFrom, oldTo, newFrom, newTo } = next;
    const limit = changes[index + 1];
    const isDeletion = newFrom === newTo;
    const isInsertion = oldFrom === oldTo;
    while (
      (isDeletion && oldTo < (limit?.oldFrom ?? a.length) && a[oldFrom] === a[oldTo]) ||
      (isInsertion && newTo < (limit?.newFrom ?? b.length) && b[newFrom] === b[newTo])
    ) {
      oldFrom += 1;
      oldTo += 1;
      newFrom += 1;
      newTo += 1;
    }
    const last = result.at(-1);
    if (last !== undefined && last.oldTo === oldFrom && last.newTo === newFrom)
      result[result.length - 1] = { oldFrom: last.oldFrom, oldTo, newFrom: last.newFrom, newTo };
    else result.push({ oldFrom, oldTo, newFrom, newTo });
  }
  return result;
}
