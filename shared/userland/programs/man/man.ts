// Shows a page of the manual, a screen at a time. man(1) of man-db; the pages are the lab's own, and short.

import { columnsOf } from './columns.ts';
import { execvp, findInPath } from '../../libc/exec.ts';
import { failed } from '../../program.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { leftOutOption, notAvailable } from '../../libc/left-out-option.ts';
import { MAN_HELP, MAN_USAGE } from './usage.ts';
import { MAN_PAGES } from './pages.ts';
import { pageText } from './layout.ts';
import { program } from '../../libc/process.ts';
import { strerror } from '../../../kernel/abi/errno.ts';
import { tellPurposes } from './whatis.ts';
import type { Coroutine } from '../../program.ts';
import type { ManPage } from './pages.ts';
import type { Process } from '../../libc/process.ts';

const OPTIONS = [
  ['f', 'whatis'], ['k', 'apropos'], ['a', 'all'], ['P', 'pager', 'required'], ['S', 'sections', 'required'], ['s', '', 'none', 'required'],
  ['i', 'ignore-case'], ['I', 'match-case'], ['V', 'version'], ['?', 'help'], ['', 'usage'],
  ['', 'path'], ['', 'location'], ['', 'location-cat'], ['', 'nh'], ['', 'nj'],
] as const; // prettier-ignore

const NOT_FOUND = 16;
const PAGER_FAILED = 3;
const CANNOT_EXECUTE = 255;
const DEFAULT_PAGER = 'pager';
/** What man-db makes of a page before the pager has it. */
const SQUEEZE = "sed -e '/^[[:space:]]*$/{ N; /^[[:space:]]*\\n[[:space:]]*$/D; }'";
const SECTION = /^[1-9]$/;

interface Wanted {
  readonly name: string;
  readonly sections: readonly string[];
}

export const man = program(function* (process: Process): Coroutine<number> {
  const { options, operands, problem } = getoptLong(process.args, OPTIONS);
  if (problem !== null) {
    const leftOut = leftOutOption(problem, MAN_HELP);
    yield* process.error(leftOut ?? problem);
    if (leftOut === null) yield* process.eprint("Try 'man --help' or 'man --usage' for more information.\n");
    return 1;
  }
  const has = (key: (typeof options)[number]['key']): boolean => options.some((option) => option.key === key);
  const value = (...keys: readonly string[]): string | null =>
    options.findLast(({ key }) => keys.includes(key))?.value ?? null;
  if (has('?') || has('usage') || has('V')) {
    process.print(has('?') ? MAN_HELP : has('usage') ? MAN_USAGE : 'man 2.11.2\n');
    return 0;
  }
  const leftOut = (['path', 'location', 'location-cat', 'nh', 'nj'] as const).find(has);
  if (leftOut !== undefined) {
    yield* process.error(notAvailable(`--${leftOut}`));
    return 1;
  }
  if (has('f') || has('k')) return yield* tellPurposes(process, has('f') ? 'whatis' : 'apropos', operands);
  const pager = value('P') ?? process.env.get('MANPAGER') ?? process.env.get('PAGER') ?? DEFAULT_PAGER;
  return yield* showAll(process, wantedOf(operands, value('S', 's')), operands, pager);
});

/** `man 7 NAME`, `man NAME.7`, `man NAME(7)`. */
function wantedOf(operands: readonly string[], sections: string | null): readonly Wanted[] {
  let chosen = sections?.split(/[:,]/) ?? [];
  const wanted: Wanted[] = [];
  for (const [at, operand] of operands.entries()) {
    if (SECTION.test(operand) && at + 1 < operands.length) {
      chosen = [operand];
      continue;
    }
    const [, name = operand, section] = /^(.+?)(?:\.([1-9])|\(([1-9])\))$/.exec(operand) ?? [];
    const inName = section ?? /\(([1-9])\)$/.exec(operand)?.[1];
    wanted.push(
      inName !== undefined && MAN_PAGES.has(name)
        ? { name, sections: [inName] }
        : { name: operand, sections: chosen },
    );
  }
  return wanted;
}

