// What is this machine called? hostname(1); setting the name changes it for the whole UTS namespace.

import { strerror } from '../../kernel/abi/errno.ts';
import { failed } from '../program.ts';
import { getoptLong } from '../libc/getopt-long.ts';
import { program } from '../libc/process.ts';
import { readFile } from '../libc/read.ts';
import type { Coroutine } from '../program.ts';
import type { Process } from '../libc/process.ts';

const OPTIONS = [
  ['a', 'alias'], ['A', 'all-fqdns'], ['b', 'boot'], ['d', 'domain'], ['f', 'fqdn'], ['f', 'long'], ['F', 'file', 'required'],
  ['i', 'ip-address'], ['I', 'all-ip-addresses'], ['s', 'short'], ['y', 'yp'], ['y', 'nis'], ['h', 'help'], ['V', 'version'],
] as const; // prettier-ignore

const USAGE = `Usage: hostname [-b] {hostname|-F file}         set host name (from file)
       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
       hostname                                 display host name

       {yp,nis,}domainname {nisdomain|-F file}  set NIS domain name (from file)
       {yp,nis,}domainname                      display NIS domain name

       dnsdomainname                            display dns domain name

       hostname -V|--version|-h|--help          print info and exit

Program name:
       {yp,nis,}domainname=hostname -y
       dnsdomainname=hostname -d

Program options:
    -a, --alias            alias names
    -A, --all-fqdns        all long host names (FQDNs)
    -b, --boot             set default hostname if none available
    -d, --domain           DNS domain name
    -f, --fqdn, --long     long host name (FQDN)
    -F, --file             read host name or NIS domain name from given file
    -i, --ip-address       addresses for the host name
    -I, --all-ip-addresses all addresses for the host
    -s, --short            short host name
    -y, --yp, --nis        NIS/YP domain name

Description:
   This command can get or set the host name or the NIS domain name. You can
   also get the DNS domain or the FQDN (fully qualified domain name).
   Unless you are using bind or NIS for host lookups you can change the
   FQDN (Fully Qualified Domain Name) and the DNS domain name (which is
   part of the FQDN) in the /etc/hosts file.
`;
const BAD_USAGE = 255;

export const hostname = program(function* (process: Process): Coroutine<number> {
  const { sys } = process;
  const line = getoptLong(process.args, OPTIONS);
  if (line.problem !== null) {
    yield* process.error(line.problem);
    yield* process.eprint(USAGE);
    return BAD_USAGE;
  }
  const keys = line.options.map((option) => option.key);
  if (keys.includes('h') || line.operands.length > 1) {
    yield* process.eprint(USAGE);
    return BAD_USAGE;
  }
  if (keys.includes('V')) {
    process.print('hostname 3.23\n');
    return 0;
  }
  const file = line.options.find((option) => option.key === 'F')?.value ?? null;
  const fromFile = file === null ? null : yield* readFile(sys, file);
  if (failed(fromFile)) {
    if (keys.includes('b')) return yield* keepOrSet(process);
    yield* process.warn(strerror(fromFile.errno));
    return 1;
  }
  // the first line of a file that is no remark
  const [fileName = ''] = (fromFile ?? '').split('\n').filter((each) => !/^\s*(#|$)/.test(each));
  const wanted = fromFile === null ? line.operands[0] : fileName.trim();
  if (wanted !== undefined && !/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(wanted)) {
    yield* process.warn('the specified hostname is invalid');
    return 1;
  }
  if (wanted === undefined && keys.includes('y')) {
    yield* process.warn('Local domain name not set');
    return 1;
  }
  if (wanted === undefined) {
    process.printLine(shown(yield* sys.gethostname(), keys));
    return 0;
  }
  const set = yield* sys.sethostname(wanted);
  if (!failed(set)) return 0;
  yield* process.warn(set.errno === 'EPERM' ? 'you must be root to change the host name' : 'name too long');
  return 1;
});

/** -b gives a name where there is none. */
function* keepOrSet({ sys }: Process): Coroutine<number> {
  const name = yield* sys.gethostname();
  if (name === '' || name === '(none)') yield* sys.sethostname('localhost');
  return 0;
}

/** There is no domain and no network here. */
function shown(name: string, keys: readonly string[]): string {
  if (keys.includes('d') || keys.includes('a') || keys.includes('A')) return '';
  if (keys.includes('i') || keys.includes('I')) return '127.0.0.1';
  return keys.includes('s') ? name.replace(/\..*$/, '') : name;
}
