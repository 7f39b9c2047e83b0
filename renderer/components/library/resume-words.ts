// What is left to do in an attempt, in one sentence?

import type { AttemptSummary, AttemptView } from '#shared/protocol/operations.ts';
import { numberWord } from '../../state/facts.ts';

/** `resumed`: the attempt itself, once it has been read. */
export function resumeWords({ facts }: AttemptSummary, resumed: AttemptView | null): string {
  const open = facts.of - facts.met;
  if (open <= 0) return 'Everything is true. Look back, or try another way.';
  if (facts.met === 0)
    return `Nothing is true yet. ${sentenceCase(numberWord(open))} ${open === 1 ? 'fact is' : 'facts are'} left.`;
  const next = firstOpenFact(resumed);
  const left = open === 1 ? 'One fact is left' : `${sentenceCase(numberWord(open))} facts are left`;
  return next === null ? `${left}.` : `${left}: ${lowered(next)}.`;
}

function firstOpenFact(resumed: AttemptView | null): string | null {
  if (resumed === null) return null;
  const met = new Set(
    resumed.assessments
      .at(-1)
      ?.verdicts.filter(({ status }) => status === 'pass')
      .map(({ checkpoint }) => checkpoint),
  );
  return resumed.exercise.checkpoints.find(({ id }) => !met.has(id))?.fact ?? null;
}

function sentenceCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A fact in the middle of a sentence: small, unless it begins with a name. */
function lowered(fact: string): string {
  return /^[A-Z][a-z]/.test(fact) ? fact.charAt(0).toLowerCase() + fact.slice(1) : fact;
}
