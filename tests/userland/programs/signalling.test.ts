import { describe, expect, it } from 'vitest';
import { run, runAs } from '../../support/run-programs.ts';

const SLEEPS = ['sleep 100 &', 'sleep 200 &', 'sleep 1'];

describe('pgrep', () => {
  it('finds by name, by command line and by parent', () => {
    const { screen } = run(...SLEEPS, 'pgrep sleep', 'pgrep -f 200', 'pgrep -P 2 -l', 'pgrep -c sleep');
    expect(screen).toBe('3\n4\n4\n3 sleep\n4 sleep\n2\n');
  });

  it('shows the newest, the oldest, and all others', () => {
    const { screen } = run(...SLEEPS, 'pgrep -n sleep', 'pgrep -o sleep', 'pgrep -v -l sleep');
    expect(screen).toBe('4\n3\n1 init\n2 bash\n');
  });

  it('keeps to the namespaces of a process', () => {
    const { screen } = run(
      'unshare -pf --mount-proc sleep 100 &',
      'sleep 1',
      'pgrep -a --ns 5 sleep',
      'pgrep --ns 1 sleep',
    );
    expect(screen).toBe('5 sleep 100\n');
  });

  it.each([
    ['pgrep', "pgrep: no matching criteria specified\nTry `pgrep --help' for more information.\n", 2],
    ['pgrep a b', "pgrep: only one pattern can be provided\nTry `pgrep --help' for more information.\n", 2],
    ['pgrep nothing', '', 1],
    ['pgrep (', 'pgrep: regex error: Unmatched ( or \\(\n', 2],
    ['pgrep -u nosuchuser', 'pgrep: invalid user name: nosuchuser\n', 2],
    ['pkill -FOO sleep', "pkill: pidfile not valid\nTry `pkill --help' for more information.\n", 1],
    [
      'pgrep thisnameislongerthanfifteen',
      "pgrep: pattern that searches for process name longer than 15 characters will result in zero matches\nTry `pgrep -f' option to match against the complete command line.\n",
      1,
    ],
  ])('%s', (command, screen, status) => {
    expect(run(command)).toEqual({ screen, statuses: [status] });
  });
});

describe('pkill', () => {
  it('signals everything that fits', () => {
    const { screen } = run(...SLEEPS, 'pkill -e -f 100', 'pgrep sleep');
    expect(screen).toBe('sleep killed (pid 3)\n3\n4\n');
  });

  it('says whom it may not signal', () => {
    expect(runAs('student', 'pkill init')).toEqual({
      screen: 'pkill: killing pid 1 failed: Operation not permitted\n',
      statuses: [1],
    });
  });
});

describe('pidof', () => {
  it('lists the highest number first, and only one with -s', () => {
    expect(run(...SLEEPS, 'pidof sleep', 'pidof -s sleep', 'pidof nothing').screen).toBe('4 3\n4\n');
  });
});

describe('killall', () => {
  it('complains about names nobody has', () => {
    expect(run('killall nothing')).toEqual({ screen: 'nothing: no process found\n', statuses: [1] });
  });

  it('reports what it may not do', () => {
    expect(runAs('student', 'killall init').screen).toBe(
      'init(1): Operation not permitted\ninit: no process found\n',
    );
  });

  it('knows its signals', () => {
    expect(run('killall -s FOO x').screen).toBe('FOO: unknown signal; killall -l lists signals.\n');
  });
});

describe('kill', () => {
  it('signals by number and by name', () => {
    const { statuses } = run(
      'sleep 100 &',
      'kill -STOP 3',
      'kill -s CONT 3',
      'kill --signal=KILL 3',
      'kill 99',
    );
    expect(statuses).toEqual([null, 0, 0, 0, 1]);
  });

  it('converts between names and numbers', () => {
    expect(run('kill -l 9', 'kill -l TERM', 'kill -l nosuch').screen).toBe(
      'KILL\n15\nkill: unknown signal name nosuch\n',
    );
  });

  it('parses its operands one by one', () => {
    expect(run('kill 98 abc 99')).toEqual({
      screen: "kill: (98): No such process\nkill: failed to parse argument: 'abc'\n",
      statuses: [1],
    });
  });

  it('takes a negative number for the group of its first digit, as procps does', () => {
    expect(run('kill -TERM -99')).toEqual({ screen: '', statuses: [0] });
  });
});

