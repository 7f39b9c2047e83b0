// What do the files of users, groups and names say? getent(1) of the C library, with the files below /etc alone.

import { ownEntry } from '../../own-entry.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { linesOf, readFileOrEmpty } from '../libc/read.ts';
import { program } from '../libc/process.ts';
import { readUsers } from '../libc/users.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

/** EX_USAGE. */
const BAD_USAGE = 64;

const OPTIONS = [
  ['A', 'no-addrconfig'], ['i', 'no-idn'], ['s', 'service', 'required'], ['?', 'help'], ['', 'usage'], ['V', 'version'],
] as const; // prettier-ignore

const DATABASES = ['ahosts', 'ahostsv4', 'ahostsv6', 'aliases', 'ethers', 'group', 'gshadow', 'hosts', 'initgroups', 'netgroup', 'networks', 'passwd', 'protocols', 'rpc', 'services', 'shadow']; // prettier-ignore
/** Those of one record a line with colons between; passwd and group are also found by number. */
const COLON_FILES: Readonly<Record<string, 'byNumber' | 'byName'>> = { passwd: 'byNumber', group: 'byNumber', shadow: 'byName', gshadow: 'byName' }; // prettier-ignore
const [UNKNOWN, NOT_FOUND, NO_ENUMERATION] = [1, 2, 3];

const USAGE = `Usage: getent [-Ai?V] [-s CONFIG] [--no-addrconfig] [--no-idn]
            [--service=CONFIG] [--help] [--usage] [--version]
            database [key ...]
`;
const HELP = `Usage: getent [OPTION...] database [key ...]
Get entries from administrative database.

  -A, --no-addrconfig        do not filter out unsupported IPv4/IPv6 addresses
                             (with ahosts*)
  -i, --no-idn               disable IDN encoding
  -s, --service=CONFIG       Service configuration to be used
  -?, --help                 Give this help list
      --usage                Give a short usage message
  -V, --version              Print program version

Mandatory or optional arguments to long options are also mandatory or optional
for any corresponding short options.

Supported databases:
ahosts ahostsv4 ahostsv6 aliases ethers group gshadow hosts initgroups
netgroup networks passwd protocols rpc services shadow

For bug reporting instructions, please see:
<http://www.debian.org/Bugs/>.
`;
const VERSION = `getent (Debian GLIBC 2.36-9+deb12u14) 2.36
Copyright (C) 2022 Free Software Foundation, Inc.
This is free software; see the source for copying conditions.  There is NO
warranty; not even for MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.
Written by Thorsten Kukuk.
`;

export const getent = program(function* (process: Process): Coroutine<number> {
  const line = getoptLong(process.args, OPTIONS);
  const asked = line.options.find(({ key }) => key === '?' || key === 'usage' || key === 'V');
  if (asked !== undefined) {
    process.print(asked.key === '?' ? HELP : asked.key === 'V' ? VERSION : USAGE);
    return 0;
  }
  if (line.problem !== null) {
    yield* refuse(process, `${process.name}: ${line.problem}`);
    return BAD_USAGE;
  }
  const [database, ...keys] = line.operands;
  if (database === undefined) return yield* refuse(process, `${process.name}: wrong number of arguments`);
  if (!DATABASES.includes(database)) return yield* refuse(process, `Unknown database: ${database}`);
  const by = ownEntry(COLON_FILES, database);
  if (by !== undefined) return yield* records(process, database, keys, by === 'byNumber');
  if (database === 'hosts') return yield* hosts(process, keys);
  if (database === 'initgroups' && keys.length > 0) return yield* initgroups(process, keys);
  if (database === 'initgroups' || database === 'netgroup') {
    yield* process.eprint(`Enumeration not supported on ${database}\n`);
    return NO_ENUMERATION;
  }
  // the other databases have no file here
  return keys.length > 0 ? NOT_FOUND : 0;
});

function* refuse(process: Process, problem: string): Coroutine<number> {
  yield* process.eprint(
    `${problem}\nTry \`${process.shortName} --help' or \`${process.shortName} --usage' for more information.\n`,
  );
  return UNKNOWN;
}

function* records(
  process: Process,
  database: string,
  keys: readonly string[],
  isNumbered: boolean,
): Coroutine<number> {
  const lines = linesOf(yield* readFileOrEmpty(process.sys, `/etc/${database}`));
  for (const line of keys.length === 0 ? lines : []) process.printLine(line);
  let status = 0;
  for (const key of keys) {
    const isNumber = isNumbered && /^\d+$/.test(key);
    const found = lines.find((line) => line.split(':')[isNumber ? 2 : 0] === key);
    if (found === undefined) status = NOT_FOUND;
    else process.printLine(found);
  }
  return status;
}

/** A line of /etc/hosts: the address as wide as one can be, and its names. */
function* hosts(process: Process, keys: readonly string[]): Coroutine<number> {
  const entries = linesOf(yield* readFileOrEmpty(process.sys, '/etc/hosts'))
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '']) => address !== '');
  const show = ([address = '', ...names]: readonly string[]): void => {
    process.printLine(`${address.padEnd(15)} ${names.join(' ')}`);
  };
  if (keys.length === 0) entries.forEach(show);
  let status = 0;
  for (const key of keys) {
    const found = entries.find((entry) => entry.includes(key));
    if (found === undefined) status = NOT_FOUND;
    else show(found);
  }
  return status;
}

function* initgroups(process: Process, keys: readonly string[]): Coroutine<number> {
  const users = yield* readUsers(process.sys);
  for (const key of keys) {
    const own = users.groups.filter((group) => group.members.includes(key));
    process.printLine(`${key.padEnd(21)}${own.map((group) => ` ${group.gid}`).join('')}`);
  }
  return 0;
}
