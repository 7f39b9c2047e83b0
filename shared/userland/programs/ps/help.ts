// What ps says about itself: --help by section, the short help of a wrong command line, and the specifiers of `ps L`. A pure table.

import { ownEntry } from '../../../own-entry.ts';
import { COLUMNS, listedSpecifiers } from './columns.ts';

const SIMPLE = `Basic options:
 -A, -e               all processes
 -a                   all with tty, except session leaders
  a                   all with tty, including other users
 -d                   all except session leaders
 -N, --deselect       negate selection
  r                   only running processes
  T                   all processes on this terminal
  x                   processes without controlling ttys
`;

const LIST = `Selection by list:
 -C <command>         command name
 -G, --Group <GID>    real group id or name
 -g, --group <group>  session or effective group name
 -p, p, --pid <PID>   process id
        --ppid <PID>  parent process id
 -q, q, --quick-pid <PID>
                      process id (quick mode)
 -s, --sid <session>  session id
 -t, t, --tty <tty>   terminal
 -u, U, --user <UID>  effective user id or name
 -U, --User <UID>     real user id or name

  The selection options take as their argument either:
    a comma-separated list e.g. '-u root,nobody' or
    a blank-separated list e.g. '-p 123 4567'
`;

const OUTPUT = `Output formats:
 -F                   extra full
 -f                   full-format, including command lines
  f, --forest         ascii art process tree
 -H                   show process hierarchy
 -j                   jobs format
  j                   BSD job control format
 -l                   long format
  l                   BSD long format
 -M, Z                add security data (for SELinux)
 -O <format>          preloaded with default columns
  O <format>          as -O, with BSD personality
 -o, o, --format <format>
                      user-defined format
  -P                  add psr column
  s                   signal format
  u                   user-oriented format
  v                   virtual memory format
  X                   register format
 -y                   do not show flags, show rss vs. addr (used with -l)
     --context        display security context (for SELinux)
     --headers        repeat header lines, one per page
     --no-headers     do not print header at all
     --cols, --columns, --width <num>
                      set screen width
     --rows, --lines <num>
                      set screen height
`;

const THREADS = `Show threads:
  H                   as if they were processes
 -L                   possibly with LWP and NLWP columns
 -m, m                after processes
 -T                   possibly with SPID column
`;

const MISC = `Miscellaneous options:
 -c                   show scheduling class with -l option
  c                   show true command name
  e                   show the environment after command
  k,    --sort        specify sort order as: [+|-]key[,[+|-]key[,...]]
  L                   show format specifiers
  n                   display numeric uid and wchan
  S,    --cumulative  include some dead child process data
 -y                   do not show flags, show rss (only with -l)
 -V, V, --version     display version information and exit
 -w, w                unlimited output width

        --help <simple|list|output|threads|misc|all>
                      display help and exit
`;

const HEAD = '\nUsage:\n ps [options]\n\n';
const FOOT = '\nFor more details see ps(1).\n';

export const SHORT_HELP = `${HEAD} Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.
${FOOT}`;

const SECTIONS: Readonly<Record<string, string>> = {
  simple: SIMPLE,
  list: LIST,
  output: OUTPUT,
  threads: THREADS,
  misc: MISC,
};

/** A section by its name or first letter; `all` of them; without one of these the short help. */
export function help(section: string | null): string {
  if (section === 'all' || section === 'a') return HEAD + Object.values(SECTIONS).join('\n') + FOOT;
  const name = Object.keys(SECTIONS).find((key) => section === key || section === key.charAt(0));
  return name === undefined ? SHORT_HELP : HEAD + (ownEntry(SECTIONS, name) ?? '') + FOOT;
}

/** `ps L`: each specifier and its heading. */
export function specifierList(): string {
  return listedSpecifiers()
    .map((spec) => `${spec.padEnd(12)} ${(COLUMNS.get(spec)?.heading ?? '').slice(0, 8).padEnd(8)}\n`)
    .join('');
}

/** --info: what it was built of and what it found out. */
export const INFO = `BSD j    OL_j
BSD l    OL_l
BSD s    OL_s
BSD u    OL_u
BSD v    OL_v
SysV -f  (none)
SysV -fl (none)
SysV -j  (none)
SysV -l  (none)

procps-ng version 4.0.2
Compiled with: glibc 2.36, gcc 12.2

header_gap=-1 lines_to_next_header=1
screen_cols=120 screen_rows=40

personality=0x00000000 (from "unknown")
EUID=0 TTY=136,0 page_size=4096
sizeof(proc_t)=8 sizeof(long)=8 sizeof(long)=8
archdefs: x86_64
`;