function* showAll(
  process: Process,
  wanted: readonly Wanted[],
  operands: readonly string[],
  pager: string,
): Coroutine<number> {
  if (wanted.length === 0) {
    yield* process.eprint("What manual page do you want?\nFor example, try 'man man'.\n");
    return 1;
  }
  let status = 0;
  let shown = 0;
  for (const { name, sections } of wanted) {
    const page = MAN_PAGES.get(name);
    if (page === undefined || (sections.length > 0 && !sections.includes(String(page.section)))) {
      yield* complain(process, name, sections);
      if (SECTION.test(name) && operands.length === 1) return 1;
      status = NOT_FOUND;
      continue;
    }
    if (shown > 0 && !(yield* isWanted(process, name, page))) continue;
    shown += 1;
    const paged = yield* show(process, name, page, pager);
    if (paged !== 0) return paged;
  }
  return status;
}

function* complain(process: Process, name: string, sections: readonly string[]): Coroutine<void> {
  const where = sections.length > 0 ? ` in section ${sections.join(':')}` : '';
  yield* process.eprint(`No manual entry for ${name}${where}\n`);
  if (SECTION.test(name))
    yield* process.eprint(
      `(Alternatively, what manual page do you want from section ${name}?)\nFor example, try 'man man'.\n`,
    );
  else if (where === '' && (yield* findInPath(process.sys, name, process.env)) !== null)
    yield* process.eprint(
      `The manual of the lab is short: see '${name} --help', or 'man man' for its pages.\n`,
    );
}

/** Between two pages, a terminal is asked: Enter shows the next one, Ctrl-D leaves it out. */
function* isWanted(process: Process, name: string, { section }: ManPage): Coroutine<boolean> {
  if (!(yield* process.sys.isatty(1)) || !(yield* process.sys.isatty(0))) return true;
  yield* process.eprint(
    `--Man-- next: ${name}(${section}) [ view (return) | skip (Ctrl-D) | quit (Ctrl-C) ]\n`,
  );
  const answer = yield* process.readInput();
  return !failed(answer) && answer !== '';
}

/** Through the pager, where it is a terminal that is written to. */
function* show(process: Process, name: string, page: ManPage, pager: string): Coroutine<number> {
  const { sys, env } = process;
  const text = pageText(name, page, yield* columnsOf(process));
  if (!(yield* sys.isatty(1))) {
    process.print(text);
    return 0;
  }
  const title = `${name}(${page.section})`;
  const prompt = ` Manual page ${title} ?ltline %lt?L/%L.:byte %bB?s/%s..?e (END):?pB %pB\\%.. (press h for help or q to quit)`;
  const less = `-ix8RmPm${prompt}$PM${prompt}$${env.get('LESS') ?? ''}`;
  yield* process.flush();
  const ends = yield* sys.pipe();
  if (failed(ends)) return PAGER_FAILED;
  const child = yield* sys.fork(function* () {
    yield* sys.dup2(ends.read, 0);
    for (const fd of [ends.read, ends.write]) yield* sys.close(fd);
    const words = pager.split(/\s+/).filter((word) => word !== '');
    const refused = yield* execvp(sys, words, new Map([...env, ['LESS', less], ['MAN_PN', title]]));
    yield* sys.write(2, `man: can't execute ${words[0] ?? ''}: ${strerror(refused.errno)}\n`);
    return CANNOT_EXECUTE;
  });
  yield* sys.close(ends.read);
  if (failed(child)) return PAGER_FAILED;
  // what the keys do is for the pager to decide, and it may end before it has read everything
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGPIPE'] as const) yield* sys.sigaction(signal, 'ignore');
  yield* sys.write(ends.write, text);
  yield* sys.close(ends.write);
  const waited = yield* sys.wait4(child);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGPIPE'] as const) yield* sys.sigaction(signal, 'default');
  if (failed(waited) || waited.status === null || !('exited' in waited.status)) return PAGER_FAILED;
  if (waited.status.exited !== CANNOT_EXECUTE) return 0;
  yield* process.error(
    `command exited with status ${CANNOT_EXECUTE}: ${SQUEEZE} | LESS=${less} MAN_PN=${title} ${pager}`,
  );
  return PAGER_FAILED;
}
