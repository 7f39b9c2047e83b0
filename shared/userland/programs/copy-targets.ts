// Where do the sources of cp(1), mv(1) and ln(1) go, one by one?

import { quoteaf, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import type { Coroutine } from '../program.ts';
import type { FoundOption } from '../libc/getopt-long.ts';
import type { Process } from '../libc/process.ts';

/** What is done with one source and where it goes; false where it failed, which was told. */
export type Action = (from: string, to: string) => Coroutine<boolean>;

interface Places {
  readonly operands: readonly string[];
  /** -t. */
  readonly into: string | null;
  /** -T: the target is never a directory to put something into. */
  readonly exactTarget: boolean;
  /** -n of ln: a link to a directory is no directory. */
  readonly noDereference?: boolean;
}

export function placesOf(line: {
  readonly options: readonly FoundOption<string>[];
  readonly operands: readonly string[];
}): Places {
  return {
    operands: line.operands,
    into: line.options.findLast(({ key }) => key === 't')?.value ?? null,
    exactTarget: line.options.some(({ key }) => key === 'T'),
  };
}

/** Several sources, or one whose target is a directory, go into the directory under their own names. */
export function* toTargets(process: Process, places: Places, action: Action): Coroutine<number> {
  const { operands, into, exactTarget } = places;
  const [first] = operands;
  if (first === undefined) return yield* tryHelp(process, 'missing file operand');
  if (operands.length === 1 && into === null)
    return yield* tryHelp(process, `missing destination file operand after ${quoteaf(first)}`);
  if (exactTarget && into !== null) {
    yield* process.error('cannot combine --target-directory (-t) and --no-target-directory (-T)');
    return 1;
  }
  const extra = operands[2];
  if (exactTarget && extra !== undefined) return yield* tryHelp(process, `extra operand ${quoteaf(extra)}`);
  const target = into ?? operands.at(-1) ?? '';
  const sources = into === null ? operands.slice(0, -1) : operands;
  const isLink = places.noDereference === true && !target.endsWith('/');
  const stat = yield* isLink ? process.sys.lstat(target) : process.sys.stat(target);
  const isDirectory = !exactTarget && !failed(stat) && stat.kind === 'directory';
  if (!isDirectory && (sources.length > 1 || into !== null)) {
    const what = into === null ? 'target' : 'target directory';
    yield* process.error(`${what} ${quoteaf(target)}`, failed(stat) ? stat : { errno: 'ENOTDIR' });
    return 1;
  }
  let status = 0;
  for (const source of sources) {
    const name = source.replace(/\/+$/, '').replace(/^.*\//, '');
    const to = isDirectory ? `${target.replace(/\/+$/, '')}/${name}` : target;
    if (!(yield* action(source, to))) status = 1;
  }
  return status;
}
