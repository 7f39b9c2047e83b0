// Runs a program with other ids and privileges. setpriv(1) of util-linux.

import { execOrFail, parseNumber, tryHelp, versionLine } from '../libc/util-linux.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { parseSignal, signalOf } from '../libc/signal-names.ts';
import { Process, program } from '../libc/process.ts';
import { readFile } from '../libc/read.ts';
import { readUsers } from '../libc/users.ts';
import { initgroups } from './su/become-user.ts';
import { applyLists, attempt, keepCapabilities, reactivate, securebitsFrom, securebitsText, shortName } from './setpriv-capabilities.ts'; // prettier-ignore
import { SETPRIV_USAGE } from './util-linux-usage.ts';
import { CAPABILITIES } from '../../kernel/abi/capability.ts';
import type { Signal } from '../../kernel/abi/signal.ts';
import type { Coroutine } from '../program.ts';
import type { CapabilityLists, Problem } from './setpriv-capabilities.ts';
import type { Sys } from '../sys.ts';
import type { User, Users } from '../libc/users.ts';

const OPTIONS = [
  ['d', 'dump'], ['', 'nnp'], ['', 'no-new-privs'], ['', 'ambient-caps', 'required'], ['', 'inh-caps', 'required'],
  ['', 'bounding-set', 'required'], ['', 'ruid', 'required'], ['', 'euid', 'required'], ['', 'rgid', 'required'],
  ['', 'egid', 'required'], ['', 'reuid', 'required'], ['', 'regid', 'required'], ['', 'clear-groups'], ['', 'keep-groups'],
  ['', 'init-groups'], ['', 'groups', 'required'], ['', 'securebits', 'required'], ['', 'pdeathsig', 'required'],
  ['', 'list-caps'], ['', 'selinux-label', 'required'], ['', 'apparmor-profile', 'required'], ['', 'reset-env'],
  ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

/** Where --reset-env looks for programs. */
const ROOT_PATH = '/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin';
const USER_PATH = '/usr/local/bin:/bin:/usr/bin';

/** What setpriv says when it can't. */
const FAILED = 127;
const LISTS = { 'inh-caps': 'inherited', 'ambient-caps': 'ambient', 'bounding-set': 'bounding' } as const;
const HOW_GROUPS = ['clear-groups', 'keep-groups', 'init-groups', 'groups'] as const;
type HowGroups = (typeof HOW_GROUPS)[number];

/** The saved one goes with the effective one. */
interface Ids {
  real?: number;
  effective?: number;
}

/** What the command line asks for; ids that are not named stay. */
interface Request extends CapabilityLists {
  nnp: boolean;
  securebits: number | null;
  readonly uids: Ids;
  readonly gids: Ids;
  how: HowGroups | null;
  /** --groups. */
  groups: readonly number[];
  pdeathsig: Signal | 0 | null;
  resets: boolean;
}

export const setpriv = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS, 'stopAtOperand');
  if (line.problem !== null) return yield* tryHelp(process, line.problem);
  const users = yield* readUsers(sys);
  const request: Request = {
    nnp: false,
    securebits: null,
    uids: {},
    gids: {},
    how: null,
    groups: [],
    inherited: null,
    ambient: null,
    bounding: null,
    pdeathsig: null,
    resets: false,
  };
  const currentBits = Number(yield* sys.prctl('PR_GET_SECUREBITS'));
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') {
      process.print(key === 'h' ? SETPRIV_USAGE : versionLine(process));
      return 0;
    }
    const problem = read(request, users, key, value ?? '', currentBits);
    if (problem !== null) return yield* refuse(process, problem);
  }
  if (line.options.some(({ key }) => key === 'd'))
    return yield* dump(process, line.options.length, line.operands.length);
  if (line.options.some(({ key }) => key === 'list-caps')) {
    for (const name of CAPABILITIES) process.printLine(shortName(name));
    return 0;
  }
  const problem = line.operands.length === 0 ? 'No program specified' : whatIsMissing(request, users);
  if (problem !== null) return yield* refuse(process, problem);
  const refused = yield* apply(process, users, request);
  if (refused !== null) {
    yield* process.warn(refused.message, refused.failure);
    return refused.failure === undefined ? 1 : FAILED;
  }
  const user = users.byUid(request.uids.effective ?? (yield* sys.getresuid()).euid);
  const env = request.resets && user !== undefined ? resetEnvironment(process.env, user) : process.env;
  return yield* execOrFail(new Process({ sys, argv: process.argv, env }), line.operands);
});

