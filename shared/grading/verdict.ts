// What a checkpoint came to, and the evidence for it.

export interface Verdict {
  readonly checkpoint: string;
  readonly status: 'pass' | 'fail' | 'error';
  /** The seq at which it last became what it is: the evidence. Null when it never changed since the start. */
  readonly sinceSeq: number | null;
  /** For `error`: what went wrong in the lab, not with the learner. */
  readonly problem?: string;
}

/** How the facts stood along a run: each change of a verdict, in order of seq. The timeline's flags. */
export interface VerdictChange {
  readonly checkpoint: string;
  readonly seq: number;
  readonly status: 'pass' | 'fail';
}

export interface Assessment {
  readonly verdicts: readonly Verdict[];
  readonly changes: readonly VerdictChange[];
  readonly points: number;
  readonly maxPoints: number;
  /** Failchecks that hold now, and since when: the goal can't be reached from here. */
  readonly dead: readonly { readonly text: string; readonly seq: number }[];
  /** Misconceptions recognised, in order of first sight. */
  readonly beliefs: readonly {
    readonly misconception: string;
    readonly text: string;
    readonly seq: number;
  }[];
}
