// What happens when all children of a command have been made: are they waited for, or left in the background?

import type { Coroutine } from '../../program.ts';
import { endPipeline } from '../fork.ts';
import type { Running } from '../interpreter.ts';
import type { Shell } from '../shell.ts';
import { waitFor } from '../wait.ts';

/** Answers `$?`. A command without children leaves it alone; within a pipeline the last member finishes for all. */
export function* finishChildren(shell: Shell, running: Running): Coroutine<number> {
  if (!shell.makingChildren || running.pipeOut !== null) return shell.status;
  const { lastMadePid } = shell;
  const job = yield* endPipeline(shell, running.async);
  if (!running.async) {
    if (lastMadePid !== 0) shell.status = yield* waitFor(shell, lastMadePid);
  } else {
    shell.status = 0;
    if (shell.interactive && job !== null && shell.dialect === 'bash')
      yield* shell.sys.write(2, `[${job.number}] ${lastMadePid}\n`);
  }
  return shell.status;
}
