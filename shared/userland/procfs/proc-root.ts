// The root of a procfs: the machine's files, and a directory for every process its PID namespace sees. proc(5), fs/proc/root.c

import { asPidId } from '../../kernel/ids.ts';
import type { PidNsId } from '../../kernel/ids.ts';
import { pidByNumber, pidOf, taskOf, visibleTasks } from '../../kernel/selectors.ts';
import type { Process } from '../process.ts';
import type { Failure } from '../program.ts';
import type { DirEntry } from '../sys.ts';
import type { System } from '../system.ts';
import type { Inode } from '../vfs/inode.ts';
import type { Superblock } from '../vfs/superblock.ts';
import { accessTo } from './access.ts';
import { pidDirectory } from './pid-directory.ts';
import { MACHINE_TABLES } from './machine-tables.ts';
import type { MachineTable } from './machine-tables.ts';
import { ProcDirectory, ProcFile, procIno, ProcLink } from './proc-inode.ts';
import { Subject } from './subject.ts';
import { sysDirectory } from './sysctl.ts';
import { SYSTEM_FILES } from './system-files.ts';

const ROOT_INO = 1;
const FIRST_FILE_INO = 2;
const FIRST_TABLE_INO = 1024;

interface Entry {
  readonly name: string;
  readonly kind: DirEntry['kind'];
  readonly make: (system: System, ns: PidNsId, ino: number, caller: Process) => Inode;
}

/** In the order of the directory; the processes come after them, by number (PNS-81). */
const ENTRIES: readonly Entry[] = [
  link('mounts', () => 'self/mounts'),
  link('net', () => 'self/net'),
  ...machineTables(),
  ...SYSTEM_FILES.map(({ name, read }): Entry => ({
    name,
    kind: 'file',
    make: (system, ns, ino) =>
      new ProcFile(
        { ino, mode: 0o444, uid: 0 },
        { system, mountPidNs: ns, about: null },
        { read: (caller) => read(system, ns, caller) },
      ),
  })),
  {
    name: 'sys',
    kind: 'directory',
    make: (system, ns, _ino, caller) => sysDirectory({ system, mountPidNs: ns, about: null }, caller),
  },
  link('self', (system, ns, caller) => ownNumber(system, ns, caller)),
  link('thread-self', (system, ns, caller) => {
    const number = ownNumber(system, ns, caller);
    return typeof number === 'string' ? `${number}/task/${number}` : number;
  }),
];

/** Of one procfs; its options may change. */
export function procRoot(system: System, ns: PidNsId, given: Pick<Superblock, 'options'>): ProcDirectory {
  return new ProcDirectory(
    { ino: procIno(0, ROOT_INO), mode: 0o555, uid: 0 },
    {
      lookup: (name, caller) => lookup({ system, ns, given }, name, caller),
      list: (caller) => [
        ...ENTRIES.filter(({ name }) => !isHidden(given, name)),
        ...processEntries({ system, ns, given }, caller),
      ],
    },
  );
}

/** The tables that never change, some of them in directories of their own. */
function machineTables(): readonly Entry[] {
  const files = MACHINE_TABLES.filter(({ path }) => !path.includes('/'));
  const directories = [...new Set(MACHINE_TABLES.flatMap(({ path }) => path.split('/').slice(0, -1)))];
  return [
    ...files.map((table): Entry => ({ name: table.path, kind: 'file', make: (system, ns, ino) => tableFile(table, system, ns, ino) })),
    ...directories.map((name): Entry => ({ name, kind: 'directory', make: (system, ns, ino) => tableDirectory(name, system, ns, ino) })),
  ]; // prettier-ignore
}

function tableDirectory(directory: string, system: System, ns: PidNsId, ino: number): ProcDirectory {
  const below = MACHINE_TABLES.filter(({ path }) => path.startsWith(`${directory}/`));
  const nameOf = ({ path }: MachineTable): string => path.slice(directory.length + 1);
  return new ProcDirectory(
    { ino, mode: 0o555, uid: 0 },
    {
      lookup: (name) => {
        const at = below.findIndex((table) => nameOf(table) === name);
        const table = below[at];
        // the numbers behind those of the directory's own kind
        return table === undefined
          ? { errno: 'ENOENT' }
          : tableFile(table, system, ns, ino + FIRST_TABLE_INO + at);
      },
      list: () => below.map((table) => ({ name: nameOf(table), kind: 'file' })),
    },
  );
}

function tableFile({ text, mode = 0o444 }: MachineTable, system: System, ns: PidNsId, ino: number): ProcFile {
  return new ProcFile({ ino, mode, uid: 0 }, { system, mountPidNs: ns, about: null }, { read: () => text });
}

interface Root {
  readonly system: System;
  readonly ns: PidNsId;
  readonly given: Pick<Superblock, 'options'>;
}

/** subset=pid: only the processes. */
function isHidden({ options }: Root['given'], name: string): boolean {
  return options.includes('subset=pid') && name !== 'self' && name !== 'thread-self';
}

function lookup(root: Root, name: string, caller: Process): Inode | Failure {
  const { system, ns, given } = root;
  if (/^[1-9]\d*$/.test(name)) {
    const task = pidByNumber(system.kernel.state, ns, Number(name))?.task ?? null;
    if (task === null) return { errno: 'ENOENT' };
    const access = accessTo(given.options, caller, taskOf(system.kernel.state, task));
    if (access === 'invisible') return { errno: 'ENOENT' };
    const directory = pidDirectory(new Subject(system, ns, asPidId(task)));
    return access === 'closed' ? closed(directory) : directory;
  }
  if (isHidden(given, name)) return { errno: 'ENOENT' };
  const index = ENTRIES.findIndex((entry) => entry.name === name);
  return ENTRIES[index]?.make(system, ns, procIno(0, FIRST_FILE_INO + index), caller) ?? { errno: 'ENOENT' };
}

function processEntries({ system, ns, given }: Root, caller: Process): readonly DirEntry[] {
  const { state } = system.kernel;
  return visibleTasks(state, ns)
    .filter((task) => accessTo(given.options, caller, task) !== 'invisible')
    .map((task) => ({ name: String(pidOf(state, task, ns)), kind: 'directory' }));
}

/** hidepid=noaccess: the directory is to be seen, not what is in it. */
function closed(directory: ProcDirectory): ProcDirectory {
  const refuse = (): Failure => ({ errno: 'EPERM' });
  return directory.withContent({ lookup: refuse, list: refuse, enter: refuse });
}

/** ENOENT for who has no number in the mount's namespace (PNS-84). */
function ownNumber({ kernel: { state } }: System, ns: PidNsId, caller: Process): string | Failure {
  const number = pidOf(state, caller.task, ns);
  return number === 0 ? { errno: 'ENOENT' } : String(number);
}

function link(
  name: string,
  target: (system: System, ns: PidNsId, caller: Process) => string | Failure,
): Entry {
  return {
    name,
    kind: 'symlink',
    make: (system, ns, ino) =>
      new ProcLink({ ino, mode: 0o777, uid: 0 }, { readlink: (caller) => target(system, ns, caller) }),
  };
}
