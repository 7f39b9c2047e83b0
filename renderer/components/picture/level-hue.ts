// Which of the four hues of depth does a namespace level wear, and what does a pill show of its numbers?

/** The class that sets `--level-area`, `--level-line`, `--level-pill` and `--level-ink` (levels.css). Levels 4, 5, 6 wear those of 1, 2, 3 again. */
export type LevelHue = 'ns0' | 'ns1' | 'ns2' | 'ns3';

export function levelHue(level: number): LevelHue {
  if (level <= 0) return 'ns0';
  switch ((level - 1) % 3) {
    case 0:
      return 'ns1';
    case 1:
      return 'ns2';
    default:
      return 'ns3';
  }
}

/** One number of a process, with the level that gave it. */
export interface LevelNumber {
  readonly level: number;
  readonly number: number;
}

/** More numbers than this do not fit into a pill. */
const PILL_NUMBERS = 4;

/** What a pill shows: every number, or the first and the last two with a gap between. Outermost first. */
export function pillSegments(numbers: readonly LevelNumber[]): readonly (LevelNumber | 'gap')[] {
  if (numbers.length <= PILL_NUMBERS) return numbers;
  return [...numbers.slice(0, 1), 'gap', ...numbers.slice(-2)];
}
