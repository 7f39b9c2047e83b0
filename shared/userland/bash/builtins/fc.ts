// fc: earlier lines again, listed or carried out (bash(1), fc builtin; fc.def)

import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { firstNumber, rememberedLines } from '../history-list.ts';
import type { Shell } from '../shell.ts';
import { builtinOptions } from './options.ts';
import { print } from './output.ts';

const FAILURE = 1;
/** How many lines `fc -l` shows when nothing else is said. */
const USUAL_LINES = 16;

export function* fc(shell: Shell, args: readonly string[]): Coroutine<number> {
  const numbers = args.findIndex((arg) => /^-[0-9]+$/.test(arg));
  const known = numbers < 0 ? args : [...args.slice(0, numbers), '--', ...args.slice(numbers)];
  const options = yield* builtinOptions(shell, known, ':e:lnrs');
  if (typeof options === 'number') return options;
  const { on, values, operands } = options;
  // The line that says fc is no candidate.
  const remembered = rememberedLines(shell);
  const lines = shell.lineRemembered ? remembered.slice(0, -1) : [...remembered];
  if (on.includes('s') || values.get('e') === '-') return yield* again(shell, lines, operands);
  if (lines.length === 0) return 0;
  const [first, last] = operands;
  const from = placeOf(shell, lines, first ?? (on.includes('l') ? `-${USUAL_LINES}` : '-1'));
  const to = placeOf(shell, lines, last ?? (on.includes('l') ? '-1' : (first ?? '-1')));
  if (from === null || to === null) {
    yield* builtinError(
      shell,
      on.includes('l') || first === undefined ? 'history specification out of range' : 'no command found',
    );
    return FAILURE;
  }
  if (!on.includes('l')) {
    // There is nothing to edit with (fidelity: line-editor).
    yield* builtinError(shell, 'the lab has no editor; fc -l lists lines, fc -s carries one out again');
    return FAILURE;
  }
  const chosen = numbered(lines, from, to, firstNumber(shell));
  const ordered = on.includes('r') ? chosen.reverse() : chosen;
  return yield* print(
    shell,
    ordered.map(({ number, line }) => `${on.includes('n') ? '' : number}\t ${line}\n`).join(''),
  );
}

function numbered(
  lines: readonly string[],
  from: number,
  to: number,
  first: number,
): { number: number; line: string }[] {
  const [low, high] = from <= to ? [from, to] : [to, from];
  const chosen = lines.slice(low, high + 1).map((line, index) => ({ number: low + index + first, line }));
  return from <= to ? chosen : chosen.reverse();
}

/** A number, a negative number, or how the line begins. */
function placeOf(shell: Shell, lines: readonly string[], spec: string): number | null {
  if (/^-?[0-9]+$/.test(spec)) {
    const number = Number(spec);
    const index =
      number > 0 ? number - firstNumber(shell) : number === 0 ? lines.length - 1 : lines.length + number;
    return Math.min(Math.max(index, 0), lines.length - 1);
  }
  for (let at = lines.length - 1; at >= 0; at -= 1) if (lines[at]?.startsWith(spec) === true) return at;
  return null;
}

/** -s: the line is shown, takes the place of `fc -s` in the history, and runs. */
function* again(shell: Shell, lines: readonly string[], operands: readonly string[]): Coroutine<number> {
  const changes = operands.filter((operand) => operand.includes('='));
  const spec = operands.find((operand) => !operand.includes('='));
  const at = lines.length === 0 ? null : placeOf(shell, lines, spec ?? '-1');
  if (at === null) {
    yield* builtinError(shell, 'no command found');
    return FAILURE;
  }
  let line = lines[at] ?? '';
  for (const change of changes) {
    const [pattern = '', ...replacement] = change.split('=');
    line = line.replaceAll(pattern, () => replacement.join('='));
  }
  yield* shell.sys.write(2, `${line}\n`);
  if (shell.lineRemembered) shell.history.splice(-1, 1, line);
  return yield* shell.run.text(shell, `${line}\n`, 'eval');
}
