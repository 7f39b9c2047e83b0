// /proc/sys: settings of the kernel, most of them constants here. Those of the PID namespace are the reader's. proc_sys(5)

import { nsCapable, rootUid } from '../../kernel/cred/capable.ts';
import type { Call, CallResult } from '../../kernel/call.ts';
import { userNamespace } from '../../kernel/cred/user-ns.ts';
import { THREADS_MAX } from '../../kernel/initial-state.ts';
import { pidNamespace, pidNsOf } from '../../kernel/selectors.ts';
import type { NamespaceKind } from '../../kernel/state.ts';
import type { Answer } from '../blocking.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { System } from '../system.ts';
import type { Inode } from '../vfs/inode.ts';
import { ProcDirectory, ProcFile, procIno } from './proc-inode.ts';
import type { Notice } from './proc-inode.ts';

export const KERNEL_RELEASE = '6.18.0';
export const KERNEL_VERSION = '#1 SMP PREEMPT_DYNAMIC Mon Jan  5 09:00:00 UTC 2026';

interface Setting {
  readonly path: string;
  readonly mode?: number;
  readonly read: (system: System, caller: Process) => string | Failure;
  readonly write?: (system: System, caller: Process, text: string) => Answer<number>;
  /** ctl_table_root.permissions, where it is not the mode that says who may write. */
  readonly mayWrite?: (caller: Process) => boolean;
}

/** In the order of their directories. */
const SETTINGS: readonly Setting[] = [
  constant('fs/file-max', '401250'),
  constant('fs/nr_open', '1048576'),
  constant('fs/pipe-max-size', '1048576'),
  constant('fs/protected_hardlinks', '0'),
  constant('fs/protected_symlinks', '0'),
  constant('fs/suid_dumpable', '0'),
  constant('kernel/cap_last_cap', '40'),
  constant('kernel/core_pattern', 'core'),
  constant('kernel/core_uses_pid', '0'),
  constant('kernel/dmesg_restrict', '0'),
  constant('kernel/domainname', '(none)'),
  {
    path: 'kernel/hostname',
    mode: 0o644,
    read: (_system, { others }) => others.uts.hostname,
    write: writeHostname,
  },
  constant('kernel/kptr_restrict', '0'),
  constant('kernel/ngroups_max', '65536'),
  {
    path: 'kernel/ns_last_pid',
    mode: 0o666,
    read: (system, caller) => numberOf(system.kernel.call({ call: 'get_last_pid', by: caller.id })),
    write: (system, caller, text) =>
      writeNumber(system, text, (value) => ({ call: 'set_last_pid', by: caller.id, value })),
  },
  constant('kernel/osrelease', KERNEL_RELEASE),
  constant('kernel/ostype', 'Linux'),
  constant('kernel/overflowgid', '65534'),
  constant('kernel/overflowuid', '65534'),
  constant('kernel/panic', '0'),
  constant('kernel/panic_on_oops', '0'),
  {
    path: 'kernel/pid_max',
    mode: 0o644,
    read: (system, caller) => numberOf(system.kernel.call({ call: 'get_pid_max', by: caller.id })),
    write: (system, caller, text) =>
      writeNumber(system, text, (value) => ({ call: 'set_pid_max', by: caller.id, value })),
  },
  constant('kernel/printk', '4\t4\t1\t7'),
  constant('kernel/pty/max', '4096'),
  constant('kernel/random/boot_id', 'd5c1f4a2-6b0e-4f63-9a57-3f1d8c2b7e90'),
  { path: 'kernel/random/uuid', read: ({ kernel }) => uuidOf(kernel.state.seq) },
  constant('kernel/randomize_va_space', '2'),
  constant('kernel/sched_autogroup_enabled', '1'),
  constant('kernel/sched_rr_timeslice_ms', '100'),
  constant('kernel/tainted', '0'),
  constant('kernel/threads-max', String(THREADS_MAX)),
  constant('kernel/unprivileged_userns_clone', '1'),
  constant('kernel/version', KERNEL_VERSION),
  constant('net/core/somaxconn', '4096'),
  constant('net/ipv4/ip_forward', '0'),
  ucountMax('cgroup'),
  constant('user/max_fanotify_groups', '128'),
  constant('user/max_fanotify_marks', '65536'),
  constant('user/max_inotify_instances', '128'),
  constant('user/max_inotify_watches', '61244'),
  ucountMax('ipc'),
  ucountMax('mnt'),
  ucountMax('net'),
  ucountMax('pid'),
  ucountMax('time'),
  ucountMax('user'),
  ucountMax('uts'),
  constant('vm/dirty_ratio', '20'),
  constant('vm/max_map_count', '65530'),
  constant('vm/overcommit_memory', '0'),
  constant('vm/overcommit_ratio', '50'),
  constant('vm/swappiness', '60'),
  constant('vm/vfs_cache_pressure', '100'),
];
const FIRST_INO = 256;

