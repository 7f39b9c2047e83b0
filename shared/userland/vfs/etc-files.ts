// What stands in the files below /etc of a Debian 12, besides its users? os-release(5), nsswitch.conf(5), login.defs(5)

export interface PlainFile {
  readonly path: string;
  readonly text: string;
}

const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`;

const LOGIN_DEFS = `# /etc/login.defs: what a login, su and useradd go by.
MAIL_DIR	/var/mail
FTMP_FILE	/var/log/btmp
SU_NAME		su
HUSHLOGIN_FILE	.hushlogin
ENV_SUPATH	PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV_PATH	PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games
TTYGROUP	tty
TTYPERM		0600
ERASECHAR	0177
KILLCHAR	025
UMASK		022
PASS_MAX_DAYS	99999
PASS_MIN_DAYS	0
PASS_WARN_AGE	7
UID_MIN			 1000
UID_MAX			60000
GID_MIN			 1000
GID_MAX			60000
LOGIN_RETRIES		5
LOGIN_TIMEOUT		60
DEFAULT_HOME	yes
USERGROUPS_ENAB yes
ENCRYPT_METHOD SHA512
`;

const NSSWITCH = `passwd:         files systemd
group:          files systemd
shadow:         files systemd
gshadow:        files systemd

hosts:          files dns
networks:       files

protocols:      db files
services:       db files
ethers:         db files
rpc:            db files

netgroup:       nis
`;

const SHELLS = `# /etc/shells: valid login shells
/bin/sh
/usr/bin/sh
/bin/bash
/usr/bin/bash
/bin/dash
/usr/bin/dash
`;

/** A zone without changes, in both versions of the format. tzfile(5) */
function utcZone(): string {
  const counts = [0, 0, 0, 0, 1, 4].map((count) => `\0\0\0${String.fromCharCode(count)}`).join('');
  const zone = `TZif2${'\0'.repeat(15)}${counts}${'\0'.repeat(6)}UTC\0`;
  return `${zone}${zone}\nUTC0\n`;
}

export const ETC_FILES: readonly PlainFile[] = [
  { path: '/usr/lib/os-release', text: OS_RELEASE },
  { path: '/usr/share/zoneinfo/Etc/UTC', text: utcZone() },
  { path: '/etc/debian_version', text: '12.11\n' },
  { path: '/etc/environment', text: '' },
  { path: '/etc/host.conf', text: 'multi on\n' },
  { path: '/etc/ld.so.conf', text: 'include /etc/ld.so.conf.d/*.conf\n\n' },
  { path: '/etc/login.defs', text: LOGIN_DEFS },
  { path: '/etc/nsswitch.conf', text: NSSWITCH },
  { path: '/etc/shells', text: SHELLS },
];
