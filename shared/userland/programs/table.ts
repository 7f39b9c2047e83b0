// Which programs does the machine have, and where? Paths as Debian has them; /bin and /sbin are links to these folders.

import { cat } from './cat.ts';
import { dir, ls } from './ls/ls.ts';
import { echo } from './echo.ts';
import { egrep, fgrep, grep } from './grep/grep.ts';
import { falseProgram, trueProgram } from './true-false.ts';
import { groups, id, whoami } from './id.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { kill } from './kill.ts';
import { lsns } from './lsns/lsns.ts';
import { mount } from './mount.ts';
import { nsenter } from './nsenter/nsenter.ts';
import { ps } from './ps/ps.ts';
import { pstree } from './pstree/pstree.ts';
import { readlink } from './readlink.ts';
import { runuser, su } from './su/su.ts';
import { setsid } from './setsid.ts';
import { sleep } from './sleep.ts';
import { sudo } from './sudo.ts';
import { tail } from './tail.ts';
import { umount } from './umount.ts';
import { unshare } from './unshare/unshare.ts';
import { wc } from './wc.ts';
import type { Program } from '../program.ts';
import type { ProgramTable } from '../program-table.ts';

const USR_BIN: Readonly<Record<string, Program>> = {
  cat, dir, echo, egrep, false: falseProgram, fgrep, grep, groups, head, hostname, id, kill, ls, lsns, mount, nsenter, ps, pstree,
  readlink, setsid, sleep, su, sudo, tail, true: trueProgram, umount, unshare, wc, whoami,
}; // prettier-ignore

const USR_SBIN: Readonly<Record<string, Program>> = { runuser };

export const programTable: ProgramTable = new Map([
  ...Object.entries(USR_BIN).map(([name, program]) => [`/usr/bin/${name}`, program] as const),
  ...Object.entries(USR_SBIN).map(([name, program]) => [`/usr/sbin/${name}`, program] as const),
]);