/** Another one for every event that came before; nothing here is random. */
function uuidOf(seq: number): string {
  const word = (salt: number): string =>
    (Math.imul(seq + salt, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const digits = word(1) + word(2) + word(3) + word(4);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
}

function constant(path: string, value: string): Setting {
  return { path, read: () => value };
}

/** Of the user namespace of who asks; its mode says nothing, CAP_SYS_RESOURCE there decides (set_permissions in kernel/ucount.c). */
function ucountMax(kind: NamespaceKind): Setting {
  return {
    path: `user/max_${kind}_namespaces`,
    mode: 0o644,
    read: (_system, { kernelState, task }) =>
      String(userNamespace(kernelState, task.cred.userNs).ucountMax[kind]),
    write: (system, caller, text) =>
      writeNumber(system, text, (value) => ({ call: 'set_ucount_max', by: caller.id, kind, value })),
    mayWrite: ({ kernelState, task }) =>
      nsCapable(kernelState, task.cred, task.cred.userNs, 'CAP_SYS_RESOURCE'),
  };
}

export function sysDirectory(notice: Notice, caller: Process): ProcDirectory {
  return directory(notice, '', caller);
}

/** The directory of all settings whose path begins with `prefix`. */
function directory(notice: Notice, prefix: string, opener: Process): ProcDirectory {
  const below = SETTINGS.filter(({ path }) => path.startsWith(prefix));
  const names = [...new Set(below.map(({ path }) => path.slice(prefix.length).split('/')[0] ?? ''))];
  const isFile = (name: string): boolean => below.some(({ path }) => path === prefix + name);
  const entry = (name: string): Inode | Failure => {
    const setting = below.find(({ path }) => path === prefix + name);
    if (setting !== undefined) return settingFile(notice, setting, opener);
    return names.includes(name) ? directory(notice, `${prefix}${name}/`, opener) : { errno: 'ENOENT' };
  };
  return new ProcDirectory(
    { ino: procIno(0, FIRST_INO + 128 + prefix.length), mode: 0o555, uid: 0 },
    { lookup: entry, list: () => names.map((name) => ({ name, kind: isFile(name) ? 'file' : 'directory' })) },
  );
}

/** A setting belongs to whoever is root over the namespace of the process that looks at it (pid_table_root_set_ownership). */
function settingFile(notice: Notice, setting: Setting, opener: Process): ProcFile {
  const { system } = notice;
  const { state } = system.kernel;
  const { owner } = pidNamespace(state, pidNsOf(state, opener.task));
  // whether it is one's to write is asked for these at every look (pid_table_root_permissions)
  if (setting.path.includes('pid') && nsCapable(state, opener.task.cred, owner, 'CAP_SYS_ADMIN'))
    opener.usedPrivilege = true;
  const { write, mayWrite } = setting;
  return new ProcFile(
    {
      ino: procIno(0, FIRST_INO + SETTINGS.indexOf(setting)),
      mode: setting.mode ?? 0o444,
      uid: mayWrite === undefined ? (rootUid(state, owner) ?? 0) : 0,
      ...(mayWrite !== undefined && {
        permission: (caller, access) => access === 'read' || (access === 'write' && mayWrite(caller)),
      }),
    },
    notice,
    {
      read: (caller) => {
        const value = setting.read(system, caller);
        return typeof value === 'string' ? `${value}\n` : value;
      },
      ...(write === undefined
        ? {}
        : { write: (caller: Process, text: string) => write(system, caller, text) }),
    },
  );
}

function numberOf(result: CallResult): string | Failure {
  if ('ret' in result) return String(result.ret);
  return 'errno' in result ? result : { errno: 'EINVAL' };
}

/** proc_get_long: the first word, in the notation of C; what follows is left. */
const FIRST_NUMBER = /^\s*(-?)(0x[\da-f]+|\d+)(?=\s|$)/i;

function writeNumber(system: System, text: string, call: (value: number) => Call): Answer<number> {
  if (text === '') return 0;
  const [, sign, digits] = FIRST_NUMBER.exec(text) ?? [];
  if (digits === undefined) return { errno: 'EINVAL' };
  const size = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const result = system.kernel.call(call(sign === '-' ? -size : size));
  return 'errno' in result ? result : text.length;
}

function writeHostname(_system: System, caller: Process, text: string): Answer<number> {
  caller.others.uts.hostname = text.trim().slice(0, 64);
  return text.length;
}
