// Which columns does ps show? Those of -o, those of a BSD letter, or those that -f -l -j and their modifiers add up to.

import { ownEntry } from '../../../own-entry.ts';
import { BadUsage } from './settings.ts';
import { COLUMNS } from './columns.ts';
import type { Field } from './layout.ts';
import type { FormatFlag, Settings } from './settings.ts';

const BSD_FORMATS: Readonly<Partial<Record<FormatFlag, string>>> = {
  'bsd-j': 'ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args',
  'bsd-l': 'flags,uid,pid,ppid,priority,nice,vsz,rss,wchan,stat,tname,bsdtime,args',
  'bsd-s': 'uid,pid,pending,sigmask,ignored,caught,stat,tname,bsdtime,args',
  'bsd-u': 'user,pid,pcpu,pmem,vsz,rss,tname,stat,start_time,bsdtime,args',
  'bsd-v': 'pid,tname,stat,bsdtime,maj_flt,m_trs,m_drs,rss,pmem,args',
  'bsd-X': 'pid,stackp,esp,eip,tmout,alarm,stat,tname,bsdtime,args',
};

/** `pidDigits` is how wide the columns of process numbers are. */
export function formatFields(settings: Settings, pidDigits: number): readonly Field[] | BadUsage {
  const bad = settings.sort.find((key) => !COLUMNS.has(key.spec));
  if (bad !== undefined) return new BadUsage('unknown sort specifier');
  if (settings.forest === 'branches' && (settings.threads !== 'none' || settings.threadLines))
    return new BadUsage('thread display conflicts with forest display');
  const fields: Field[] = [];
  for (const spec of specs(settings)) {
    const field = spec instanceof BadUsage ? spec : parseSpec(spec, pidDigits);
    if (field instanceof BadUsage) return field;
    fields.push(field);
  }
  return fields;
}

function specs(settings: Settings): readonly (string | BadUsage)[] {
  const { flags, modifiers, userFormats, addedFormat } = settings;
  if (userFormats.length > 0 || addedFormat !== null) {
    if (flags.size > 0) return [new BadUsage('conflicting format options')];
    if (modifiers.size > 0) return [new BadUsage('can not use output modifiers with user-defined output')];
    if (settings.threads === 'T') return [new BadUsage('-L/-T with H/m/-m and -o/-O/o/O is nonsense')];
    const last = settings.bsd ? 'comm' : 'command';
    if (addedFormat !== null) return ['pid', ...splitFormat(addedFormat), 'state', 'tname', 'time', last];
    return userFormats.flatMap(splitFormat);
  }
  const bsd = [...flags].filter((flag) => flag.startsWith('bsd-'));
  const [only] = bsd;
  if (only === undefined) return composed(settings);
  if (flags.size > 1) return [new BadUsage('conflicting format options')];
  return withLabel(settings, (ownEntry(BSD_FORMATS, only) ?? '').split(','));
}

/** generate_sysv_list of procps: each flag and modifier puts its columns at a fixed place. */
function composed(settings: Settings): readonly (string | BadUsage)[] {
  const { flags, modifiers, bsd, threads } = settings;
  const full = flags.has('f');
  const long = flags.has('l');
  const rssForAddr = modifiers.has('y');
  if (rssForAddr && !long) return [new BadUsage('modifier -y without format -l makes no sense')];
  const part = (wanted: boolean, ...names: string[]): readonly string[] => (wanted ? names : []);
  const chosen = [
    ...part(long && !rssForAddr, 'f'),
    ...part(long, 's'),
    ...part(full, 'uid_hack'),
    ...part(long && !full, 'uid'),
    'pid',
    ...part(threads === 'T', 'spid'),
    ...part(full || long, 'ppid'),
    ...part(flags.has('j'), 'pgid', 'sid'),
    ...part(threads === 'L', 'lwp'),
    ...part(modifiers.has('P'), 'psr'),
    ...part((full || long) && !modifiers.has('c'), 'c'),
    ...part(threads === 'L' && full, 'nlwp'),
    ...part(modifiers.has('c'), 'class', 'pri'),
    ...part(long && !modifiers.has('c'), 'opri', 'ni'),
    ...part(long, rssForAddr ? 'rss' : 'addr_1'),
    ...part(long || modifiers.has('F'), 'sz'),
    ...part(modifiers.has('F') && !(long && rssForAddr), 'rss'),
    ...part(modifiers.has('F') && !modifiers.has('P'), 'psr'),
    ...part(long, 'wchan'),
    ...part(full, 'stime'),
    'tname',
    ...part(bsd && !long, 'stat'),
    bsd ? 'bsdtime' : 'time',
    command(settings),
  ];
  return withLabel(settings, chosen);
}