/** Null, or what is wrong with the option. */
function read(request: Request, users: Users, key: string, text: string, currentBits: number): string | null {
  switch (key) {
    case 'ruid':
    case 'euid':
    case 'reuid':
      return readIds(request.uids, key, users.byName(text)?.uid ?? parseNumber(text), text);
    case 'rgid':
    case 'egid':
    case 'regid':
      return readIds(request.gids, key, groupOf(users, text), text);
    case 'clear-groups':
    case 'keep-groups':
    case 'init-groups':
    case 'groups':
      return readGroups(request, users, key, text);
    case 'pdeathsig': {
      if (text === 'keep') return null;
      const signal = text === 'clear' ? 0 : signalOf(parseSignal(text) ?? -1);
      if (signal === undefined) return `unknown signal: ${text}`;
      request.pdeathsig = signal;
      return null;
    }
    case 'reset-env':
      request.resets = true;
      return null;
    case 'selinux-label':
      return 'SELinux is not running';
    case 'apparmor-profile':
      return 'AppArmor is not running';
    case 'nnp':
    case 'no-new-privs':
      if (request.nnp) return 'duplicate --no-new-privs option';
      request.nnp = true;
      return null;
    case 'inh-caps':
    case 'ambient-caps':
    case 'bounding-set': {
      const list = LISTS[key];
      if (request[list] !== null) return `duplicate --${key} option`;
      request[list] = text;
      return null;
    }
    case 'securebits': {
      if (request.securebits !== null) return 'duplicate --securebits option';
      const bits = securebitsFrom(text, currentBits);
      if (typeof bits !== 'number') return bits.message;
      request.securebits = bits;
      return null;
    }
    default:
      return null;
  }
}

/** `option`: ruid, euid or both in one, reuid; likewise for groups. Each id is named once. */
function readIds(ids: Ids, option: string, id: number | null, text: string): string | null {
  if (id === null) return `failed to parse ${option}: '${text}'`;
  const kind = option.slice(-3);
  const setsReal = option !== `e${kind}`;
  const setsEffective = option !== `r${kind}`;
  if ((setsReal && ids.real !== undefined) || (setsEffective && ids.effective !== undefined))
    return `duplicate ${setsReal && setsEffective ? `r${kind} or e${kind}` : option}`;
  if (setsReal) ids.real = id;
  if (setsEffective) ids.effective = id;
  return null;
}

function readGroups(request: Request, users: Users, how: HowGroups, text: string): string | null {
  if (request.how === how) return `duplicate --${how} option`;
  if (request.how !== null)
    return `mutually exclusive arguments: ${HOW_GROUPS.map((name) => `--${name}`).join(' ')}`;
  request.how = how;
  if (how !== 'groups') return null;
  const groups: number[] = [];
  for (const name of text.split(',')) {
    const gid = groupOf(users, name);
    if (gid === null) return `Invalid supplementary group id: '${name}'`;
    groups.push(gid);
  }
  request.groups = groups;
  return null;
}

function groupOf(users: Users, text: string): number | null {
  return users.groups.find(({ name }) => name === text)?.gid ?? parseNumber(text);
}

function isAsked({ real, effective }: Ids): boolean {
  return real !== undefined || effective !== undefined;
}

function whatIsMissing({ uids, gids, how }: Request, users: Users): string | null {
  if (isAsked(gids) && how === null)
    return '--[re]gid requires --keep-groups, --clear-groups, --init-groups, or --groups';
  if (how !== 'init-groups') return null;
  if (uids.real === undefined) return '--init-groups requires --ruid or --reuid';
  return users.byUid(uids.real) === undefined
    ? `uid ${uids.real} not found, --init-groups requires an user that can be found on the system`
    : null;
}

