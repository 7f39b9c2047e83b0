// Which programs does the machine have, and where? Paths as Debian has them; /bin and /sbin are links to these folders (fidelity: programs).

import { chroot } from './chroot.ts';
import { bash, sh } from '../bash/bash.ts';
import { basename, dirname, pwd, realpath } from './names.ts';
import { cat } from './cat.ts';
import { chmod } from './chmod.ts';
import { clear, reset, tty } from './terminal-tools.ts';
import { cp } from './cp.ts';
import { ln } from './ln.ts';
import { mv } from './mv.ts';
import { cut } from './cut.ts';
import { daemons } from '../daemons/table.ts';
import { arch, nproc, uname, uptime } from './machine-info.ts';
import { dir, ls } from './ls/ls.ts';
import { chgrp, chown } from './chown.ts';
import { df } from './df.ts';
import { du } from './du.ts';
import { findmnt } from './findmnt/findmnt.ts';
import { link, mkfifo, mknod, unlink } from './special-files.ts';
import { sync, truncate } from './truncate.ts';
import { cmp } from './diff/cmp.ts';
import { column } from './column.ts';
import { comm } from './comm.ts';
import { date } from './date.ts';
import { dd } from './dd.ts';
import { diff } from './diff/diff.ts';
import { dumbInit } from './dumb-init.ts';
import { echo } from './echo.ts';
import { egrep, fgrep, grep } from './grep/grep.ts';
import { env, printenv } from './env/env.ts';
import { flock } from './flock.ts';
import { fuser } from './fuser/fuser.ts';
import { pmap } from './pmap.ts';
import { prtstat } from './prtstat.ts';
import { base64 } from './base64.ts';
import { expand, unexpand } from './expand.ts';
import { fmt } from './fmt.ts';
import { fold } from './fold.ts';
import { join } from './join.ts';
import { tsort } from './tsort.ts';
import { free } from './free.ts';
import { vmstat } from './vmstat.ts';
import { paste } from './paste.ts';
import { md5sum, sha256sum } from './checksums.ts';
import { shuf } from './shuf.ts';
import { find } from './find/find.ts';
import { od } from './od/od.ts';
import { getent } from './getent.ts';
import { logname, users, w, who } from './who.ts';
import { prlimit } from './prlimit/prlimit.ts';
import { pwdx } from './pwdx.ts';
import { sysctl } from './sysctl.ts';
import { falseProgram, trueProgram } from './true-false.ts';
import { groups, id, whoami } from './id.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { init } from './init.ts';
import { kill } from './kill.ts';
import { killall } from './killall/killall.ts';
import { lslocks } from './lslocks.ts';
import { lsns } from './lsns/lsns.ts';
import { mkdir, rmdir } from './directories.ts';
import { mktemp, touch } from './touch.ts';
import { mount } from './mount.ts';
import { mountpoint } from './mountpoint.ts';
import { nl } from './nl.ts';
import { rev } from './rev.ts';
import { tac } from './tac.ts';
import { nice } from './scheduling/nice.ts';
import { renice } from './scheduling/renice.ts';
import { chrt } from './scheduling/chrt.ts';
import { taskset } from './scheduling/taskset.ts';
import { ionice } from './scheduling/ionice.ts';
import { nologin } from './nologin.ts';
import { newgrp, sg } from './newgrp.ts';
import { nohup } from './nohup.ts';
import { nsenter } from './nsenter/nsenter.ts';
import { pgrep, pidwait, pkill } from './pgrep/pgrep.ts';
import { pidof } from './pidof.ts';
import { ps } from './ps/ps.ts';
import { pstree } from './pstree/pstree.ts';
import { readlink } from './readlink.ts';
import { rm } from './rm.ts';
import { runuser, su } from './su/su.ts';
import { seq } from './seq.ts';
import { setpriv } from './setpriv.ts';
import { setsid } from './setsid.ts';
import { skill, snice } from './skill.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { split } from './split.ts';
import { stat } from './stat.ts';
import { strace } from './strace/strace.ts';
import { stty } from './stty/stty.ts';
import { sudo } from './sudo.ts';
import { tail } from './tail.ts';
import { tee } from './tee.ts';
import { timeout } from './timeout.ts';
import { tini } from './tini.ts';
import { top } from './top/top.ts';
import { tr } from './tr.ts';
import { umount } from './umount.ts';
import { uniq } from './uniq.ts';
import { unshare } from './unshare/unshare.ts';
import { wc } from './wc.ts';
import { yes } from './yes.ts';
import { awk } from './awk/awk.ts';
import { bracket, test } from './test.ts';
import { expr } from './expr.ts';
import { less } from './less/less.ts';
import { more } from './more/more.ts';
import { man } from './man/man.ts';
import { apropos, whatis } from './man/whatis.ts';
import { printf } from './printf.ts';
import { sed } from './sed/sed.ts';
import { watch } from './watch/watch.ts';
import { whereis, which } from './which.ts';
import { xargs } from './xargs/xargs.ts';
import type { Program } from '../program.ts';
import type { ProgramTable } from '../program-table.ts';

const USR_BIN: Readonly<Record<string, Program>> = {
  '[': bracket, apropos, arch, awk, base64, basename, bash, cat, chgrp, chmod, chown, chrt, clear, cmp, column, comm, cp, cut, date, dd, df,
  diff, dir, dirname, du, 'dumb-init': dumbInit, echo, egrep, env, expand, expr, false: falseProgram, fgrep, find, findmnt, flock, fmt, fold,
  free, fuser, getent, grep, groups, head, hostname, id, ionice, join, kill, killall, less, link, ln, logname, ls, lslocks, lsns, man,
  mawk: awk, md5sum, mkdir, mkfifo, mknod, mktemp, more, mount, mountpoint, mv, newgrp, nice, nl, nohup, nproc, nsenter, od, pager: less, paste, pgrep,
  pidof, pidwait, pkill, pmap, printenv, printf, prlimit, prtstat, ps, pstree, pwd, pwdx, readlink, realpath, renice, reset, rev,
  rm, rmdir, sed, seq, setpriv, setsid, sg, sh, sha256sum, shuf, skill, sleep, snice, sort, split, stat, strace, stty, su, sudo, sync, tac, tail, taskset, tee,
  test, timeout, tini, top, touch, tr, true: trueProgram, truncate, tsort, tty, umount, uname, unexpand, uniq, unlink, unshare,
  uptime, users, vmstat, w, watch, wc, whatis, whereis, which, who, whoami, xargs, yes,
}; // prettier-ignore

const USR_SBIN: Readonly<Record<string, Program>> = { chroot, init, nologin, runuser, sysctl };

export const programTable: ProgramTable = new Map([
  ...Object.entries(USR_BIN).map(([name, program]) => [`/usr/bin/${name}`, program] as const),
  ...Object.entries(USR_SBIN).map(([name, program]) => [`/usr/sbin/${name}`, program] as const),
  ...daemons,
]);