function command({ flags, bsd }: Settings): string {
  if (bsd) return flags.has('f') || flags.has('l') ? 'cmd' : 'args';
  return flags.has('f') ? 'cmd' : 'ucmd';
}

function withLabel(settings: Settings, columns: readonly string[]): readonly string[] {
  return settings.modifiers.has('M') ? ['label', ...columns] : columns;
}

/** The members of -o; one separator may trail. What is none of them and has a % is in the way of AIX. */
function splitFormat(format: string): readonly (string | BadUsage)[] {
  const items = membersOf(format);
  const makesSense = items.every(
    (item) => !(item instanceof BadUsage) && !(parseSpec(item, 0) instanceof BadUsage),
  );
  return makesSense || !format.includes('%') ? items : aixFormat(format);
}

function membersOf(format: string): readonly (string | BadUsage)[] {
  const items = format.replace(/[ ,\t\n]$/, '').split(/[ ,\t\n]/);
  return items.some((item) => item === '') ? [new BadUsage('improper format list')] : items;
}

const AIX: Readonly<Record<string, string>> = {
  C: 'pcpu', G: 'group', P: 'ppid', U: 'user', a: 'args', c: 'comm', g: 'rgroup', n: 'nice', p: 'pid', r: 'pgid', t: 'etime',
  u: 'ruser', x: 'time', y: 'tname', z: 'vsz',
}; // prettier-ignore

/** `%p %c`: letters with nothing but blanks between them. */
function aixFormat(format: string): readonly (string | BadUsage)[] {
  const specs: (string | BadUsage)[] = [];
  for (let at = 0; at < format.length; at += 1) {
    const character = format.charAt(at);
    if (character === ' ') continue;
    if (character !== '%') return [new BadUsage('improper AIX field descriptor')];
    at += 1;
    const letter = format.charAt(at);
    if (letter === '' || letter === '%') return [new BadUsage('missing AIX field descriptor')];
    const spec = AIX[letter];
    if (spec === undefined) return [new BadUsage('unknown AIX field descriptor')];
    specs.push(`%${spec}`);
  }
  return specs;
}

/** `spec`, `spec:width`, `spec=HEADING`, `spec:width=HEADING`. */
function parseSpec(text: string, pidDigits: number): Field | BadUsage {
  if (text.startsWith('%') && !COLUMNS.has(text)) return aixField(parseSpec(text.slice(1), pidDigits));
  const equals = text.indexOf('=');
  const heading = equals < 0 ? null : text.slice(equals + 1);
  const [spec = '', ownWidth, ...rest] = (equals < 0 ? text : text.slice(0, equals)).split(':');
  if (ownWidth !== undefined && (rest.length > 0 || !/^[1-9]\d*$/.test(ownWidth))) {
    return new BadUsage('column widths must be unsigned decimal numbers');
  }
  const column = COLUMNS.get(spec);
  if (column === undefined) return new BadUsage(`unknown user-defined format specifier "${spec}"`);
  const natural = column.justify === 'pid' ? Math.max(pidDigits, column.heading.length) : column.width;
  const width = ownWidth !== undefined ? Number(ownWidth) : Math.max(natural, heading?.length ?? 0);
  return { column, heading: heading ?? column.heading, width };
}

/** A field of AIX keeps its width, even as the last one. */
function aixField(field: Field | BadUsage): Field | BadUsage {
  if (field instanceof BadUsage || !['rest', 'user'].includes(field.column.justify)) return field;
  const { column, width } = field;
  const fit = (text: string): string => text.slice(0, width).padEnd(width);
  return {
    ...field,
    heading: fit(field.heading),
    column: { ...column, justify: 'left', show: (task, view) => fit(column.show(task, view)) },
  };
}
