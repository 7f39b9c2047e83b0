import { describe, expect, it } from 'vitest';
import { run, runAs, screenOf } from '../../support/run-programs.ts';

describe('strace', () => {
  it('shows the calls that were asked for, and how the command ended', () => {
    expect(screenOf('strace -e trace=unshare,setns unshare --pid true')).toBe(
      'unshare(CLONE_NEWPID)                   = 0\n+++ exited with 0 +++\n',
    );
  });

  it('shows an error with its name and its words', () => {
    expect(screenOf('strace -qq -e trace=kill kill -0 99')).toBe(
      'kill(99, 0)                             = -1 ESRCH (No such process)\nkill: (99): No such process\n',
    );
  });

  it('follows forks from the first call of a child on', () => {
    const [, , mount] = screenOf('strace -f -e trace=unshare,mount unshare -pfm true').split('\n');
    expect(mount).toBe('[pid     7] mount("none", "/", NULL, MS_REC|MS_PRIVATE, NULL) = 0');
  });

  it('tells a wait before the SIGCHLD that ended it', () => {
    const lines = screenOf('strace -e trace=wait4 unshare -f true').split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'wait4(7, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 7',
      '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---',
      '+++ exited with 0 +++',
    ]);
  });

  it('tells a call before it is carried out, and its end where something came between', () => {
    expect(screenOf('strace -q -f -e trace=wait4 -e signal=none unshare -f sleep 1')).toBe(
      '[pid     6] wait4(7,  <unfinished ...>\n[pid     7] +++ exited with 0 +++\n<... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 7\n+++ exited with 0 +++\n',
    );
    expect(screenOf('strace -e trace=write -s 4 echo hello')).toBe(
      'write(1, "hell"..., 6hello\n)                  = 6\n+++ exited with 0 +++\n',
    );
  });

  it('tells a kill before the signal, and what a signal interrupts before it', () => {
    expect(screenOf("strace -e trace=kill sh -c 'kill -TERM $$'").split('\n').slice(0, 2)).toEqual([
      'kill(6, SIGTERM)                        = 0',
      '--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=6, si_uid=0} ---',
    ]);
    const { screen } = run('strace -e trace=clock_nanosleep,restart_syscall sleep 9 &', 'sleep 1', 'pkill -CONT sleep', 'sleep 1', 'pkill -KILL sleep', 'sleep 1'); // prettier-ignore
    expect(screen.replace(/0x\w+|\d{2,}/g, 'N').split('\n')).toEqual([
      'clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=9, tv_nsec=0}, N) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
      '--- SIGCONT {si_signo=SIGCONT, si_code=SI_USER, si_pid=8, si_uid=0} ---',
      'restart_syscall(<... resuming interrupted clock_nanosleep ...>) = ?',
      '+++ killed by SIGKILL +++',
      '',
    ]);
  });

  it('keeps a file for each process with -ff', () => {
    const { screen } = run(
      'strace -ff -o /tmp/t -e trace=exit_group unshare -f false',
      'head /tmp/t.6 /tmp/t.7',
    );
    expect(screen.match(/exited with \d/g)).toEqual(['exited with 1', 'exited with 1']);
  });

  it.each([
    ['-e trace=!all', ''],
    [
      '-e trace=/^setg',
      'setgroups(0, NULL)                      = 0\nsetgid(5)                               = 0\n',
    ],
    ['-e trace=setuid -e signal=!SIGCHLD', ''],
  ])('takes %s', (filter, lines) => {
    expect(screenOf(`strace -qq ${filter} unshare -G 5 true`)).toBe(lines);
  });

  it('begins with the execve of the command and ends with its exit', () => {
    const lines = screenOf('strace true').split('\n');
    expect(lines[0]).toMatch(/^execve\("\/usr\/bin\/true", \["true"\], 0x[0-9a-f]+ \/\* 4 vars \*\/\) = 0$/);
    expect(lines.slice(1)).toEqual([
      'exit_group(0)                           = ?',
      '+++ exited with 0 +++',
      '',
    ]);
  });

  it('writes to a file and leaves the terminal to the command', () => {
    expect(run('strace -o /tmp/trace -e trace=none echo hello', 'cat /tmp/trace').screen).toBe(
      'hello\n+++ exited with 0 +++\n',
    );
  });

  it('attaches to a process, shows the call it sleeps in and the signal it dies of', () => {
    const { screen } = run('sleep 100 &', 'strace -p 3 &', 'sleep 1', 'kill 3', 'sleep 1');
    expect(screen).toMatch(
      /^strace: Process 3 attached\nrestart_syscall\(<\.\.\. resuming interrupted read \.\.\.>\) = \? ERESTART_RESTARTBLOCK \(Interrupted by signal\)\n--- SIGTERM \{si_signo=SIGTERM, si_code=SI_USER, si_pid=\d+, si_uid=0\} ---\n\+\+\+ killed by SIGTERM \+\+\+\n$/,
    );
  });

  it('shows stops and goes on', () => {
    const { screen } = run('sleep 100 &', 'strace -q -e trace=none -p 3 &', 'sleep 1', 'kill -STOP 3', 'kill -CONT 3', 'kill -9 3', 'sleep 1'); // prettier-ignore
    expect(screen.replace(/si_pid=\d+/g, 'si_pid=N').split('\n')).toEqual([
      '--- SIGSTOP {si_signo=SIGSTOP, si_code=SI_USER, si_pid=N, si_uid=0} ---',
      '--- stopped by SIGSTOP ---',
      '--- SIGCONT {si_signo=SIGCONT, si_code=SI_USER, si_pid=N, si_uid=0} ---',
      '+++ killed by SIGKILL +++',
      '',
    ]);
  });

  it('is refused what the caller may not trace', () => {
    expect(runAs('student', 'strace -p 1', 'strace -p 99')).toEqual({
      screen:
        'strace: attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted\nstrace: attach: ptrace(PTRACE_SEIZE, 99): No such process\n',
      statuses: [1, 1],
    });
  });

  it('ends as its command does', () => {
    expect(run('strace -qq -e trace=none false', 'strace -qq -e trace=none -e signal=none timeout -s KILL 1 sleep 9').statuses).toEqual([1, 137]); // prettier-ignore
  });

  it.each([
    ['strace', "must have PROG [ARGS] or -p PID\nTry 'strace -h' for more information."],
    ['strace -p abc', "Invalid process id: 'abc'"],
    ['strace -e trace=nosuch true', "invalid system call 'nosuch'"],
    ['strace -e inject=kill:error=EPERM true', 'the option -e inject is not available in the lab'],
    ['strace -e signal=FOO true', "invalid signal 'FOO'"],
    ['strace -s x true', "invalid -s argument: 'x'\nTry 'strace -h' for more information."],
    ['strace -i true', 'the option -i is not available in the lab'],
    ['strace -fn -p 1', 'the option -n is not available in the lab'],
    ['strace nosuch', "Can't stat 'nosuch': No such file or directory"],
    ['strace -p', "option requires an argument -- 'p'\nTry 'strace -h' for more information."],
  ])('%s', (command, message) => {
    expect(run(command)).toEqual({ screen: `strace: ${message}\n`, statuses: [1] });
  });
});

describe('lsns --tree', () => {
  const masked = (text: string): string =>
    text.replace(/4026\d{6}/g, (number) => `N${Number(number) % 1000}`);

  it('hangs namespaces below the user namespace that owns them', () => {
    const { screen } = run(
      'unshare -Upf sleep 9 &',
      'sleep 1',
      'lsns -t pid -T -o NS,TYPE,NPROCS,PID,COMMAND',
    );
    expect(masked(screen)).toBe(`NS             TYPE  NPROCS PID COMMAND
N837     user       0     
├─N180   pid        4   1 init
└─N206   user       0     
  └─N207 pid        1   5 sleep 9
`);
  });

  it('hangs namespaces below the one around them', () => {
    const { screen } = run('unshare -pf sleep 9 &', 'sleep 1', 'lsns -t pid --tree=parent -n -o NS,PID');
    expect(masked(screen)).toMatch(/N180 +1\n└─N\d+ +\d\n/);
  });

  it('shows the numbers of parent and owner', () => {
    expect(masked(screenOf('lsns -t pid -n -o NS,PNS,ONS'))).toBe('N180   0 N837\n');
  });
});
