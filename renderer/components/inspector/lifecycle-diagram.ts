// How is the lifecycle machine drawn? States stand where the table says; lines are the moves that the machine has.

import { LIFECYCLE_EVENTS, LIFECYCLE_STATES, MOVES } from '#shared/kernel/lifecycle-table.ts';
import type { LifecycleState } from '#shared/kernel/lifecycle.ts';
import type { StateGlyphName } from '../picture/process-face.ts';
import type { LifeMove } from './life-so-far.ts';

export interface DiagramState {
  readonly x: number;
  readonly y: number;
  readonly word: string;
  /** Words stand above the upper row and below the lower one. */
  readonly wordY: number;
  readonly glyph: StateGlyphName;
}

export const DIAGRAM = { width: 250, height: 140, radius: 15 } as const;
/** A life with more moves is told as a summary. */
const MOST_MOVES_TOLD = 6;
const ROWS = { upper: { y: 38, wordY: 15 }, lower: { y: 104, wordY: 135 } } as const;

export const STATE_PLACES: Readonly<Record<LifecycleState, DiagramState>> = {
  born: { x: 26, word: 'born', glyph: 'born', ...ROWS.upper },
  running: { x: 92, word: 'running', glyph: 'running', ...ROWS.upper },
  zombie: { x: 158, word: 'zombie', glyph: 'zombie', ...ROWS.upper },
  dead: { x: 224, word: 'gone', glyph: 'gone', ...ROWS.upper },
  sleeping: { x: 26, word: 'sleeping', glyph: 'sleeping', ...ROWS.lower },
  stopped: { x: 92, word: 'stopped', glyph: 'stopped', ...ROWS.lower },
  traced: { x: 158, word: 'traced', glyph: 'traced', ...ROWS.lower },
  exiting: { x: 224, word: 'ending', glyph: 'dying', ...ROWS.lower },
};

export interface DiagramLine {
  readonly key: string;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  /** Degrees, for the arrow at `to`; the one at `from` looks the other way. */
  readonly turn: number;
  readonly bothWays: boolean;
  /** The process has gone this way. */
  readonly taken: boolean;
}

/** The process is in the middle of this move no longer: from the ring of one state to that of the other. */
const TO_RING = DIAGRAM.radius + 5;

/**
 * The lines of the diagram, by their states in the order of a life. A move that `running` has too, to the same state, is shown by
 * the line from there; the process's own way is always shown.
 */
export function diagramLines(taken: readonly LifeMove[]): readonly DiagramLine[] {
  const lines = new Map<string, LifeMove & { bothWays: boolean; taken: boolean }>();
  const add = (move: LifeMove, isTaken: boolean): void => {
    const back = lines.get(`${move.to} ${move.from}`);
    const key = `${move.from} ${move.to}`;
    const known = back ?? lines.get(key);
    if (known === undefined) lines.set(key, { ...move, bothWays: false, taken: isTaken });
    else {
      known.taken ||= isTaken;
      known.bothWays ||= back !== undefined;
    }
  };
  for (const move of ownMoves()) add(move, false);
  for (const move of taken) add(move, true);
  return [...lines].map(([key, line]) => drawn(key, line));
}

/** The way in words; of a long one, the places it came to and how many moves there were. */
export function lifeWords(taken: readonly LifeMove[]): string {
  const way: readonly LifecycleState[] = ['born', ...taken.map(({ to }) => to)];
  const words = (states: Iterable<LifecycleState>) => Array.from(states, (state) => STATE_PLACES[state].word);
  if (taken.length <= MOST_MOVES_TOLD) return words(way).join(', ');
  return `${words(new Set(way)).join(', ')}, in ${taken.length} moves`;
}

function ownMoves(): readonly LifeMove[] {
  const moves: LifeMove[] = [];
  for (const from of LIFECYCLE_STATES) {
    for (const event of LIFECYCLE_EVENTS) {
      const to = MOVES[event].find(from);
      if (to === undefined || to === from) continue;
      if (from !== 'running' && MOVES[event].find('running') === to) continue;
      moves.push({ from, to });
    }
  }
  return moves;
}

function drawn(
  key: string,
  move: LifeMove & { readonly bothWays: boolean; readonly taken: boolean },
): DiagramLine {
  const [a, b] = [STATE_PLACES[move.from], STATE_PLACES[move.to]];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return {
    key,
    from: { x: a.x + dx * TO_RING, y: a.y + dy * TO_RING },
    to: { x: b.x - dx * TO_RING, y: b.y - dy * TO_RING },
    turn: (Math.atan2(dy, dx) * 180) / Math.PI,
    bothWays: move.bothWays,
    taken: move.taken,
  };
}