/** In the order in which setpriv changes them: capabilities are kept until the ids are others. Null, or what it was refused. */
function* apply(process: Process, users: Users, request: Request): Coroutine<Problem | null> {
  const { sys } = process;
  const { uids, gids, securebits, pdeathsig } = request;
  // -1 leaves an id as it is.
  const unchanged = -1;
  const [gid, uid] = [gids.effective ?? unchanged, uids.effective ?? unchanged];
  const setGids = sys.setresgid({ rgid: gids.real ?? unchanged, egid: gid, sgid: gid });
  const setUids = sys.setresuid({ ruid: uids.real ?? unchanged, euid: uid, suid: uid });
  const noNewPrivs = sys.prctl('PR_SET_NO_NEW_PRIVS');
  const setBits = sys.prctl('PR_SET_SECUREBITS', securebits ?? 0);
  return (
    (yield* attempt('disallow granting new privileges failed', request.nnp, noNewPrivs)) ??
    (yield* keepCapabilities(sys)) ??
    (yield* attempt('setresuid failed', isAsked(uids), setUids)) ??
    (isAsked(uids) ? yield* reactivate(sys) : null) ??
    (yield* attempt('setresgid failed', isAsked(gids), setGids)) ??
    (yield* setSupplementary(sys, users, request)) ??
    (yield* attempt('set process securebits failed', securebits !== null, setBits)) ??
    (yield* applyLists(sys, request)) ??
    // last, for other ids would take it back
    (yield* attempt(
      'set parent death signal failed',
      pdeathsig !== null,
      sys.prctl('PR_SET_PDEATHSIG', pdeathsig ?? 0),
    ))
  );
}

function* setSupplementary(
  sys: Sys,
  users: Users,
  { uids, how, groups }: Request,
): Coroutine<Problem | null> {
  const user = users.byUid(uids.real ?? -1);
  if (how === 'init-groups' && user !== undefined)
    return yield* attempt('initgroups failed', true, initgroups(sys, users, user));
  return yield* attempt(
    'setgroups failed',
    how === 'groups' || how === 'clear-groups',
    sys.setgroups(groups),
  );
}

/** What /proc/self/status tells about the ids and capabilities of who asks. */
function* dump(process: Process, options: number, operands: number): Coroutine<number> {
  if (operands > 0 || options > 2) return yield* refuse(process, '--dump is incompatible with all other options'); // prettier-ignore
  const { sys } = process;
  const ids = yield* sys.getresuid();
  const text = yield* readFile(sys, '/proc/self/status');
  const field = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(failed(text) ? '' : text)?.[1] ?? '';
  const { rgid, egid } = yield* sys.getresgid();
  const groups = yield* sys.getgroups();
  process.print(
    `uid: ${ids.ruid}\neuid: ${ids.euid}\ngid: ${rgid}\negid: ${egid}\n` +
      `Supplementary groups: ${groups.length === 0 ? '[none]' : groups.join(',')}\n` +
      `no_new_privs: ${field('NoNewPrivs')}\n` +
      (options > 1
        ? `Effective capabilities: ${capabilities(field('CapEff'))}\nPermitted capabilities: ${capabilities(field('CapPrm'))}\n`
        : '') +
      `Inheritable capabilities: ${capabilities(field('CapInh'))}\nAmbient capabilities: ${capabilities(field('CapAmb'))}\n` +
      `Capability bounding set: ${capabilities(field('CapBnd'))}\n` +
      `Securebits: ${securebitsText(Number(yield* sys.prctl('PR_GET_SECUREBITS')))}\n` +
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

function* refuse(process: Process, message: string): Coroutine<number> {
  yield* process.warn(message);
  return 1;
}

/** A new one, with the type of the terminal kept. */
function resetEnvironment(env: ReadonlyMap<string, string>, { uid, name, home, shell }: User): ReadonlyMap<string, string> {
  const term = env.get('TERM');
  const path = uid === 0 ? ROOT_PATH : USER_PATH;
  return new Map([...(term === undefined ? [] : [['TERM', term] as const]), ['SHELL', shell], ['HOME', home], ['USER', name], ['LOGNAME', name], ['PATH', path]]);
} // prettier-ignore
