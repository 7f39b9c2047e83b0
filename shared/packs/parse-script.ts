// Reads a .cmds file: what somebody types into an exercise, line by line.
//
//   sleep 600 &          typed at the first terminal, pts/0
//   @1 kill -9 6         typed at pts/1
//   ^C                   a key; also @1 ^Z
//   ? cause = no-init    the answer to a question
//   ! terminal           opens one more terminal
//   ! wait 5000          lets 5,000 simulated milliseconds pass
//   ! hint 1             asks for a hint
//   # words              a remark
//   > # words            anything after "> " is typed as it stands

import { asTtyId } from '../kernel/ids.ts';
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { ControlKey, Input } from '../userland/input.ts';

/** An input, or simulated time to let pass. */
export type ScriptStep =
  { readonly line: number; readonly input: Input } | { readonly line: number; readonly waitMs: number };

export interface ScriptProblem {
  readonly line: number;
  readonly message: string;
}

const KEYS: readonly string[] = ['^C', '^D', '^Z', '^\\'] satisfies ControlKey[];

export function parseScript(text: string): Result<readonly ScriptStep[], ScriptProblem> {
  const steps: ScriptStep[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (raw.trim() === '' || raw.startsWith('#')) continue;
    const step = parseLine(raw, line);
    if (!step.ok) return step;
    steps.push(step.value);
  }
  return ok(steps);
}

function parseLine(raw: string, line: number): Result<ScriptStep, ScriptProblem> {
  if (raw.startsWith('? ')) return parseAnswer(raw.slice(2), line);
  if (raw.startsWith('! ')) return parseOrder(raw.slice(2).trim(), line);
  const at = /^@(\d{1,2}) (.*)$/.exec(raw);
  const tty = asTtyId(at ? Number(at[1]) : 0);
  const typed = at ? (at[2] ?? '') : raw;
  if (KEYS.includes(typed.trim())) {
    // The list holds exactly the control keys.
    return ok({ line, input: { kind: 'key', tty, key: typed.trim() as ControlKey } });
  }
  return ok({ line, input: { kind: 'line', tty, text: typed.startsWith('> ') ? typed.slice(2) : typed } });
}

function parseAnswer(text: string, line: number): Result<ScriptStep, ScriptProblem> {
  const match = /^([a-z][a-z0-9-]*)\s*=\s*(.*)$/.exec(text.trim());
  if (!match) return err({ line, message: `an answer looks like "? question = value", not "? ${text}"` });
  return ok({ line, input: { kind: 'answer', question: match[1] ?? '', value: (match[2] ?? '').trim() } });
}

function parseOrder(text: string, line: number): Result<ScriptStep, ScriptProblem> {
  if (text === 'terminal') return ok({ line, input: { kind: 'terminal' } });
  const match = /^(wait|hint) (\d{1,9})$/.exec(text);
  if (!match)
    return err({
      line,
      message: `no such order "! ${text}"; there are: ! terminal, ! wait MILLISECONDS, ! hint STEP`,
    });
  const count = Number(match[2]);
  return ok(match[1] === 'wait' ? { line, waitMs: count } : { line, input: { kind: 'hint', step: count } });
}
