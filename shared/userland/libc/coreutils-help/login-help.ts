// What --help and --version of who, users and logname, and of arch, say. A pure table.

import type { CoreutilHelp } from './coreutils-help.ts';

export const LOGIN_HELP: readonly CoreutilHelp[] = [
  {
    name: 'arch',
    authors: 'Written by David MacKenzie and Karel Zak.',
    text: `Usage: $NAME [OPTION]...
Print machine architecture.

      --help        display this help and exit
      --version     output version information and exit`,
  },
  {
    name: 'logname',
    authors: 'Written by FIXME: unknown.',
    text: `Usage: $NAME [OPTION]
Print the user's login name.

      --help        display this help and exit
      --version     output version information and exit`,
  },
  {
    name: 'users',
    authors: 'Written by Joseph Arceneaux and David MacKenzie.',
    text: `Usage: $NAME [OPTION]... [FILE]
Output who is currently logged in according to FILE.
If FILE is not specified, use /var/run/utmp.  /var/log/wtmp as FILE is common.

      --help        display this help and exit
      --version     output version information and exit`,
  },
  {
    name: 'who',
    authors: 'Written by Joseph Arceneaux, David MacKenzie, and Michael Stone.',
    text: `Usage: $NAME [OPTION]... [ FILE | ARG1 ARG2 ]
Print information about users who are currently logged in.

  -a, --all         same as -b -d --login -p -r -t -T -u
  -b, --boot        time of last system boot
  -d, --dead        print dead processes
  -H, --heading     print line of column headings
      --ips         print ips instead of hostnames. with --lookup,
                    canonicalizes based on stored IP, if available,
                    rather than stored hostname
  -l, --login       print system login processes
      --lookup      attempt to canonicalize hostnames via DNS
  -m                only hostname and user associated with stdin
  -p, --process     print active processes spawned by init
  -q, --count       all login names and number of users logged on
  -r, --runlevel    print current runlevel
  -s, --short       print only name, line, and time (default)
  -t, --time        print last system clock change
  -T, -w, --mesg    add user's message status as +, - or ?
  -u, --users       list users logged in
      --message     same as -T
      --writable    same as -T
      --help        display this help and exit
      --version     output version information and exit

If FILE is not specified, use /var/run/utmp.  /var/log/wtmp as FILE is common.
If ARG1 ARG2 given, -m presumed: 'am i' or 'mom likes' are usual.`,
  },
];
