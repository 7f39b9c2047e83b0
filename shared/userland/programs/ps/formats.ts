// Which columns does ps show? Those of -o, those of a BSD letter, or those that -f -l -j and their modifiers add up to.

import { ownEntry } from '../../../own-entry.ts';
import { BadUsage } from './settings.ts';
import { COLUMNS } from './columns.ts';
import { PAGE_KIB } from '../../libc/proc.ts';
import { parseFormat } from './user-format.ts';
import type { Column } from './columns.ts';
import type { Field } from './layout.ts';
import type { FormatFlag, Settings } from './settings.ts';

const BSD_FORMATS: Readonly<Partial<Record<FormatFlag, string>>> = {
  'bsd-j': 'ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args',
  'bsd-l': 'flags,uid,pid,ppid,priority,nice,vsz,rss,wchan,stat,tname,bsdtime,args',
  'bsd-m': 'pid,tname,majflt,minflt,m_trs,m_drs,m_size,m_swap,rss,m_share,vm_lib,m_dt,args',
  'bsd-s': 'uid,pid,pending,sigmask,ignored,caught,stat,tname,bsdtime,args',
  'bsd-u': 'user,pid,pcpu,pmem,vsz,rss,tname,stat,start_time,bsdtime,args',
  'bsd-v': 'pid,tname,stat,bsdtime,maj_flt,m_trs,m_drs,rss,pmem,args',
  'bsd-X': 'pid,stackp,esp,eip,tmout,alarm,stat,tname,bsdtime,args',
};

/** `pidDigits` is how wide the columns of process numbers are. */
export function formatFields(settings: Settings, pidDigits: number): readonly Field[] | BadUsage {
  if (settings.forest !== 'none' && (settings.threads !== 'none' || settings.threadLines))
    return new BadUsage('thread display conflicts with forest display');
  const text = format(settings);
  if (text instanceof BadUsage) return text;
  const fields: Field[] = [];
  for (const part of text) {
    const parsed = parseFormat(part, pidDigits);
    if (parsed instanceof BadUsage) return parsed;
    fields.push(...parsed);
  }
  const joinsSizes = settings.personality.address === 'processor-and-sizes' && settings.flags.has('l');
  return joinsSizes ? fields.map(withResidentSize) : fields;
}

/** IRIX shows the size of a process and of its part in memory as one. */
function withResidentSize(field: Field): Field {
  if (field.column !== COLUMNS.get('sz')) return field;
  const show: Column['show'] = (task, view) =>
    `${field.column.show(task, view).padStart(5)}:${String(task.rss * PAGE_KIB).padEnd(4)}`;
  return { ...field, heading: '   SZ:RSS ', column: { ...field.column, justify: 'left', show }, width: 10 };
}

/** The formats whose columns follow each other. */
function format(settings: Settings): readonly string[] | BadUsage {
  const { flags, modifiers, ownFormats, threads, personality } = settings;
  if (ownFormats.length > 0) {
    if (flags.size > 0) return new BadUsage('conflicting format options');
    if (modifiers.size > 0) return new BadUsage('can not use output modifiers with user-defined output');
    if (threads === 'T') return new BadUsage('-L/-T with H/m/-m and -o/-O/o/O is nonsense');
    const last = settings.bsd ? 'comm' : 'command';
    return ownFormats.flatMap(({ option, text }) =>
      option === 'o' ? [text] : ['pid', text, `state,tname,time,${last}`],
    );
  }
  const [only = null, other] = flags;
  if (modifiers.has('y') && only !== 'l' && other !== 'l' && only?.startsWith('bsd-') !== true)
    return new BadUsage('modifier -y without format -l makes no sense');
  if (other !== undefined && (only?.startsWith('bsd-') === true || other.startsWith('bsd-')))
    return new BadUsage('conflicting format options');
  const name = only ?? (modifiers.has('j') ? 'j' : null);
  const own =
    name === null ? undefined : (ownEntry(personality.formats, name) ?? ownEntry(BSD_FORMATS, name));
  if (own === undefined || other !== undefined) return [labelled(settings, composed(settings)).join()];
  const fixed = withModifiers(settings, own.split(','), name === 'j');
  return fixed instanceof BadUsage ? fixed : [labelled(settings, fixed).join()];
}

