// Which columns can lsns show? A pure table.

import type { Kind, NsProcess } from './namespaces.ts';
import type { TableColumn } from '../../libc/table.ts';
import type { Users } from '../../libc/users.ts';

/** One line of lsns: a namespace, or in the list of one namespace a process. */
export interface Line {
  readonly id: number | null;
  readonly kind: Kind;
  readonly count: number;
  readonly process: NsProcess | null;
  /** Whose name stands there where nobody is inside. */
  readonly representative: NsProcess | null;
  readonly owner: number | null;
  readonly parent: number | null;
}

export interface LsnsColumn extends TableColumn {
  readonly isNumber: boolean;
  readonly show: (line: Line, users: Users) => string;
}

function task<T>(line: Line, value: (task: NsProcess['task']) => T): T | '' {
  return line.process === null ? '' : value(line.process.task);
}

function right(heading: string, hint: number, show: LsnsColumn['show']): LsnsColumn {
  return { heading, align: 'right', hint, isNumber: true, show };
}

function left(heading: string, hint: number, show: LsnsColumn['show']): LsnsColumn {
  return { heading, align: 'left', hint, isNumber: false, show };
}

/** By heading, in the order of --output-all. */
export const COLUMNS: ReadonlyMap<string, LsnsColumn> = new Map(
  [
    right('NS', 10, (line) => String(line.id ?? '')),
    left('TYPE', 5, (line) => line.kind),
    left('PATH', 0, (line) => task(line, ({ pid }) => `/proc/${pid}/ns/${line.kind}`)),
    right('NPROCS', 5, (line) => String(line.count)),
    right('PID', 5, (line) => task(line, ({ pid }) => String(pid))),
    right('PPID', 5, (line) => task(line, ({ ppid }) => String(ppid))),
    { ...left('COMMAND', 0, (line) => task(line, commandLine)), truncate: true },
    right('UID', 0, (line) => String((line.process ?? line.representative)?.task.uids.effective ?? '')),
    left('USER', 0, (line, users) => {
      const uids = (line.process ?? line.representative)?.task.uids;
      return uids === undefined ? '' : users.userName(uids.effective);
    }),
    right('NETNSID', 0, (line) => (line.kind === 'net' ? 'unassigned' : '')),
    left('NSFS', 0, () => ''),
    right('PNS', 10, (line) => String(line.parent ?? 0)),
    right('ONS', 10, (line) => String(line.owner ?? 0)),
  ].map((column) => [column.heading, column]),
);

function commandLine({ cmdline, comm }: NsProcess['task']): string {
  return cmdline.length > 0 ? cmdline.join(' ') : comm;
}