describe('timeout', () => {
  it('ends a command that takes too long', () => {
    expect(run('timeout 1 sleep 5', 'timeout 5 true', 'timeout 1 nosuch').statuses).toEqual([124, 0, 127]);
  });

  it('dies with what it kills', () => {
    expect(run('timeout -s KILL 1 sleep 5').statuses).toEqual([137]);
  });
});

describe('tini', () => {
  it.each([
    ['tini -s grep -c x', "tini: invalid option -- 'c'\n"],
    ['tini -e 256 true', '[FATAL tini (3)] Not a valid option for -e: 256\n'],
    ['tini -p SIGIO true', '[FATAL tini (3)] Not a valid option for -p: SIGIO\n'],
    ['tini -l', 'The MIT License (MIT)\n'],
  ])('%s', (command, beginning) => {
    expect(run(command).screen.startsWith(beginning)).toBe(true);
  });

  it('ends as its child does', () => {
    expect(run('tini -s -- false', 'tini -s -- nosuch').statuses).toEqual([1, 127]);
  });

  it('passes signals on', () => {
    const { screen } = run('tini -s sleep 100 &', 'sleep 1', 'kill 3', 'sleep 1', 'pgrep sleep');
    expect(screen).toBe('');
  });

  it('warns where it is no reaper', () => {
    expect(run('tini true').screen).toContain(
      "[WARN  tini (3)] Tini is not running as PID 1 and isn't registered as a child subreaper.\n",
    );
  });
});

const STATUS = 'grep -E ^Sig[BIC] /proc/3/status';

describe('an init that waits for signals', () => {
  it('has blocked those of tini but while it waits for them', () => {
    const stopped = ['tini -s sleep 100 &', 'sleep 1', STATUS, 'kill -STOP 3', 'sleep 1', STATUS];
    expect(run(...stopped).screen).toBe(
      'SigBlk:\t0000000000000000\nSigIgn:\t0000000000300000\nSigCgt:\t0000000000000000\n' +
        'SigBlk:\tfffffffe3fcbfa07\nSigIgn:\t0000000000300000\nSigCgt:\t0000000000000000\n',
    );
  });

  it('keeps what arrives while it is stopped', () => {
    const { screen } = run('dumb-init sleep 100 &', 'sleep 1', 'kill -STOP 3', 'kill -USR1 3', 'grep ShdPnd /proc/3/status', 'kill -CONT 3', 'sleep 1', 'pgrep sleep'); // prettier-ignore
    expect(screen).toBe('ShdPnd:\t0000000000000200\n');
  });

  it('hands its mask and what it ignored on to nobody', () => {
    expect(run('tini -s -- grep -E ^Sig[BI] /proc/self/status').screen).toBe(
      'SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n',
    );
  });
});

describe('dumb-init', () => {
  it('rewrites signals up to 31 only', () => {
    expect(
      run('dumb-init -r 15:32 true', 'dumb-init -r 32:1 true', 'dumb-init -r 15:0 true').statuses,
    ).toEqual([1, 1, 0]);
  });

  it('runs its child in a session of its own', () => {
    const { screen } = run('dumb-init sleep 100 &', 'sleep 1', 'ps -C sleep -o pid,sid --no-headers');
    expect(screen).toMatch(/^\s+(\d+)\s+\1\n$/);
  });
});

describe('nohup', () => {
  it('says where the output goes', () => {
    expect(run('nohup true', 'ls').screen).toBe(
      "nohup: ignoring input and appending output to 'nohup.out'\nnohup.out\n",
    );
  });
});
