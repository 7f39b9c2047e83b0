// How many of these had happened by then?

/** How many of the items, ascending by their moment, are not behind the given one. */
export function countUpTo<T>(items: readonly T[], momentOf: (item: T) => number, moment: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && momentOf(item) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
