// The characters of each line from the last to the first. rev(1) of util-linux.

import { closeInput, inputsOf, openInput } from '../libc/coreutils.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { LineReader } from '../libc/read.ts';
import { program } from '../libc/process.ts';
import { REV_USAGE } from './util-linux-usage.ts';
import { tryHelp, versionLine } from '../libc/util-linux.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

export const rev = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, [['h', 'help'], ['V', 'version']]); // prettier-ignore
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const [asked] = line.options;
  if (asked !== undefined) {
    process.print(asked.key === 'h' ? REV_USAGE : versionLine(process));
    return 0;
  }
  let status = 0;
  for (const name of inputsOf(line.operands)) {
    const fd = yield* openInput(process.sys, name);
    if (failed(fd)) {
      yield* process.warn(`cannot open ${name}`, fd);
      status = 1;
      continue;
    }
    let count = 0;
    const reader = new LineReader(process.sys, fd);
    for (let text = yield* reader.next(); text !== null; text = yield* reader.next()) {
      if (failed(text)) {
        yield* process.warn(`${name}: ${count}`, text);
        status = 1;
        break;
      }
      count += 1;
      process.print([...text].reverse().join('') + (reader.terminated ? '\n' : ''));
      yield* process.settle();
    }
    yield* closeInput(process.sys, fd);
  }
  return status;
});
