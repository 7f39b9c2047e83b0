// What can a command line of unshare(1) ask for?

import { INVALID_UID } from '../../../kernel/cred/user-ns.ts';
import { getoptLong } from '../../libc/getopt-long.ts';
import { parseNumber, parseUnsigned } from '../../libc/util-linux.ts';
import { parseSignal, signalOf } from '../../libc/signal-names.ts';
import type { CloneFlag } from '../../../kernel/call.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { Users } from '../../libc/users.ts';

export const OPTIONS = [
  ['h', 'help'], ['V', 'version'],
  ['m', 'mount', 'optional', 'none'], ['u', 'uts', 'optional', 'none'], ['i', 'ipc', 'optional', 'none'],
  ['n', 'net', 'optional', 'none'], ['p', 'pid', 'optional', 'none'], ['U', 'user', 'optional', 'none'],
  ['C', 'cgroup', 'optional', 'none'], ['T', 'time', 'optional', 'none'],
  ['f', 'fork'], ['', 'kill-child', 'optional'], ['', 'mount-proc', 'optional'],
  ['', 'map-user', 'required'], ['', 'map-users', 'required'], ['', 'map-group', 'required'], ['', 'map-groups', 'required'], ['r', 'map-root-user'], ['c', 'map-current-user'], ['', 'map-auto'],
  ['', 'propagation', 'required'], ['', 'setgroups', 'required'], ['', 'keep-caps'],
  ['R', 'root', 'required'], ['w', 'wd', 'required'], ['S', 'setuid', 'required'], ['G', 'setgid', 'required'],
  ['', 'monotonic', 'required'], ['', 'boottime', 'required'],
] as const; // prettier-ignore

const NAMESPACES: Readonly<Record<string, readonly [flag: CloneFlag, file: string]>> = {
  m: ['CLONE_NEWNS', 'ns/mnt'],
  u: ['CLONE_NEWUTS', 'ns/uts'],
  i: ['CLONE_NEWIPC', 'ns/ipc'],
  n: ['CLONE_NEWNET', 'ns/net'],
  p: ['CLONE_NEWPID', 'ns/pid_for_children'],
  U: ['CLONE_NEWUSER', 'ns/user'],
  C: ['CLONE_NEWCGROUP', 'ns/cgroup'],
  T: ['CLONE_NEWTIME', 'ns/time_for_children'],
};

export type Propagation = 'private' | 'shared' | 'slave' | 'unchanged';

export interface Settings {
  readonly flags: Set<CloneFlag>;
  /** Files on which namespaces are kept by a bind mount. */
  readonly kept: { readonly file: string; readonly target: string }[];
  fork: boolean;
  killChild: Signal | null;
  mountProc: string | null;
  propagation: Propagation;
  mapUser: number | null;
  mapGroup: number | null;
  setgroups: 'allow' | 'deny' | null;
  /** Ranges that newuidmap(1) and newgidmap(1) would have to map; `auto` are those of /etc/subuid and /etc/subgid. */
  readonly ranges: { readonly kind: 'uid' | 'gid'; readonly auto: boolean }[];
  /** Clocks of a time namespace that are to be set. */
  setsClocks: boolean;
  root: string | null;
  directory: string | null;
  uid: number | null;
  gid: number | null;
  keepCaps: boolean;
  readonly command: readonly string[];
}

export interface Caller {
  readonly euid: number;
  readonly egid: number;
  readonly users: Users;
}

/** What ends the program before it does anything. */
export type Early =
  | { readonly early: 'help' | 'version' }
  | { readonly early: 'usage'; readonly problem: string }
  | { readonly early: 'refused'; readonly message: string };

export function readSettings(args: readonly string[], caller: Caller): Settings | Early {
  const line = getoptLong(args, OPTIONS, 'stopAtOperand');
  const settings: Settings = {
    flags: new Set(),
    kept: [],
    fork: false,
    killChild: null,
    mountProc: null,
    propagation: 'private',
    mapUser: null,
    mapGroup: null,
    setgroups: null,
    ranges: [],
    setsClocks: false,
    root: null,
    directory: null,
    uid: null,
    gid: null,
    keepCaps: false,
    command: line.operands,
  };
  for (const { key, value } of line.options) {
    if (key === 'h' || key === 'V') return { early: key === 'h' ? 'help' : 'version' };
    const refused = apply(settings, key, value, caller);
    if (refused !== null) return { early: 'refused', message: refused };
  }
  if (line.problem !== null) return { early: 'usage', problem: line.problem };
  if (!settings.setsClocks || settings.flags.has('CLONE_NEWTIME')) return settings;
  const message = 'options --monotonic and --boottime require unsharing of a time namespace (-t)';
  return { early: 'refused', message };
}

