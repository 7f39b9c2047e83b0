// What is a command for, and which commands are for something? whatis(1), apropos(1), man -f and man -k

import { compileRegex } from '../../libc/regex/regex.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { leftOutOption } from '../../libc/left-out-option.ts';
import { MAN_PAGES } from './pages.ts';
import { program } from '../../libc/process.ts';
import { RegexProblem } from '../../libc/regex/syntax.ts';
import { APROPOS_HELP, WHATIS_HELP } from './usage.ts';
import { columnsOf } from './columns.ts';
import type { Coroutine } from '../../program.ts';
import type { Process } from '../../libc/process.ts';

const NOT_FOUND = 16;
const NAME_WIDTH = 20;
const DOTS = '...';

export const whatis = program((process) => main(process, 'whatis'));
export const apropos = program((process) => main(process, 'apropos'));

const OPTIONS = [['l', 'long'], ['V', 'version'], ['?', 'help']] as const; // prettier-ignore

function* main(process: Process, which: 'whatis' | 'apropos'): Coroutine<number> {
  const { options, operands, problem } = getoptLong(process.args, OPTIONS);
  const help = which === 'whatis' ? WHATIS_HELP : APROPOS_HELP;
  const asked = options.find(({ key }) => key !== 'l')?.key;
  if (problem === null && asked === undefined) return yield* tellPurposes(process, which, operands);
  if (problem === null) {
    process.print(asked === '?' ? help : `${which} 2.11.2\n`);
    return 0;
  }
  const leftOut = leftOutOption(problem, help);
  yield* process.error(leftOut ?? problem);
  if (leftOut === null)
    yield* process.eprint(
      `Try '${process.name} --help' or '${process.name} --usage' for more information.\n`,
    );
  return 1;
}

/** By the whole name, or by a part of the name or of the purpose. */
export function* tellPurposes(
  process: Process,
  which: 'whatis' | 'apropos',
  words: readonly string[],
): Coroutine<number> {
  if (words.length === 0) {
    yield* process.eprint(`${which} what?\n`);
    return 1;
  }
  const columns = yield* columnsOf(process);
  let status = 0;
  for (const word of words) {
    const regex = compileRegex(word, 'extended', { ignoreCase: true });
    const fits = (name: string, purpose: string): boolean =>
      which === 'whatis'
        ? name === word
        : !(regex instanceof RegexProblem) && (regex.test(name) || regex.test(purpose));
    const found = [...MAN_PAGES]
      .filter(([name, { purpose }]) => fits(name, purpose))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [name, { section, purpose }] of found) {
      const line = `${`${name} (${section})`.padEnd(NAME_WIDTH)} - ${purpose}`;
      process.printLine(line.length < columns ? line : line.slice(0, columns - 1 - DOTS.length) + DOTS);
    }
    if (found.length > 0) continue;
    yield* process.eprint(`${word}: nothing appropriate.\n`);
    status = NOT_FOUND;
  }
  return status;
}
