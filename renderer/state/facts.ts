// How does each fact of an exercise stand at a moment of the run: is it true, was it, and since when?

import type { Assessment, VerdictChange } from '#shared/grading/verdict.ts';
import type { ExerciseView } from '#shared/protocol/operations.ts';

/**
 * - `met`, `unmet`: as it says.
 * - `lost`: it was true, and is not any more.
 * - `unchecked`: the lab couldn't find out; not the learner's fault.
 */
export type FactMark = 'met' | 'unmet' | 'lost' | 'unchecked';

export interface Fact {
  readonly id: string;
  readonly text: string;
  /** What to say to somebody who asks why it isn't true; of an unchecked one, what went wrong in the lab. */
  readonly why: string;
  readonly points: number;
  readonly mark: FactMark;
  /** The event that decided it; null while nothing has. */
  readonly since: number | null;
}

/** In the order of the exercise. `seq`: the moment that is looked at; null for now. */
export function factsAt(exercise: ExerciseView, assessment: Assessment, seq: number | null): readonly Fact[] {
  const verdicts = new Map(assessment.verdicts.map((verdict) => [verdict.checkpoint, verdict]));
  return exercise.checkpoints.map(({ id, fact, fail, weight }) => {
    const changes = assessment.changes.filter(
      (change) => change.checkpoint === id && (seq === null || change.seq <= seq),
    );
    const base = { id, text: fact, why: fail, points: weight };
    const verdict = verdicts.get(id);
    if (seq === null && verdict?.status === 'error') {
      return { ...base, mark: 'unchecked', since: null, why: asSentence(verdict.problem ?? '') };
    }
    return { ...base, ...markOf(changes) };
  });
}

/** What broke in the lab is told by whatever broke, mostly without a capital and a stop. */
function asSentence(text: string): string {
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return /[\p{L}\p{N})\]"'’]$/u.test(sentence) ? `${sentence}.` : sentence;
}

function markOf(changes: readonly VerdictChange[]): Pick<Fact, 'mark' | 'since'> {
  const last = changes.at(-1);
  if (last === undefined) return { mark: 'unmet', since: null };
  if (last.status === 'pass') return { mark: 'met', since: last.seq };
  return { mark: 'lost', since: last.seq };
}

export function pointsOf(facts: readonly Fact[]): number {
  return facts.reduce((sum, { mark, points }) => sum + (mark === 'met' ? points : 0), 0);
}

export function allMet(facts: readonly Fact[]): boolean {
  return facts.length > 0 && facts.every(({ mark }) => mark === 'met');
}

const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** "five", and from thirteen on in figures. */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** What is said when everything is true; `lines`: how many were typed on the way. */
export function doneWords(facts: number, lines: number): string {
  const all = facts === 1 ? 'The fact is true.' : `All ${numberWord(facts)} facts are true.`;
  return `${all} Every route counts, this one took ${lines} ${lines === 1 ? 'line' : 'lines'}.`;
}

/** A heading: "One question left", "13 questions left". */
export function questionsLeftWords(count: number): string {
  const word = numberWord(count);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${count === 1 ? 'question' : 'questions'} left`;
}