/** Null, or what unshare says about the value. */
function apply(settings: Settings, key: string, value: string | null, caller: Caller): string | null {
  const namespace = NAMESPACES[key];
  if (namespace !== undefined) {
    const [flag, file] = namespace;
    settings.flags.add(flag);
    if (value !== null) settings.kept.push({ file, target: value });
    return null;
  }
  switch (key) {
    case 'f': settings.fork = true; return null;
    case 'kill-child': return killChild(settings, value);
    case 'mount-proc': settings.flags.add('CLONE_NEWNS'); settings.mountProc = value ?? '/proc'; return null;
    case 'r': return mapTo(settings, 0, 0);
    case 'c': return mapTo(settings, caller.euid, caller.egid);
    case 'map-user': return mapUser(settings, value ?? '', caller.users);
    case 'map-group': return mapGroup(settings, value ?? '', caller.users);
    case 'map-users': return mapRange(settings, 'uid', value ?? '');
    case 'map-groups': return mapRange(settings, 'gid', value ?? '');
    case 'map-auto': return mapRange(settings, 'uid', 'auto') ?? mapRange(settings, 'gid', 'auto');
    case 'monotonic': case 'boottime': settings.setsClocks = true; return /^-?\d+$/.test(value ?? '') ? null : `failed to parse ${key} offset: '${value ?? ''}'`;
    case 'propagation': return propagation(settings, value ?? '');
    case 'setgroups': return setgroups(settings, value ?? '');
    case 'R': settings.root = value; return null;
    case 'w': settings.directory = value; return null;
    case 'S': settings.uid = parseUnsigned(value ?? ''); return settings.uid === null ? `failed to parse uid: '${value ?? ''}'` : null;
    case 'G': settings.gid = parseUnsigned(value ?? ''); return settings.gid === null ? `failed to parse gid: '${value ?? ''}'` : null;
    case 'keep-caps': settings.keepCaps = true; return null;
    default: return null;
  }
} // prettier-ignore

function killChild(settings: Settings, value: string | null): string | null {
  const number = /^\d/.test(value ?? '') ? null : parseSignal(value ?? 'KILL');
  const signal = number === null ? undefined : signalOf(number);
  if (signal === undefined) return `unknown signal: ${value ?? ''}`;
  settings.fork = true;
  settings.killChild = signal;
  return null;
}

function mapTo(settings: Settings, uid: number, gid: number): null {
  settings.flags.add('CLONE_NEWUSER');
  settings.mapUser = uid;
  settings.mapGroup = gid;
  return null;
}

function mapUser(settings: Settings, value: string, users: Users): string | null {
  const uid = users.byName(value)?.uid ?? parseUnsigned(value);
  if (uid === null) return `failed to parse uid: '${value}'`;
  settings.flags.add('CLONE_NEWUSER');
  settings.mapUser = uid === INVALID_UID ? null : uid;
  return null;
}

function mapGroup(settings: Settings, value: string, users: Users): string | null {
  const gid = users.group(value)?.gid ?? parseUnsigned(value);
  if (gid === null) return `failed to parse gid: '${value}'`;
  settings.flags.add('CLONE_NEWUSER');
  settings.mapGroup = gid === INVALID_UID ? null : gid;
  return null;
}

function mapRange(settings: Settings, kind: 'uid' | 'gid', value: string): string | null {
  settings.flags.add('CLONE_NEWUSER');
  settings.ranges.push({ kind, auto: value === 'auto' });
  return value === 'auto' ? null : wrongMapping(value);
}

/** string_to_idarray(): three numbers, each of which has to be an int. */
function wrongMapping(value: string): string | null {
  const tooMany = `too many elements for mapping '${value}'`;
  const parts = value.split(',');
  for (const [index, part] of parts.entries()) {
    if (part === '' || index === MAPPING_ELEMENTS) return tooMany;
    const number = parseNumber(part);
    if (number === null) return `could not parse ID: '${part}'`;
    if ((number | 0) < 0) return tooMany;
  }
  return parts.length < MAPPING_ELEMENTS ? `mapping '${value}' contains only ${parts.length} elements` : null;
}

const MAPPING_ELEMENTS = 3;

function propagation(settings: Settings, value: string): string | null {
  if (value !== 'private' && value !== 'shared' && value !== 'slave' && value !== 'unchanged') {
    return `unsupported propagation mode: ${value}`;
  }
  settings.propagation = value;
  return null;
}

function setgroups(settings: Settings, value: string): string | null {
  if (value !== 'allow' && value !== 'deny') return `unsupported --setgroups argument '${value}'`;
  settings.setgroups = value;
  return null;
}
