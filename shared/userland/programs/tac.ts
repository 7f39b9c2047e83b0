// The lines of a file from the last to the first. tac(1)

import { closeInput, coreutil, inputsOf, openInput, quoteaf, quotef, tryHelp } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { readAll, splitAfter } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const tac = coreutil('tac', function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['b', 'before'], ['s', 'separator', 'required']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const given = line.options.findLast(({ key }) => key === 's')?.value ?? '\n';
  const separator = given === '' ? '\0' : given;
  const before = line.options.some(({ key }) => key === 'b');
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    const text = failed(fd) ? fd : yield* readAll(process.sys, fd);
    if (failed(text)) {
      yield* process.error(
        failed(fd) ? `failed to open ${quoteaf(name)} for reading` : `${quotef(name)}: read error`,
        text,
      );
      status = 1;
      continue;
    }
    if (!failed(fd)) yield* closeInput(process.sys, fd);
    const records = before ? splitBefore(text, separator) : splitAfter(text, separator);
    for (const record of records.toReversed()) process.print(record);
  }
  return status;
});

/** Each but the first begins with the separator. */
function splitBefore(text: string, separator: string): readonly string[] {
  return text.split(separator).map((part, at) => (at === 0 ? part : separator + part));
}
