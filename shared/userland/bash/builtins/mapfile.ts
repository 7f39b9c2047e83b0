// mapfile, readarray: the lines of a file as the elements of an array (bash(1), mapfile builtin; mapfile.def)

import { allocateItems } from '../../libc/exhaustion.ts';
import { failed } from '../../program.ts';
import type { Coroutine } from '../../program.ts';
import { builtinError } from '../errors.ts';
import { assignArray, assignElement } from '../expand/assign.ts';
import { singleQuote } from '../quoting.ts';
import { readToEnd } from '../read-to-end.ts';
import type { Shell } from '../shell.ts';
import { builtinOptions } from './options.ts';

const FAILURE = 1;
/** After how many lines the callback is called. */
const USUAL_QUANTUM = 5000;

/** The options that take a number, and how bash names them. */
const NUMBERS = { n: 'line count', O: 'array origin', s: 'line count', c: 'callback quantum', u: 'file descriptor specification' }; // prettier-ignore

export function* mapfile(shell: Shell, args: readonly string[]): Coroutine<number> {
  const options = yield* builtinOptions(shell, args, 'd:u:n:O:tC:c:s:');
  if (typeof options === 'number') return options;
  const { on, values, operands } = options;
  for (const [letter, what] of Object.entries(NUMBERS)) {
    const value = values.get(letter);
    if (value === undefined || (/^[0-9]+$/.test(value) && !(letter === 'c' && Number(value) === 0))) continue;
    yield* builtinError(shell, `${value}: invalid ${what}`);
    return FAILURE;
  }
  const [name = 'MAPFILE'] = operands;
  if (name === '') {
    yield* builtinError(shell, 'empty array variable name');
    return FAILURE;
  }
  if (!/^[A-Za-z_][A-Za-z_0-9]*$/.test(name)) {
    yield* builtinError(shell, `\`${name}': not a valid identifier`);
    return FAILURE;
  }
  const variable = shell.variables.get(name);
  if ((variable?.value?.kind ?? variable?.array) === 'associative') {
    yield* builtinError(shell, `${name}: not an indexed array`);
    return FAILURE;
  }
  const numberOf = (letter: string, usual: number): number => Number(values.get(letter) ?? usual);
  const fd = numberOf('u', 0);
  if (failed(yield* shell.sys.fstat(fd))) {
    yield* builtinError(shell, `${fd}: invalid file descriptor: Bad file descriptor`);
    return FAILURE;
  }
  const origin = numberOf('O', 0);
  if (!values.has('O') && !(yield* assignArray(shell, name, [], false))) return FAILURE;
  const all = linesOf(yield* readToEnd(shell, fd), values.get('d') ?? '\n');
  const most = numberOf('n', 0);
  const skipped = numberOf('s', 0);
  const lines = all.slice(skipped, most === 0 ? undefined : skipped + most);
  const quantum = numberOf('c', USUAL_QUANTUM);
  const delimiter = values.get('d')?.charAt(0) ?? '\n';
  const textOf = (line: string): string =>
    on.includes('t') && line.endsWith(delimiter) ? line.slice(0, -1) : line;
  const callback = values.get('C');
  if (callback === undefined) {
    allocateItems(lines.length);
    const items = lines.map((line, index) => ({
      index: String(origin + index),
      text: textOf(line),
      append: false,
    }));
    return (yield* assignArray(shell, name, items, true)) ? 0 : FAILURE;
  }
  for (const [index, line] of lines.entries()) {
    const text = textOf(line);
    if ((index + 1) % quantum === 0)
      yield* shell.run.text(shell, `${callback} ${origin + index} ${singleQuote(text)}`, 'eval');
    if (!(yield* assignElement(shell, name, String(origin + index), text))) return FAILURE;
    if (shell.skip !== null) return shell.status;
  }
  return 0;
}

/** Each with its delimiter, which the last one may lack. */
function linesOf(text: string, given: string): readonly string[] {
  const delimiter = given === '' ? '\0' : given.charAt(0);
  const parts = text.split(delimiter);
  const rest = parts.pop() ?? '';
  return [...parts.map((part) => part + delimiter), ...(rest === '' ? [] : [rest])];
}
