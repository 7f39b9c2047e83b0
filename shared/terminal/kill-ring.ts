// Which kills can Ctrl-Y and Alt-Y put back? The last ten kills. (readline(3), kill.c)

const RING_SIZE = 10;

/** `adds`: the kill before was the last thing done, and this one goes to its `end` or its `start`. */
export function remember(
  kills: readonly string[],
  cut: string,
  adds: 'start' | 'end' | null,
): readonly string[] {
  const last = kills.at(-1) ?? '';
  if (adds === null) return [...kills, cut].slice(-RING_SIZE);
  return [...kills.slice(0, -1), adds === 'end' ? last + cut : cut + last];
}
