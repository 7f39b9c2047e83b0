// What does the kernel of this machine make of a trace's steps? They are carried out by the helper, a process of its own,
// in a PID namespace of its own.

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TraceRun } from '#shared/kernel/trace/run-trace.ts';
import type { TraceStep } from '#shared/kernel/trace/trace-format.ts';
import { encodeTrace } from './encode-trace.ts';
import { KernelAnswers, UnreadableAnswer } from './kernel-answers.ts';
import { obstacleOf } from './obstacles.ts';

/** What the lab on the real kernel is like. */
export interface LabKind {
  /** By root, with every uid; or in a user namespace, in which there is one. */
  readonly as: 'root' | 'user';
  /** Whether its root stands directly below the machine's own PID namespace: then 31 levels fit below it. */
  readonly outermost: boolean;
}

export type KernelRun =
  | { readonly kind: 'ran'; readonly run: TraceRun; readonly lab: LabKind }
  /** This trace can't be carried out here, for a reason that is no difference. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** No trace can be. */
  | { readonly kind: 'impossible'; readonly reason: string }
  /** It was begun and did not come to its end. */
  | { readonly kind: 'broken'; readonly reason: string; readonly step: number };

export interface KernelRunOptions {
  readonly helper: string;
  /** False: what a procfs of a namespace shows is worked out from the outermost one, as where it can't be mounted. */
  readonly mounts?: boolean;
  readonly cancel?: AbortSignal;
  /** How long the helper may take over one step. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 40_000;

export async function runOnKernel(
  steps: readonly TraceStep[],
  { helper, mounts = true, cancel, patienceMs = PATIENCE_MS }: KernelRunOptions,
): Promise<KernelRun> {
  const encoded = encodeTrace(steps);
  if (!encoded.ok) return { kind: 'refused', reason: `step ${encoded.error.step}: ${encoded.error.problem}` };
  const { labels, lines } = encoded.value;
  const child = spawn(helper, [], {
    stdio: 'pipe',
    ...(cancel && { signal: cancel }),
    killSignal: 'SIGKILL',
  });
  const closed = whenClosed(child);
  const answers = new KernelAnswers(steps, labels);
  let lab: LabKind | null = null;
  const patience = new Patience(patienceMs, child);
  try {
    child.stdin.write(`lab ${labels.length} ${mounts ? 1 : 0}\n`);
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      patience.renew();
      if (line.startsWith('fatal ')) return gaveUp(line.slice('fatal '.length), lab, answers);
      if (lab === null) {
        lab = labKind(line);
        const obstacle = obstacleOf(steps, lab);
        if (obstacle !== null) return { kind: 'refused', reason: obstacle };
        child.stdin.end(lines.map((text) => `${text}\n`).join(''));
        continue;
      }
      answers.read(line);
      if (answers.refusal !== null)
        return { kind: 'refused', reason: `step ${answers.results.length}: ${answers.refusal}` };
    }
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    return { kind: 'broken', reason: error.message, step: answers.results.length };
  } finally {
    patience.end();
    if (!answers.isComplete) child.kill('SIGKILL');
    // The lab is empty once the helper is gone, and its guard with it.
    await closed;
  }
  const { failure, signal } = await closed;
  if (lab !== null && answers.isComplete)
    return { kind: 'ran', lab, run: { results: answers.results, snapshots: answers.snapshots } };
  if (failure !== null) return { kind: 'impossible', reason: `the helper can't be started: ${failure}` };
  const how = patience.isOver
    ? `took longer than ${patienceMs / 1000} s`
    : `was ended${signal ? ` by ${signal}` : ''}`;
  return { kind: 'broken', reason: `the helper ${how}`, step: answers.results.length };
}

/** Before the lab stands it says why there can't be one; afterwards, why a step did not come to its end. */
function gaveUp(reason: string, lab: LabKind | null, answers: KernelAnswers): KernelRun {
  return lab === null
    ? { kind: 'impossible', reason }
    : { kind: 'broken', reason, step: answers.results.length };
}

function labKind(line: string): LabKind {
  const [, as, depth] = /^lab (root|user) (outermost|nested)$/.exec(line) ?? [];
  if (as === undefined)
    throw new UnreadableAnswer(`the helper began with ${JSON.stringify(line.slice(0, 200))}`);
  return { as: as === 'root' ? 'root' : 'user', outermost: depth === 'outermost' };
}

interface Closed {
  readonly failure: string | null;
  readonly signal: NodeJS.Signals | null;
}

function whenClosed(child: ChildProcessWithoutNullStreams): Promise<Closed> {
  // What is written to a helper that has ended is lost; that it has ended is told by its end.
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  return new Promise((resolve) => {
    let failure: string | null = null;
    child.on('error', (error) => {
      failure = error.message;
      if (child.pid === undefined) resolve({ failure, signal: null });
    });
    child.on('close', (_code, signal) => {
      resolve({ failure: child.pid === undefined ? failure : null, signal });
    });
  });
}

/** Ends a helper that says nothing for too long. */
class Patience {
  isOver = false;
  readonly #ms: number;
  readonly #child: ChildProcessWithoutNullStreams;
  #timer: NodeJS.Timeout;

  constructor(ms: number, child: ChildProcessWithoutNullStreams) {
    this.#ms = ms;
    this.#child = child;
    this.#timer = this.#begin();
  }

  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#begin();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(): NodeJS.Timeout {
    return setTimeout(() => {
      this.isOver = true;
      this.#child.kill('SIGKILL');
    }, this.#ms);
  }
}
