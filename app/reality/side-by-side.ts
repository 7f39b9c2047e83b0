// How do two runs of the same steps look beside each other? In 120 columns, with every difference told in words.

import { isSame } from '#shared/kernel/trace/compare-trace.ts';
import type { TraceRun } from '#shared/kernel/trace/run-trace.ts';
import type { SnapshotEntry, TraceResult, TraceStep } from '#shared/kernel/trace/trace-format.ts';

const STEP_WIDTH = 4;
const CALL_WIDTH = 46;
const ANSWER_WIDTH = 28;
const MARK = 'DIFFERS';

export interface SideBySideOptions {
  /** Only steps after which something differs. */
  readonly quiet: boolean;
}

export function sideBySide(
  steps: readonly TraceStep[],
  simulator: TraceRun,
  kernel: TraceRun,
  { quiet }: SideBySideOptions,
): readonly string[] {
  const lines = [row('step', 'call', 'simulator', 'kernel', '')];
  for (const [index, step] of steps.entries()) {
    const [ours, theirs] = [simulator.results[index] ?? {}, kernel.results[index] ?? {}];
    const processes = processLines(simulator.snapshots[index] ?? [], kernel.snapshots[index] ?? []);
    const differs = !isSame(ours, theirs);
    if (quiet && !differs && processes.length === 0) continue;
    const [left, right] = [answerText(ours), answerText(theirs)];
    const fits = left.length <= ANSWER_WIDTH && right.length <= ANSWER_WIDTH;
    if (!differs) lines.push(row(`${index}`, callText(step), short(left), short(right), ''));
    else if (fits) lines.push(row(`${index}`, callText(step), left, right, MARK));
    else {
      lines.push(row(`${index}`, callText(step), '', '', MARK));
      lines.push(indented(`simulator  ${left}`), indented(`kernel     ${right}`));
    }
    lines.push(...processes);
  }
  return lines;
}

/** `init kill a SIGTERM`: who, what, and the arguments that are not what they are anyway. */
export function callText(step: TraceStep): string {
  const { by, call, ...given } = step;
  const words = Object.entries(given)
    .filter(([, value]) => !isPlain(value))
    .map(([name, value]) => argumentText(name, value));
  return [by, call, ...words].join(' ');
}

/** What a step may leave out, as the parser fills it in. */
function isPlain(value: unknown): boolean {
  return (
    value === undefined ||
    value === false ||
    value === 'SIGCHLD' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function argumentText(name: string, value: unknown): string {
  const text = Array.isArray(value)
    ? value.join('|')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
  return name === 'target' || name === 'sig' || name === 'flags' || name === 'options'
    ? text
    : `${name}=${text}`;
}

/** `ret 5`, `EPERM`, `ret 2 status={"exited":0}`. */
export function answerText(result: TraceResult): string {
  const { ret, errno, at, noreturn, skipped, ...rest } = result;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  if (errno !== undefined) return [text(errno), ...(at === undefined ? [] : [`(${text(at)})`])].join(' ');
  if (noreturn !== undefined) return 'does not return';
  if (skipped !== undefined) return `skipped: ${text(skipped)}`;
  return [`ret ${text(ret)}`, ...fields].join(' ');
}

/** One line for every process that the two see differently. */
function processLines(
  simulator: readonly SnapshotEntry[],
  kernel: readonly SnapshotEntry[],
): readonly string[] {
  const labels = [...new Set([...simulator, ...kernel].map(({ label }) => label))];
  return labels.flatMap((label) => {
    const ours = simulator.find((entry) => entry.label === label);
    const theirs = kernel.find((entry) => entry.label === label);
    if (isSame(ours, theirs)) return [];
    return [indented(`${MARK}  process ${label}: ${entryText(ours, theirs)} | ${entryText(theirs, ours)}`)];
  });
}

/** What the one has and the other has not, or has otherwise. */
function entryText(entry: SnapshotEntry | undefined, other: SnapshotEntry | undefined): string {
  if (entry === undefined) return 'is not there';
  const compared = new Map<string, unknown>(Object.entries(other ?? {}));
  const fields = Object.entries(entry)
    .filter(([name, value]) => name !== 'label' && !isSame(value, compared.get(name)))
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(',') : String(value)}`);
  return fields.join(' ');
}

function row(step: string, call: string, simulator: string, kernel: string, mark: string): string {
  const cells = [
    step.padStart(STEP_WIDTH),
    call.padEnd(CALL_WIDTH),
    simulator.padEnd(ANSWER_WIDTH),
    kernel.padEnd(ANSWER_WIDTH),
    mark,
  ];
  // A call that is too long takes the room of what stands behind it, on a line of its own.
  if (call.length <= CALL_WIDTH) return cells.join('  ').trimEnd();
  return `${cells[0] ?? ''}  ${call}\n${['', '', simulator, kernel, mark]
    .map((cell, at) => cell.padEnd([STEP_WIDTH, CALL_WIDTH, ANSWER_WIDTH, ANSWER_WIDTH][at] ?? 0))
    .join('  ')
    .trimEnd()}`;
}

function indented(line: string): string {
  return `${' '.repeat(STEP_WIDTH + 2)}${line}`;
}

/** Where both are the same, the beginning will do. */
function short(answer: string): string {
  return answer.length <= ANSWER_WIDTH ? answer : `${answer.slice(0, ANSWER_WIDTH - 3)}...`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
