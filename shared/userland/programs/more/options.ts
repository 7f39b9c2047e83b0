// How is more(1) started? Beside getopt's options it knows -NUMBER, +NUMBER and +/PATTERN anywhere on the line, and $MORE.

import { getoptLong } from '../../libc/getopt-long.ts';

const OPTIONS = [
  ['d', 'silent'], ['f', 'logical'], ['l', 'no-pause'], ['c', 'print-over'], ['p', 'clean-print'], ['e', 'exit-on-eof'],
  ['s', 'squeeze'], ['u', 'plain'], ['n', 'lines', 'required'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

export interface Settings {
  /** -d: the prompt says how to go on. */
  readonly tellsKeys: boolean;
  /** Without -f: long lines are folded. */
  readonly folds: boolean;
  /** Without -l: a form feed ends the screen. */
  readonly pausesAtFormFeed: boolean;
  /** -e: the end of the last file is the end. */
  readonly endsAtEnd: boolean;
  readonly squeezes: boolean;
  /** -n; 0 for as many as fit. */
  readonly lines: number;
  /** +NUMBER. */
  readonly firstLine: number;
  /** +/PATTERN. */
  readonly firstPattern: string | null;
}

export interface Given {
  readonly settings: Settings;
  readonly operands: readonly string[];
  readonly asks: 'help' | 'version' | null;
  /** What getopt says against it. */
  readonly problem: string | null;
  /** The value of -n, when it is no number. */
  readonly badNumber: string | null;
}

export function readOptions(args: readonly string[], environment: string): Given {
  const words = [...environment.split(/\s+/).filter((word) => word !== ''), ...args];
  let [lines, firstLine, firstPattern]: [number, number, string | null] = [0, 0, null];
  const rest = words.filter((word) => {
    if (/^-\d+$/.test(word)) lines = Number(word.slice(1));
    else if (/^\+\d+$/.test(word)) firstLine = Number(word.slice(1));
    else if (word.startsWith('+/')) firstPattern = word.slice(2);
    else return true;
    return false;
  });
  const { options, operands, problem } = getoptLong(rest, OPTIONS);
  const has = (key: (typeof OPTIONS)[number][0]): boolean => options.some((option) => option.key === key);
  const asked = options.find(({ key }) => key === 'h' || key === 'V');
  const values = options.flatMap(({ key, value }) => (key === 'n' ? [value ?? ''] : []));
  const badNumber = values.find((value) => !/^\d+$/.test(value)) ?? null;
  if (badNumber === null && values.length > 0) lines = Number(values.at(-1));
  return {
    settings: {
      tellsKeys: has('d'),
      folds: !has('f'),
      pausesAtFormFeed: !has('l'),
      endsAtEnd: has('e'),
      squeezes: has('s'),
      lines,
      firstLine,
      firstPattern,
    },
    operands,
    asks: asked === undefined ? null : asked.key === 'h' ? 'help' : 'version',
    problem,
    badNumber,
  };
}
