// Which other system's ps is asked for by PS_PERSONALITY, CMD_ENV or I_WANT_A_BROKEN_PS, and how does that one differ?

import type { FormatFlag } from './settings.ts';

/** Formats that a personality has of its own; `fl` is -f and -l together. */
type OwnFormats = Readonly<Partial<Record<FormatFlag | 'fl', string>>>;

export interface Personality {
  /** Every dash is taken for BSD from the start. */
  readonly forceBsd: boolean;
  /** STAT, the short TIME and whole command lines, and a selection as BSD has it. */
  readonly preferBsd: boolean;
  /** m shows memory instead of threads. */
  readonly memoryLetter: boolean;
  /** h repeats the headings instead of leaving them out. */
  readonly repeatLetter: boolean;
  /** Leaders of sessions are shown to who asks for them with g alone. */
  readonly hidesLeaders: boolean;
  /** -x shows whole command lines. */
  readonly takesX: boolean;
  /** What -l shows in the place of an address. */
  readonly address: 'address' | 'processor' | 'processor-and-sizes';
  readonly formats: OwnFormats;
}

export const USUAL_PERSONALITY: Personality = {
  forceBsd: false,
  preferBsd: false,
  memoryLetter: false,
  repeatLetter: false,
  hidesLeaders: false,
  takesX: false,
  address: 'address',
  formats: {},
};

const FREE_BSD: OwnFormats = {
  'bsd-j': 'user,pid,ppid,pgid,sess,jobc,stat,tt,time,command',
  'bsd-l': 'uid,pid,ppid,cpu,pri,ni,vsz,rss,wchan,stat,tt,time,command',
  'bsd-u': 'user,pid,pcpu,pmem,vsz,rss,tt,stat,start,time,command',
  'bsd-v': 'pid,stat,time,sl,re,pagein,vsz,rss,lim,tsiz,pcpu,pmem,command',
};
const DEBIAN: OwnFormats = {
  f: 'uid,pid,ppid,start_time,tname,bsdtime,args',
  j: 'pid,tname,s,bsdtime,pgid,sid,comm',
  l: 'flags,s,uid,pid,ppid,priority,nice,wchan,tname,bsdtime,comm',
};
const DIGITAL: OwnFormats = {
  f: 'user,pid,ppid,c,start,tname,time,cmd',
  j: 'user,pid,ppid,pgid,sess,jobc,s,tname,time,command',
  l: 'f,s,uid,pid,ppid,c,pri,nice,addr,sz,wchan,tt,time,ucmd',
  'bsd-j': 'user,pid,ppid,pgid,sess,jobc,s,tname,time,command',
  'bsd-u': 'user,pid,pcpu,pmem,vsz,rss,tt,s,start,time,command',
};

const OLD: Partial<Personality> = { forceBsd: true, preferBsd: true, memoryLetter: true };
const GNU: Partial<Personality> = { preferBsd: true, memoryLetter: true, formats: DEBIAN };
const TRU64: Partial<Personality> = { preferBsd: true, repeatLetter: true, formats: DIGITAL };
const HP: Partial<Personality> = { takesX: true };
const SGI: Partial<Personality> = { address: 'processor-and-sizes' };

/** Those that differ; every other name is the usual ps. */
const BY_NAME: ReadonlyMap<string, Partial<Personality>> = new Map([
  ['aix', { formats: FREE_BSD }],
  ['bsd', { forceBsd: true, preferBsd: true, repeatLetter: true, formats: FREE_BSD }],
  ['compaq', TRU64],
  ['debian', GNU],
  ['digital', TRU64],
  ['gnu', GNU],
  ['hp', HP],
  ['hpux', HP],
  ['irix', SGI],
  ['linux', { address: 'processor' }],
  ['old', OLD],
  ['sgi', SGI],
  ['sunos4', { preferBsd: true, hidesLeaders: true, formats: FREE_BSD }],
  ['tru64', TRU64],
]);

export function personalityOf(env: ReadonlyMap<string, string>): Personality {
  const name = env.get('PS_PERSONALITY') ?? env.get('CMD_ENV') ?? '';
  const own = name === '' && env.has('I_WANT_A_BROKEN_PS') ? OLD : BY_NAME.get(name.toLowerCase());
  return { ...USUAL_PERSONALITY, ...own };
}
