// What does a command line of fuser(1) ask for?

import { psmiscVersion } from '../../libc/psmisc.ts';
import type { PsmiscLine } from '../../libc/psmisc.ts';
import { parseSignal } from '../../libc/signal-names.ts';

const LONG: Readonly<Record<string, string>> = {
  all: 'a', interactive: 'i', inode: 'I', kill: 'k', 'list-signals': 'l', mount: 'm', ismountpoint: 'M', namespace: 'n', silent: 's',
  user: 'u', verbose: 'v', version: 'V', writeonly: 'w', ipv4: '4', ipv6: '6',
}; // prettier-ignore

const LETTERS = '46acfhiIklmMnsuvVw';
const SPACES: readonly string[] = ['file', 'tcp', 'udp'];
const SIGKILL = 9;

export interface NamedThing {
  readonly name: string;
  readonly space: string;
}

export interface Request {
  readonly names: readonly NamedThing[];
  readonly signal: number;
  readonly letters: ReadonlySet<string>;
}

export type FuserLine = PsmiscLine<Request>;

export function readFuserLine(args: readonly string[], calledAs: string): FuserLine {
  const names: NamedThing[] = [];
  const letters = new Set<string>();
  let signal = SIGKILL;
  let space = 'file';
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') break;
    // a single dash forgets what was said so far
    if (arg === '-') {
      letters.clear();
      signal = SIGKILL;
      continue;
    }
    if (!arg.startsWith('-')) {
      names.push(inSpace(arg, space));
      continue;
    }
    const cluster = arg.startsWith('--') ? letterOf(arg.slice(2)) : arg.slice(1);
    if (cluster === null) return usage(`${calledAs}: Invalid option ${arg}`);
    for (const letter of cluster) {
      if (!LETTERS.includes(letter)) {
        if (!/[A-Z\d]/.test(letter)) return usage(`${calledAs}: Invalid option ${letter}`);
        const number = parseSignal(arg.slice(1));
        if (number === null)
          return { kind: 'refused', message: `${arg.slice(1)}: unknown signal; fuser -l lists signals.` };
        signal = number;
        break;
      }
      if (letter === 'h') return usage(null);
      if (letter === 'V') return { kind: 'version' };
      if (letter === 'l') return { kind: 'list' };
      if (letter === 'n') {
        at += 1;
        const given = args[at];
        if (given === undefined) return usage('Namespace option requires an argument.');
        if (!SPACES.includes(given)) return usage('Invalid namespace name');
        space = given;
      }
      letters.add(letter === 'c' ? 'm' : letter);
    }
  }
  if (letters.has('4') && letters.has('6'))
    return usage('You cannot search for only IPv4 and only IPv6 sockets at the same time');
  if (names.length === 0) return usage('No process specification given');
  if (letters.has('a') && letters.has('s')) return usage('all option cannot be used with silent option.');
  return { kind: 'run', request: { names, signal, letters } };
}

/** `80/tcp` names a port whatever -n said. */
function inSpace(name: string, space: string): NamedThing {
  const [, port = '', own] = /^([^/]*)\/(tcp|udp)$/.exec(name) ?? [];
  return own === undefined || port === '' ? { name, space } : { name: port, space: own };
}

function letterOf(long: string): string | null {
  const letter = Object.hasOwn(LONG, long) ? LONG[long] : undefined;
  return letter ?? null;
}

function usage(problem: string | null): FuserLine {
  return { kind: 'usage', problem };
}

export const USAGE = `Usage: fuser [-fIMuvw] [-a|-s] [-4|-6] [-c|-m|-n SPACE]
             [-k [-i] [-SIGNAL]] NAME...
       fuser -l
       fuser -V
Show which processes use the named files, sockets, or filesystems.

  -a,--all              display unused files too
  -i,--interactive      ask before killing (ignored without -k)
  -I,--inode            use always inodes to compare files
  -k,--kill             kill processes accessing the named file
  -l,--list-signals     list available signal names
  -m,--mount            show all processes using the named filesystems or
                        block device
  -M,--ismountpoint     fulfill request only if NAME is a mount point
  -n,--namespace SPACE  search in this name space (file, udp, or tcp)
  -s,--silent           silent operation
  -SIGNAL               send this signal instead of SIGKILL
  -u,--user             display user IDs
  -v,--verbose          verbose output
  -w,--writeonly        kill only processes with write access
  -V,--version          display version information
  -4,--ipv4             search IPv4 sockets only
  -6,--ipv6             search IPv6 sockets only
  udp/tcp names: [local_port][,[rmt_host][,[rmt_port]]]

`;

export const VERSION = psmiscVersion('fuser', '1993-2022 Werner Almesberger and Craig Small');
