// Runs a program with other ids. setpriv(1) of util-linux; groups follow the user here.

import { execOrFail, parseNumber, tryHelp, versionLine } from '../libc/util-linux.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { Process, program } from '../libc/process.ts';
import { readUsers } from '../libc/users.ts';
import { userEnvironment } from './su/become-user.ts';
import { SETPRIV_USAGE } from './util-linux-usage.ts';
import type { Coroutine } from '../program.ts';

const OPTIONS = [
  ['d', 'dump'], ['', 'nnp'], ['', 'no-new-privs'], ['', 'ambient-caps', 'required'], ['', 'inh-caps', 'required'],
  ['', 'bounding-set', 'required'], ['', 'ruid', 'required'], ['', 'euid', 'required'], ['', 'rgid', 'required'],
  ['', 'egid', 'required'], ['', 'reuid', 'required'], ['', 'regid', 'required'], ['', 'clear-groups'], ['', 'keep-groups'],
  ['', 'init-groups'], ['', 'groups', 'required'], ['', 'securebits', 'required'], ['', 'pdeathsig', 'required'],
  ['', 'reset-env'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

/** What setpriv says when it can't. */
const FAILED = 127;

export const setpriv = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const users = yield* readUsers(sys);
  let ids: { ruid?: number; euid?: number; suid?: number } = {};
  let resets = false;
  for (const { key, value } of line.options) {
    const text = value ?? '';
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? SETPRIV_USAGE : versionLine(process));
      return 0;
    }
    if (key === 'ruid' || key === 'euid' || key === 'reuid') {
      const uid = users.byName(text)?.uid ?? parseNumber(text);
      if (uid === null) return yield* refuse(process, `failed to parse ${key}: '${text}'`);
      ids = {
        ...ids,
        ...(key === 'euid' ? {} : { ruid: uid }),
        ...(key === 'ruid' ? {} : { euid: uid, suid: uid }),
      };
    } else if (key === 'pdeathsig') {
      const signal = text === 'clear' ? 0 : signalOf(parseSignal(text) ?? -1);
      if (signal === undefined) return yield* refuse(process, `unknown signal: ${text}`);
      yield* sys.prctl('PR_SET_PDEATHSIG', signal);
    } else if (key === 'reset-env') resets = true;
  }
  if (line.operands.length === 0) return yield* refuse(process, 'No program specified');
  if (Object.keys(ids).length > 0) {
    const done = yield* sys.setresuid(ids);
    if (failed(done)) {
      yield* process.warn('setresuid failed', done);
      return FAILED;
    }
  }
  const user = users.byUid(ids.euid ?? (yield* sys.getresuid()).euid);
  const env =
    resets && user !== undefined ? userEnvironment(process.env, user, user.shell, true) : process.env;
  return yield* execOrFail(new Process({ sys, argv: process.argv, env }), line.operands);
});

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.warn(message);
  return 1;
}
