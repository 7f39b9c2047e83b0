import { describe, expect, it } from 'vitest';
import { run, runAs, screenOf } from '../../support/run-programs.ts';

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

describe('ps', () => {
  it('shows the processes of its own terminal', () => {
    expect(screenOf('ps')).toBe(`    PID TTY          TIME CMD
      2 pts/0    00:00:00 bash
      3 pts/0    00:00:00 ps
`);
  });

  it('shows a forest below PID 1', () => {
    const { screen } = run('unshare -f sleep 99 &', 'sleep 1', 'ps axf');
    expect(screen).toBe(`    PID TTY      STAT   TIME COMMAND
      1 ?        Ss     0:00 init
      2 pts/0    Ss+    0:00 bash
      3 pts/0    S+     0:00  \\_ unshare -f sleep 99
      5 pts/0    S+     0:00  |   \\_ sleep 99
      6 pts/0    R+     0:00  \\_ ps axf
`);
  });

  it('shows trees whose parents are not shown from the last one to the first', () => {
    const { screen } = run('sleep 97 &', 'sleep 98 &', 'sleep 1', 'ps --forest -o pid,ppid,comm -p 1,3,4');
    expect(screen).toBe(`    PID    PPID COMMAND
      4       2 sleep
      3       2 sleep
      1       0 init
`);
  });

  it('indents the hierarchy of -H', () => {
    expect(screenOf('ps -eH -o comm')).toBe('COMMAND\ninit\n  bash\n    ps\n');
  });

  it('takes columns, their widths and their headings from -o', () => {
    expect(screenOf('ps -o pid:3,user=WHO,pgid= -p 1')).toBe('PID WHO             \n  1 root           1\n');
  });

  it('cuts a user name that is too long', () => {
    expect(screenOf('ps -p 1 -o user:3,pid')).toBe('USER    PID\nro+       1\n');
  });

  it('prints no heading where all are empty', () => {
    expect(screenOf('ps -p 1 -o pid=,comm=')).toBe('      1 init\n');
  });

  it('sorts by keys', () => {
    expect(screenOf('ps -e -o pid= --sort=-pid')).toBe('      3\n      2\n      1\n');
  });

  it('reads a line that makes no sense in UNIX as BSD', () => {
    const [unix, bsd] = [screenOf('ps -ax -o pid,stat'), screenOf('ps -ax')];
    expect(unix).toContain('PID STAT');
    expect(bsd).toContain('    PID TTY      STAT   TIME COMMAND\n      1 ?        Ss     0:00 init\n');
  });

  it('chooses by number, parent, name, session and terminal', () => {
    const selections = ['-p 1,2', '--ppid 1', '-C bash', '-s 2', '-t pts/0', '-u root', '1 2', '-N -p 2'];
    const shown = selections.map((selection) =>
      screenOf(`ps -o pid= ${selection}`).split('\n').map(Number).slice(0, -1),
    );
    expect(shown).toEqual([[1, 2], [2], [2], [2, 3], [2, 3], [1, 2, 3], [1, 2], [1, 3]]);
  });

  it('ends with 1 when it has shown nothing', () => {
    expect(run('ps -p 99')).toEqual({ screen: '    PID TTY          TIME CMD\n', statuses: [1] });
  });

  it('shows everybody to an ordinary user', () => {
    expect(runAs('student', 'ps -e -o user=').screen).toBe('root\nstudent\nstudent\n');
  });

  it.each([
    ['-p', 'list of process IDs must follow -p'],
    ['-p abc', 'process ID list syntax error'],
    ['-p 0', 'process ID out of range'],
    ['-p 1,', 'improper list'],
    ['-o nosuch', 'unknown user-defined format specifier "nosuch"'],
    ['-o pid:x', 'column widths must be unsigned decimal numbers'],
    ['-o ,pid', 'improper format list'],
    ['-u nosuch', 'user name does not exist'],
    ['-t pts/9', 'TTY could not be found'],
    ['--sort=nosuch', 'unknown sort specifier'],
    ['--nonsense', 'unknown gnu long option'],
    ['-D', 'unsupported SysV option'],
    ['jl', 'conflicting format options'],
    ['-LT', "thread flags conflict; can't use both -L and -T"],
    ['-y', 'modifier -y without format -l makes no sense'],
  ])('says what is wrong with %s', (args, problem) => {
    expect(run(`ps ${args}`)).toEqual({ screen: `error: ${problem}\n${USAGE}`, statuses: [1] });
  });

  it('asks for /proc where there is none', () => {
    expect(run('umount /proc', 'ps')).toEqual({
      screen: 'Error, do this: mount -t proc proc /proc\n',
      statuses: [0, 47],
    });
  });
});

describe('in a procfs that shows processes alone', () => {
  const alone = (command: string): string =>
    run('mount -t proc -o subset=pid p /proc', command).screen.replace(/^.*\n/, '');

  it.each([
    ['ps -ef', 'root         1     0  0ps: Unable to get system boot time\n'],
    ['ps aux', 'root         1  0.0ps: Unable to get total memory\n'],
    ['ps -o pid', '    2\n    4\n'],
  ])('%s', (command, screen) => {
    expect(alone(command)).toBe(screen);
  });

  it('tells of processes what top and pstree can tell', () => {
    const { screen } = run('mount -t proc -o subset=pid p /proc', 'top -bn1', 'pstree', 'killall -o 1s x');
    expect(screen).toMatch(/^Tasks: +3 total.*\n\n.*\n +1 root .* S +\? +\? .* init\n/);
    expect(screen).toContain('pstree: error opening uptime file\nkillall: error opening uptime file\n');
  });
});
