// Runs a program with other ids. setpriv(1) of util-linux; groups follow the user here. (fidelity: groups, capabilities)

import { execOrFail, parseNumber, tryHelp, versionLine } from '../libc/util-linux.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { notAvailable } from '../libc/left-out-option.ts';
import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { Process, program } from '../libc/process.ts';
import { readFile } from '../libc/read.ts';
import { readUsers } from '../libc/users.ts';
import { userEnvironment } from './su/become-user.ts';
import { SETPRIV_USAGE } from './util-linux-usage.ts';
import { CAPABILITIES } from '../../kernel/abi/capability.ts';
import type { Coroutine } from '../program.ts';
import type { FoundOption } from '../libc/getopt-long.ts';
import type { Users } from '../libc/users.ts';

const OPTIONS = [
  ['d', 'dump'], ['', 'nnp'], ['', 'no-new-privs'], ['', 'ambient-caps', 'required'], ['', 'inh-caps', 'required'],
  ['', 'bounding-set', 'required'], ['', 'ruid', 'required'], ['', 'euid', 'required'], ['', 'rgid', 'required'],
  ['', 'egid', 'required'], ['', 'reuid', 'required'], ['', 'regid', 'required'], ['', 'clear-groups'], ['', 'keep-groups'],
  ['', 'init-groups'], ['', 'groups', 'required'], ['', 'securebits', 'required'], ['', 'pdeathsig', 'required'],
  ['', 'list-caps'], ['', 'selinux-label', 'required'], ['', 'apparmor-profile', 'required'], ['', 'reset-env'],
  ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

/** What setpriv says when it can't. */
const FAILED = 127;
const LEFT_OUT = ['nnp', 'no-new-privs', 'ambient-caps', 'inh-caps', 'bounding-set', 'securebits'];
const GROUP_CHOICES = ['clear-groups', 'keep-groups', 'init-groups', 'groups'];

interface Ids {
  readonly ruid?: number;
  readonly euid?: number;
  readonly suid?: number;
}

export const setpriv = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const users = yield* readUsers(sys);
  const keys: readonly string[] = line.options.map(({ key }) => key);
  let ids: Ids = {};
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
    } else if (key === 'pdeathsig' && text !== 'keep') {
      const signal = text === 'clear' ? 0 : signalOf(parseSignal(text) ?? -1);
      if (signal === undefined) return yield* refuse(process, `unknown signal: ${text}`);
      yield* sys.prctl('PR_SET_PDEATHSIG', signal);
    } else if (LEFT_OUT.includes(key)) return yield* refuse(process, notAvailable(`--${key}`));
    else if (key === 'selinux-label') return yield* refuse(process, 'SELinux is not running');
    else if (key === 'apparmor-profile') return yield* refuse(process, 'AppArmor is not running');
  }
  if (keys.includes('d')) return yield* dump(process, line.options.length, line.operands.length);
  if (keys.includes('list-caps')) {
    for (const name of CAPABILITIES) process.printLine(shortName(name));
    return 0;
  }
  if (line.operands.length === 0) return yield* refuse(process, 'No program specified');
  const groupProblem = yield* problemOfGroups(process, line.options, ids, users);
  if (groupProblem !== null) return yield* refuse(process, groupProblem);
  if (Object.keys(ids).length > 0) {
    const done = yield* sys.setresuid(ids);
    if (failed(done)) {
      yield* process.warn('setresuid failed', done);
      return FAILED;
    }
  }
  const user = users.byUid(ids.euid ?? (yield* sys.getresuid()).euid);
  const isReset = keys.includes('reset-env') && user !== undefined;
  const env = isReset ? userEnvironment(process.env, user, user.shell, true) : process.env;
  return yield* execOrFail(new Process({ sys, argv: process.argv, env }), line.operands);
});

/** A group other than that of the user can't be had. */
function* problemOfGroups(
  { sys }: Process,
  options: readonly FoundOption<string>[],
  ids: Ids,
  users: Users,
): Coroutine<string | null> {
  const keys = options.map(({ key }) => key);
  const choices = GROUP_CHOICES.filter((choice) => keys.includes(choice));
  if (choices.length > 1)
    return `mutually exclusive arguments: ${GROUP_CHOICES.map((choice) => `--${choice}`).join(' ')}`;
  const now = yield* sys.getresuid();
  const [real, effective] = [ids.ruid ?? now.ruid, ids.euid ?? now.euid];
  let setsGroup = false;
  for (const { key, value } of options) {
    if (key === 'groups') {
      const bad = (value ?? '').split(',').find((name) => groupId(users, name) === null);
      return bad === undefined ? notAvailable('--groups') : `Invalid supplementary group id: '${bad}'`;
    }
    if (key !== 'rgid' && key !== 'egid' && key !== 'regid') continue;
    setsGroup = true;
    const gid = groupId(users, value ?? '');
    if (gid === null) return `failed to parse ${key}: '${value ?? ''}'`;
    const isOwn = (key === 'egid' || gid === real) && (key === 'rgid' || gid === effective);
    if (!isOwn && choices.length > 0) return notAvailable(`--${key}`);
  }
  if (setsGroup && choices.length === 0)
    return '--[re]gid requires --keep-groups, --clear-groups, --init-groups, or --groups';
  if (choices[0] === 'init-groups' && ids.ruid === undefined)
    return '--init-groups requires --ruid or --reuid';
  return null;
}

function groupId(users: Users, name: string): number | null {
  return users.group(name)?.gid ?? parseNumber(name);
}

/** What /proc/self/status tells about the ids and capabilities of who asks. */
function* dump(process: Process, options: number, operands: number): Coroutine<number> {
  if (operands > 0 || options > 2) return yield* refuse(process, '--dump is incompatible with all other options'); // prettier-ignore
  const { sys } = process;
  const ids = yield* sys.getresuid();
  const text = yield* readFile(sys, '/proc/self/status');
  const field = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(failed(text) ? '' : text)?.[1] ?? '';
  const gids = field('Gid').split('\t');
  const groups = field('Groups').trim();
  process.print(
    `uid: ${ids.ruid}\neuid: ${ids.euid}\ngid: ${gids[0] ?? ''}\negid: ${gids[1] ?? ''}\n` +
      `Supplementary groups: ${groups === '' ? '[none]' : groups.replaceAll(' ', ',')}\n` +
      `no_new_privs: ${field('NoNewPrivs')}\n` +
      `Inheritable capabilities: ${capabilities(field('CapInh'))}\nAmbient capabilities: ${capabilities(field('CapAmb'))}\n` +
      `Capability bounding set: ${capabilities(field('CapBnd'))}\nSecurebits: [none]\n` +
      // only setpriv itself could have set one for setpriv
      'Parent death signal: [none]\n',
  );
  return 0;
}

function capabilities(hexadecimal: string): string {
  const bits = BigInt(`0x${hexadecimal === '' ? '0' : hexadecimal}`);
  const held = CAPABILITIES.filter((_, at) => (bits >> BigInt(at)) % 2n === 1n);
  return held.length === 0 ? '[none]' : held.map(shortName).join(',');
}

function shortName(name: string): string {
  return name.replace('CAP_', '').toLowerCase();
}

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.warn(message);
  return 1;
}
