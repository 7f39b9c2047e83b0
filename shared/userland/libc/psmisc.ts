// What do the programs of psmisc have in common: how they say what they are, and what they answer instead of working?

import type { Coroutine } from '../program.ts';
import type { Process } from './process.ts';
import { signalLines } from './signal-names.ts';

/** A command line that has been read. */
export type PsmiscLine<Request> =
  | { readonly kind: 'run'; readonly request: Request }
  | { readonly kind: 'list' | 'version' }
  | { readonly kind: 'usage'; readonly problem: string | null }
  | { readonly kind: 'refused'; readonly message: string };

/** `copyright`: its years and authors. */
export function psmiscVersion(program: string, copyright: string): string {
  return `${program} (PSmisc) 23.6
Copyright (C) ${copyright}

PSmisc comes with ABSOLUTELY NO WARRANTY.
This is free software, and you are welcome to redistribute it under
the terms of the GNU General Public License.
For more information about these matters, see the files named COPYING.
`;
}

/** Of those that send signals: `run` where there is work to do, else its answer. Resolves to the exit status. */
export function* answerPsmiscLine<Request>(
  process: Process,
  line: PsmiscLine<Request>,
  { usage, version }: { readonly usage: string; readonly version: string },
  run: (process: Process, request: Request) => Coroutine<number>,
): Coroutine<number> {
  switch (line.kind) {
    case 'list':
      process.print(signalLines());
      return 0;
    case 'version':
      yield* process.eprint(version);
      return 0;
    case 'usage':
      yield* process.eprint((line.problem === null ? '' : `${line.problem}\n`) + usage);
      return 1;
    case 'refused':
      yield* process.eprint(`${line.message}\n`);
      return 1;
    case 'run':
      return yield* run(process, line.request);
  }
}
