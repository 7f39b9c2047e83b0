// What pidwait, pwdx, sysctl (procps 4.0.2), prlimit (util-linux 2.38.1), who and its kin (coreutils 9.1) and getent (glibc 2.36)
// answer to root in a fresh shell.

import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const TTY = asTtyId(0);

/** What the terminal shows after these lines, prompts and echo apart; each is typed when the one before is done. */
function typed(...lines: readonly string[]): string {
  const machine = new Machine({ world: bare, seed: 1, programs: programTable });
  machine.execute({ kind: 'boot' });
  let shown = '';
  const feed = (input: Parameters<Machine['execute']>[0]): void => {
    const outcome = machine.execute(input);
    if (!outcome.ok) throw new Error(outcome.error.message);
    for (const event of outcome.value.events)
      if (event.type === 'TtyWrote' && event.kind === 'output') shown += event.text;
  };
  for (const text of lines) {
    feed({ kind: 'line', tty: TTY, text });
    while (!machine.atPrompt(TTY)) {
      const next = machine.nextTimer();
      if (next === null) break;
      feed({ kind: 'clock', to: next });
    }
  }
  return shown;
}

describe('pidwait', () => {
  it('waits until every process of that name has exited, be they children of somebody else', () => {
    expect(typed('(sleep 3; echo slept) & sleep 1 &', 'pidwait -e sleep; echo status $?')).toMatch(
      /waiting for sleep \(pid \d+\)\nwaiting for sleep \(pid \d+\)\nslept\n[^]*status 0\n/,
    );
  });

  it('is over when the process is a zombie that nobody reaps', () => {
    expect(
      typed(
        "bash -c 'sleep 1 & exec sleep 100' & sleep 0.2",
        'pidwait -n sleep; ps -C sleep -o stat= | sort',
        'kill %1',
      ),
    ).toContain('S\nZ\n');
  });

  it.each([
    ['pidwait nobody; echo $?', '1\n'],
    ['pidwait', "pidwait: no matching criteria specified\nTry `pidwait --help' for more information.\n"],
    ['pidwait a b; echo $?', "pidwait: only one pattern can be provided\nTry `pidwait --help' for more information.\n2\n"], // prettier-ignore
    ['pidwait -9 x 2>&1 | head -1', "pidwait: invalid option -- '9'\n"],
    ['pidwait --version', 'pidwait from procps-ng 4.0.2\n'],
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
});

describe('pwdx', () => {
  it.each([
    ['cd /tmp; pwdx $$ /proc/$$ | sed s/$$/N/', 'N: /tmp\n/proc/N: /tmp\n'],
    ['pwdx 1', '1: /\n'],
    ['pwdx 999; echo $?', '999: No such process\n1\n'],
    ['pwdx 1x; echo $?', 'pwdx: invalid process id: 1x\n1\n'],
    ['pwdx 0', 'pwdx: invalid process id: 0\n'],
    ['pwdx 2>&1 | sed -n 2,3p', 'Usage:\n pwdx [options] pid...\n'],
    ['setpriv --reuid=1000 pwdx 1', '1: Permission denied\n'],
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
});

describe('sysctl', () => {
  it.each([
    ['sysctl -n kernel.pid_max; sysctl kernel/pid_max', '4194304\nkernel.pid_max = 4194304\n'],
    ['sysctl -w kernel.pid_max=5000; cat /proc/sys/kernel/pid_max', 'kernel.pid_max = 5000\n5000\n'],
    ['sysctl -q kernel.pid_max=5000; sysctl -b kernel.pid_max; echo', '5000\n'],
    ['sysctl --dry-run kernel.pid_max=500; sysctl -n kernel.pid_max', 'kernel.pid_max = 500\n4194304\n'],
    ['sysctl kernel.pid_max=abc; echo $?', 'sysctl: setting key "kernel.pid_max": Invalid argument\n1\n'],
    ['sysctl -w kernel.pid_max', 'sysctl: command line(0): invalid syntax, continuing...\n'],
    ['sysctl no.such; echo $?; sysctl -e no.such; echo $?', 'sysctl: cannot stat /proc/sys/no/such: No such file or directory\n1\n0\n'], // prettier-ignore
    ['setpriv --reuid=1000 sysctl kernel.pid_max=500; echo $?', 'sysctl: permission denied on key "kernel.pid_max"\n1\n'], // prettier-ignore
    ['sysctl -w user.max_pid_namespaces=2; unshare -pf unshare -pf unshare -pf true; unshare -pf unshare -pf echo two', 'user.max_pid_namespaces = 2\nunshare: unshare failed: No space left on device\ntwo\n'], // prettier-ignore
    ['unshare -U sysctl -n user.max_pid_namespaces; sysctl user.max_uts_namespaces=0; unshare -u true; echo $?', '2147483647\nuser.max_uts_namespaces = 0\nunshare: unshare failed: No space left on device\n1\n'], // prettier-ignore
    ['setpriv --reuid=1000 sysctl user.max_user_namespaces=3; unshare -Ur sysctl user.max_user_namespaces=3', 'sysctl: permission denied on key "user.max_user_namespaces"\nuser.max_user_namespaces = 3\n'], // prettier-ignore
    ['echo 0x200 7 > /proc/sys/kernel/pid_max; cat /proc/sys/kernel/pid_max; echo 9x > /proc/sys/kernel/pid_max', '512\nbash: echo: write error: Invalid argument\n'], // prettier-ignore
    ["sysctl -a -r 'pid_max|ns_last' -N", 'kernel.ns_last_pid\nkernel.pid_max\n'],
    ['sysctl -N kernel.random', 'kernel.random.boot_id\nkernel.random.uuid\n'],
    ['sysctl -n', "sysctl: no variables specified\nTry `sysctl --help' for more information.\n"],
    ['sysctl -w kernel.ns_last_pid=99; sleep 0 & wait; echo $!', 'kernel.ns_last_pid = 99\n[1] 100\n[1]+  Done                    sleep 0\n100\n'], // prettier-ignore
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });

  it('asks about the namespace it runs in', () => {
    expect(typed('unshare -fp --mount-proc sysctl -q kernel.pid_max=400; sysctl -n kernel.pid_max')).toBe(
      '4194304\n',
    );
  });

  it('reads settings from a file', () => {
    expect(
      typed(
        "printf '# c\\nkernel.pid_max = 4000\\nbad\\n\\nkernel/hostname=zz\\n' > c",
        'sysctl -p c; echo $?',
      ),
    ).toBe('sysctl: c(3): invalid syntax, continuing...\nkernel.pid_max = 4000\nkernel.hostname = zz\n1\n');
  });
});

describe('prlimit', () => {
  it.each([
    ['prlimit -n', 'RESOURCE DESCRIPTION              SOFT   HARD UNITS\nNOFILE   max number of open files 1024 524288 files\n'], // prettier-ignore
    ['prlimit --noheadings --pid $$ -o SOFT,hard -c', '   0 unlimited\n'],
    ["prlimit --nofile=100:200 bash -c 'ulimit -n; ulimit -Hn'; ulimit -n", '100\n200\n1024\n'],
    ["prlimit --nofile=50: bash -c 'ulimit -n; ulimit -Hn'", '50\n524288\n'],
    ['prlimit --pid $$ --nofile=77; ulimit -n; ulimit -Hn', '77\n77\n'],
    ['prlimit --nofile=x true', 'prlimit: failed to parse NOFILE limit\n'],
    [
      'prlimit --nofile=9:3 true; echo $?',
      'prlimit: the soft limit NOFILE cannot exceed the hard limit\n1\n',
    ],
    ['prlimit --nofile=3 --pid 999', 'prlimit: failed to set the NOFILE resource limit: No such process\n'],
    ['setpriv --reuid=1000 prlimit --pid 1', 'prlimit: failed to get the AS resource limit: Operation not permitted\n'], // prettier-ignore
    ['setpriv --reuid=1000 prlimit --nofile=600000 true', 'prlimit: failed to set the NOFILE resource limit: Operation not permitted\n'], // prettier-ignore
    ['prlimit -p 1 ls', 'prlimit: options --pid and COMMAND are mutually exclusive\n'],
    ['prlimit -n nosuch | tail -1; prlimit -n=5 nosuch; echo $?', 'prlimit: failed to execute nosuch: No such file or directory\nNOFILE   max number of open files 1024 524288 files\nprlimit: failed to execute nosuch: No such file or directory\n127\n'], // prettier-ignore
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
});

describe('who is logged in', () => {
  it.each([
    ['who; users; logname; echo $?', 'logname: no login name\n1\n'],
    ['who -q', '\n# users=0\n'],
    ['who -H', 'NAME     LINE         TIME             COMMENT\n'],
    ['who -aH', 'NAME       LINE         TIME             IDLE          PID COMMENT  EXIT\n'],
    ['who -bH', 'NAME     LINE         TIME                    PID COMMENT\n'],
    ['w | tail -1', 'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n'],
    ['w -sf | tail -1', 'USER     TTY         IDLE WHAT\n'],
    ['w -h; arch', 'x86_64\n'],
    ['arch x', "arch: extra operand ‘x’\nTry 'arch --help' for more information.\n"],
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
});

describe('getent', () => {
  it.each([
    ['getent passwd root 65534', 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'], // prettier-ignore
    ['getent group 0 nosuch; echo $?', 'root:x:0:\n2\n'],
    [
      'getent nosuch',
      "Unknown database: nosuch\nTry `getent --help' or `getent --usage' for more information.\n",
    ],
    ['getent', "getent: wrong number of arguments\nTry `getent --help' or `getent --usage' for more information.\n"], // prettier-ignore
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
});

describe('setpriv', () => {
  it.each([
    ['setpriv --reuid=1000 --bounding-set=-kill --inh-caps=+chown --ambient-caps=+chown grep -E "Cap|NoN" /proc/self/status', 'CapInh:\t0000000000000001\nCapPrm:\t0000000000000001\nCapEff:\t0000000000000001\nCapBnd:\t000001ffffffffdf\nCapAmb:\t0000000000000001\nNoNewPrivs:\t0\n'],
    ['setpriv --bounding-set=-all,+kill setpriv --inh-caps=+kill,+CAP_5,+cap_5 true; echo $?', 'setpriv: unknown capability "CAP_5"\n1\n'],
    ['setpriv --bounding-set=-all,+KILL,+cap_0 grep -E "Prm|Bnd" /proc/self/status', 'CapPrm:\t0000000000000021\nCapBnd:\t0000000000000021\n'],
    ['setpriv --securebits=-all,+noroot,+no_setuid_fixup_locked,+keep_caps_locked setpriv -d | tail -n 2', 'Securebits: noroot,no_setuid_fixup_locked,keep_caps_locked\nParent death signal: [none]\n'],
    ['setpriv --securebits=+foo true; setpriv --securebits=+all true; setpriv --securebits=noroot true; setpriv --securebits=+keep_caps true', 'setpriv: unrecognized securebit\nsetpriv: +all securebits is not allowed\nsetpriv: bad securebits string\nsetpriv: adjusting keep_caps does not make sense\n'],
    ['setpriv --inh-caps=kill true; setpriv --inh-caps=+foo true; setpriv --nnp --no-new-privs true; setpriv --inh-caps=+kill --inh-caps=-kill true', 'setpriv: bad capability string\nsetpriv: unknown capability "foo"\nsetpriv: duplicate --no-new-privs option\nsetpriv: duplicate --inh-caps option\n'],
    ['setpriv --reuid=1000 --nnp --pdeathsig=TERM grep NoNew /proc/self/status; setpriv --ambient-caps=+kill true; echo $?', 'NoNewPrivs:\t1\n0\n'],
    ['setpriv --reuid=1000 setpriv --inh-caps=+kill true; echo $?; setpriv --reuid=1000 setpriv --securebits=+noroot true; setpriv --reuid=1000 setpriv --bounding-set=-kill true; echo $?', 'setpriv: apply capabilities: Operation not permitted\n127\nsetpriv: set process securebits failed: Operation not permitted\n0\n'],
    ['setpriv -dd | grep -c chown; unshare -U --keep-caps grep Amb /proc/self/status; unshare -U grep Eff /proc/self/status', '3\nCapAmb:\t000001ffffffffff\nCapEff:\t0000000000000000\n'],
  ])('%s', (line, answer) => {
    expect(typed(line)).toBe(answer);
  });
}); // prettier-ignore

describe('of a zombie', () => {
  it.each([
    ['chrt -p 5', "pid 5's current scheduling policy: SCHED_OTHER\npid 5's current scheduling priority: 0\n"],
    ['taskset -p 5', "pid 5's current affinity mask: 1\n"],
    ['ionice -p 5', 'none: prio 0\n'],
    ['prlimit --pid 5 --nofile -o SOFT --noheadings', '1024\n'],
  ])('%s', (command, screen) => {
    const parent = "bash -c 'sleep 1 & exec sleep 100' & sleep 2";
    expect(typed(parent, 'ps -o stat= -p 5', command)).toBe(`[1] 3\nZ\n${screen}`);
  });
});
