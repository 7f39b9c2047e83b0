// The checkpoint language: CEL over the view of a moment, type-checked before it ever runs, bounded when it does.

import { Environment } from '@marcbachmann/cel-js';
import type { KernelState } from '../kernel/state.ts';
import type { Result } from '../result.ts';
import { err, invariant, ok } from '../result.ts';
import type { History } from './history.ts';
import { HISTORY_KINDS } from './history.ts';
import { Entry, foregroundOf, namespacesOf, Ns, Proc, procsOf } from './view.ts';

/** A moment of a run, as expressions see it. */
export interface Moment {
  readonly state: KernelState;
  readonly history: History;
  readonly answers: ReadonlyMap<string, string>;
}

export interface Expression {
  readonly text: string;
  /** Throws ExpressionFailed when it can't be carried out. */
  evaluate(moment: Moment): boolean;
}

/** The lab could not answer: an error verdict, never the learner's fault. */
export class ExpressionFailed extends Error {
  override readonly name = 'ExpressionFailed';
}

const MAX_NESTING = 2;
/** Above this many processes an expression is not walked over them: two nested loops would take too long. */
const MAX_PROCS = 500;
const LOOPS: readonly string[] = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** The moment that is being asked about. CEL functions are fixed at start-up, so they read it from here; evaluation is synchronous. */
let current: Moment | null = null;

function moment(): Moment {
  invariant(current, 'a checkpoint function ran outside an evaluation');
  return current;
}

function procById(id: number | null): Proc {
  const task = id === null ? undefined : moment().state.tasks.get(id);
  if (!task) throw new ExpressionFailed(id === null ? 'no such process' : `no process has the id ${id}`);
  return new Proc(moment().state, task);
}

const environment = new Environment({
  limits: { maxAstNodes: 400, maxDepth: 40, maxListElements: 64, maxMapEntries: 16, maxCallArguments: 8 },
})
  .registerType('Proc', { ctor: Proc, fields: Proc.fields })
  .registerType('Ns', { ctor: Ns, fields: Ns.fields })
  .registerType('Entry', { ctor: Entry, fields: Entry.fields })
  .registerVariable('procs', 'list<Proc>')
  .registerVariable('nss', 'list<Ns>')
  .registerVariable('log', 'list<Entry>')
  .registerFunction('happened(string): bool', (kind: string) => moment().history.count(kind) > 0)
  .registerFunction(
    'happened(string, string): bool',
    (kind: string, detail: string) => moment().history.count(kind, detail) > 0,
  )
  .registerFunction('count(string): int', (kind: string) => BigInt(moment().history.count(kind)))
  .registerFunction('count(string, string): int', (kind: string, detail: string) =>
    BigInt(moment().history.count(kind, detail)),
  )
  .registerFunction('answer(string): string', (question: string) => moment().answers.get(question) ?? '')
  .registerFunction('proc(int): Proc', (id: bigint) => procById(Number(id)))
  .registerFunction('alive(int): bool', (id: bigint) => isAlive(Number(id)))
  .registerFunction('parentOf(Proc): Proc', (proc: Proc) => procById(Number(proc.parent)))
  .registerFunction('foreground(int): Proc', (tty: bigint) =>
    procById(foregroundOf(moment().state, Number(tty))),
  )
  .registerFunction('init(): Proc', () =>
    procById(moment().state.pidNamespaces.get(moment().state.rootPidNs)?.childReaper ?? null),
  );

function isAlive(id: number): boolean {
  const task = moment().state.tasks.get(id);
  return task !== undefined && task.state !== 'zombie' && task.state !== 'exiting';
}

/** Errors: why the text is no checkpoint, with the place in it where CEL says one. */
export function compileExpression(text: string): Result<Expression, string> {
  const check = environment.check(text);
  if (!check.valid) return err(check.error?.message ?? 'not an expression');
  if (check.type !== 'bool') return err(`a checkpoint is true or false, this one is ${String(check.type)}`);
  const parsed = environment.parse(text);
  const problem = problemInTree(parsed.ast);
  if (problem) return err(problem);
  return ok({
    text,
    evaluate(at) {
      current = at;
      try {
        return parsed(contextOf(at)) === true;
      } catch (error) {
        throw error instanceof ExpressionFailed
          ? error
          : new ExpressionFailed(error instanceof Error ? error.message : String(error));
      } finally {
        current = null;
      }
    },
  });
}

/** Views are built only when the expression asks for them. */
function contextOf(at: Moment): object {
  return {
    get procs() {
      if (at.state.tasks.size > MAX_PROCS)
        throw new ExpressionFailed(`there are more than ${MAX_PROCS} processes`);
      return procsOf(at.state);
    },
    get nss() {
      return namespacesOf(at.state);
    },
    get log() {
      return at.history.entries.map((entry) => new Entry(entry));
    },
  };
}

interface TreeNode {
  readonly op: string;
  readonly args: unknown;
}

function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** Loops in loops deeper than MAX_NESTING, and kinds of history that don't exist. */
function problemInTree(root: unknown, depth = 0): string | null {
  if (Array.isArray(root)) {
    for (const part of root) {
      const problem = problemInTree(part, depth);
      if (problem) return problem;
    }
    return null;
  }
  if (!isNode(root)) return null;
  const [name, receiver, args] = Array.isArray(root.args) ? (root.args as readonly unknown[]) : [];
  const isLoop = root.op === 'rcall' && typeof name === 'string' && LOOPS.includes(name);
  if (isLoop && depth >= MAX_NESTING) return `at most ${MAX_NESTING} loops may stand inside each other`;
  if (root.op === 'call' && (name === 'happened' || name === 'count')) {
    const kind = literalOf(Array.isArray(receiver) ? (receiver as readonly unknown[])[0] : undefined);
    if (kind !== null && !Object.hasOwn(HISTORY_KINDS, kind))
      return `nothing in the log is of the kind "${kind}"`;
  }
  if (!isLoop) return problemInTree(root.args, depth);
  return problemInTree(receiver, depth) ?? problemInTree(args, depth + 1);
}

function literalOf(node: unknown): string | null {
  return isNode(node) && node.op === 'value' && typeof node.args === 'string' ? node.args : null;
}
