// Watches one line of a run and says, at every moment, which facts are true and since when.

import type { KernelEvent } from '../kernel/event.ts';
import type { KernelState } from '../kernel/state.ts';
import type { Checkpoint, Exercise } from '../packs/pack.ts';
import { invariant } from '../result.ts';
import type { Input } from '../userland/input.ts';
import type { Expression, Moment } from './expressions.ts';
import { compileExpression, ExpressionFailed } from './expressions.ts';
import { History } from './history.ts';
import type { Assessment, Verdict, VerdictChange } from './verdict.ts';

interface Watched {
  readonly checkpoint: Checkpoint;
  readonly expression: Expression;
  verdict: Verdict;
}

interface Watch {
  readonly text: string;
  readonly when: Expression;
  /** Since when it holds; null while it does not. */
  since: number | null;
}

interface Belief {
  readonly misconception: string;
  readonly text: string;
  readonly detect: Expression;
  seq: number | null;
}

export class Assessor {
  readonly #history = new History();
  readonly #answers = new Map<string, string>();
  readonly #watched: readonly Watched[];
  readonly #failchecks: readonly Watch[];
  readonly #beliefs: readonly Belief[];
  readonly #changes: VerdictChange[] = [];

  /** Precondition: the exercise's expressions compile, as the linter has checked. */
  constructor(exercise: Exercise) {
    this.#watched = exercise.checkpoints.map((checkpoint) => ({
      checkpoint,
      expression: compiled(checkpoint.expr),
      verdict: { checkpoint: checkpoint.id, status: 'fail', sinceSeq: null },
    }));
    this.#failchecks = exercise.failchecks.map(({ when, text }) => ({
      text,
      when: compiled(when),
      since: null,
    }));
    this.#beliefs = exercise.wrong.map((wrong) => ({ ...wrong, detect: compiled(wrong.detect), seq: null }));
  }

  /** What the learner said. Call `settle` after it. */
  note(input: Input): void {
    if (input.kind === 'answer') this.#answers.set(input.question, input.value);
  }

  /** Records an event; true when it is one that a fact may turn on. */
  record(seq: number, event: KernelEvent, state: KernelState): boolean {
    return this.#history.add(seq, event, state);
  }

  /** Asks every checkpoint about the moment that `state` is. */
  settle(state: KernelState): void {
    const moment: Moment = { state, history: this.#history, answers: this.#answers };
    for (const watched of this.#watched) this.#judge(watched, moment);
    for (const check of this.#failchecks)
      check.since = holds(check.when, moment) ? (check.since ?? state.seq) : null;
    for (const belief of this.#beliefs)
      if (belief.seq === null && holds(belief.detect, moment)) belief.seq = state.seq;
  }

  assessment(): Assessment {
    const passed = this.#watched.filter(({ verdict }) => verdict.status === 'pass');
    return {
      verdicts: this.#watched.map(({ verdict }) => verdict),
      changes: [...this.#changes],
      points: sum(passed.map(({ checkpoint }) => checkpoint.weight)),
      maxPoints: sum(this.#watched.map(({ checkpoint }) => checkpoint.weight)),
      dead: this.#failchecks.flatMap(({ text, since }) => (since === null ? [] : [{ text, seq: since }])),
      beliefs: this.#beliefs
        .flatMap(({ misconception, text, seq }) => (seq === null ? [] : [{ misconception, text, seq }]))
        .sort((a, b) => a.seq - b.seq),
    };
  }

  #judge(watched: Watched, moment: Moment): void {
    const { checkpoint, verdict } = watched;
    const next = this.#verdictNow(watched, moment);
    if (next.status === verdict.status && next.problem === verdict.problem) return;
    watched.verdict = { ...next, sinceSeq: moment.state.seq };
    if (next.status !== 'error')
      this.#changes.push({ checkpoint: checkpoint.id, seq: moment.state.seq, status: next.status });
  }

  #verdictNow({ checkpoint, expression }: Watched, moment: Moment): Verdict {
    const base = { checkpoint: checkpoint.id, sinceSeq: null };
    const unmet = checkpoint.needs.some(
      (need) => this.#watched.find((w) => w.checkpoint.id === need)?.verdict.status !== 'pass',
    );
    if (unmet) return { ...base, status: 'fail' };
    try {
      return { ...base, status: expression.evaluate(moment) ? 'pass' : 'fail' };
    } catch (error) {
      if (error instanceof ExpressionFailed) return { ...base, status: 'error', problem: error.message };
      throw error;
    }
  }
}

function compiled(text: string): Expression {
  const expression = compileExpression(text);
  invariant(expression.ok, `an expression of a linted exercise does not compile: ${text}`);
  return expression.value;
}

/** A failcheck or a detector that can't be carried out says nothing. */
function holds(expression: Expression, moment: Moment): boolean {
  try {
    return expression.evaluate(moment);
  } catch (error) {
    if (error instanceof ExpressionFailed) return false;
    throw error;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