/** generate_sysv_list of procps: each flag and modifier puts its columns at a fixed place. */
function composed({
  flags,
  modifiers,
  bsd,
  threads,
  personality,
  wholeCommand,
}: Settings): readonly string[] {
  const full = flags.has('f');
  const long = flags.has('l');
  const rssForAddr = modifiers.has('y');
  const part = (wanted: boolean, ...names: string[]): readonly string[] => (wanted ? names : []);
  const { address } = personality;
  return [
    ...part(long && !rssForAddr, 'f'),
    ...part(long, 's'),
    ...part(full, 'uid_hack'),
    ...part(long && !full, 'uid'),
    'pid',
    ...part(threads === 'T', 'spid'),
    ...part(full || long, 'ppid'),
    ...part(modifiers.has('j'), 'pgid', 'sid'),
    ...part(threads === 'L', 'lwp'),
    ...part(modifiers.has('P'), 'psr'),
    ...part((full || long) && !modifiers.has('c'), 'c'),
    ...part(threads === 'L' && full, 'nlwp'),
    ...part(modifiers.has('c'), 'class', 'pri'),
    ...part(long && !modifiers.has('c'), address === 'processor-and-sizes' ? 'priority' : 'opri', 'ni'),
    ...part(long, rssForAddr ? 'rss' : address === 'address' ? 'addr_1' : 'sgi_p'),
    ...part(long || modifiers.has('F'), 'sz'),
    ...part(long, 'wchan'),
    ...part(modifiers.has('F') && !(long && rssForAddr), 'rss'),
    ...part(modifiers.has('F') && !modifiers.has('P'), 'psr'),
    ...part(full, 'stime'),
    'tname',
    ...part(bsd && !long, 'stat'),
    bsd ? 'bsdtime' : 'time',
    bsd ? (full || long ? 'cmd' : 'args') : full || wholeCommand ? 'cmd' : 'ucmd',
  ];
}

/** Where the modifiers of the UNIX formats put their columns in a format that is fixed. */
function withModifiers(
  { modifiers, threads }: Settings,
  format: readonly string[],
  isOwnJobs: boolean,
): readonly string[] | BadUsage {
  const columns = [...format];
  const insert = (after: readonly string[], ...names: string[]): void => {
    const place = after.find((name) => columns.includes(name));
    if (place !== undefined) columns.splice(columns.indexOf(place) + 1, 0, ...names);
  };
  if (modifiers.has('c')) {
    const priority = columns.findIndex((name) => ['pri', 'opri', 'priority'].includes(name));
    if (priority < 0) return new BadUsage('ps:src/ps/sortformat.c:900: internal error: no PRI for -c option', true);
    columns.splice(priority, 1, 'class', 'pri');
  }
  if (modifiers.has('j') && !isOwnJobs) insert(['ppid', 'pid'], 'pgid', 'sid');
  if (threads === 'T') insert(['pid'], 'spid');
  if (threads === 'L') {
    insert(['c', 'pcpu'], 'nlwp');
    insert(['sid', 'sess', 'ppid', 'pid'], 'lwp');
  }
  const dropped = [
    ...(modifiers.has('c') ? ['ni', 'nice'] : []),
    ...(modifiers.has('y') ? ['f', 'flags'] : []),
  ];
  return columns.filter((name) => !dropped.includes(name));
} // prettier-ignore

function labelled(settings: Settings, columns: readonly string[]): readonly string[] {
  return settings.modifiers.has('M') ? ['label', ...columns] : columns;
}
