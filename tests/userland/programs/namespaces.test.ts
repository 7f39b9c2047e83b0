import { describe, expect, it } from 'vitest';
import { run, runAs } from '../../support/run-programs.ts';

describe('unshare', () => {
  it('makes its child PID 1 of a new namespace', () => {
    expect(run('unshare -pf --mount-proc ps -o pid,ppid,args').screen).toBe(
      '    PID    PPID COMMAND\n      1       0 ps -o pid,ppid,args\n',
    );
  });

  it('ends like its child', () => {
    expect(run('unshare -pf false', 'unshare -pf nosuch', 'unshare -pf /etc/passwd').statuses).toEqual([
      1, 127, 126,
    ]);
  });

  it('cannot die of KILL, because nobody can set KILL to its default', () => {
    const { screen } = run('unshare -pf sleep 100 &', 'sleep 1', 'kill -9 5', 'sleep 1');
    expect(screen).toBe('unshare: sigprocmask unblock failed: Invalid argument\n');
  });

  it('leaves its child to the outer PID 1 when it is killed itself, unless told otherwise', () => {
    expect(run('unshare -pf sleep 100 &', 'sleep 1', 'kill -9 3', 'ps -C sleep -o ppid=').screen).toBe(
      '      1\n',
    );
    expect(
      run('unshare -pf --kill-child sleep 100 &', 'sleep 1', 'kill -9 3', 'sleep 1', 'pgrep sleep').screen,
    ).toBe('');
  });

  it('gives a new namespace the lowest number that nobody holds', () => {
    const number = 'readlink /proc/self/ns/uts';
    const [first, again, held, next] = run(
      `unshare -u ${number}`,
      `unshare -u ${number}`,
      'touch /tmp/uts',
      `unshare --uts=/tmp/uts ${number}`,
      `unshare -u ${number}`,
    ).screen.split('\n');
    expect([again, held]).toEqual([first, first]);
    expect(next).not.toBe(first);
  });

  it('keeps a namespace on a file', () => {
    const { screen, statuses } = run(
      'touch /tmp/ns',
      'unshare --pid=/tmp/ns -f true',
      'nsenter --pid=/tmp/ns true',
    );
    expect([screen, statuses]).toEqual(['nsenter: fork failed: Cannot allocate memory\n', [0, 0, 1]]);
  });

  it('takes -1 for no id', () => {
    expect(run('unshare --map-user=-1 id -u', 'nsenter -t -5 -p true').screen).toBe(
      '65534\nnsenter: cannot open /proc/4294967291/ns/pid: No such file or directory\n',
    );
  });

  it('forks for each program that would map ranges', () => {
    const both = 'unshare --map-users=0,0,1 --map-groups=0,0,1 true';
    const { screen } = run('unshare --map-users=0,0,1 true', both, 'readlink /proc/self');
    expect(screen).toBe(
      `${'unshare: failed to execute newuidmap: No such file or directory\n'.repeat(2)}8\n`,
    );
  });

  it('tells whom a tmpfs belongs to in the ids of the machine', () => {
    const mounted = "unshare -rm sh -c 'mount -t tmpfs -o size=1m x /mnt; findmnt -no OPTIONS /mnt'";
    expect(runAs('student', mounted).screen).toBe('rw,relatime,size=1024k,uid=1000,gid=1000\n');
  });

  it('leaves who is nobody inside without the right to mount', () => {
    expect(runAs('student', 'unshare -Um mount -t tmpfs t /mnt').screen).toContain(
      'mount: /mnt: must be superuser to use mount.\n',
    );
  });

  it('keeps a mount namespace where the old one sees it', () => {
    const { screen } = run(
      'mkdir /tmp/ns',
      'mount --bind /tmp/ns /tmp/ns',
      'mount --make-private /tmp/ns',
      'touch /tmp/ns/m',
      "unshare --mount=/tmp/ns/m sh -c 'mount -t tmpfs t /mnt; touch /mnt/inside'",
      'ls /mnt',
      'nsenter --mount=/tmp/ns/m ls /mnt',
      'unshare --mount=/nosuch true',
    );
    expect(screen).toBe(
      'inside\nunshare: mount /proc/13/ns/mnt on /nosuch failed: No such file or directory\n',
    );
  });

  it('makes an ordinary user root in a user namespace of his own', () => {
    expect(runAs('student', 'unshare -Ur id -u', 'unshare -Uc id -un', 'unshare -U id -un').screen).toBe(
      '0\nstudent\nnobody\n',
    );
  });

  it.each([
    ['unshare --nosuch', "unrecognized option '--nosuch'\nTry 'unshare --help' for more information.", 1],
    ['unshare --kill-child=FOO -pf true', 'unknown signal: FOO', 1],
    ['unshare --propagation wrong -m true', 'unsupported propagation mode: wrong', 1],
    ['unshare --map-users=0:0:10 true', "could not parse ID: '0:0:10'", 1],
    ['unshare --map-users=0,0,4294967295 true', "too many elements for mapping '0,0,4294967295'", 1],
    ['unshare --map-groups=0,0 true', "mapping '0,0' contains only 2 elements", 1],
    ['unshare --setuid=-1 true', 'setuid failed: Invalid argument', 1],
    ['unshare --setuid abc true', "failed to parse uid: 'abc'", 1],
    ['unshare --mount-proc=/nosuch -pf true', 'mount /nosuch failed: No such file or directory', 1],
    ['unshare -w /nosuch true', "cannot chdir to '/nosuch': No such file or directory", 1],
  ])('%s', (command, message, status) => {
    expect(run(command)).toEqual({ screen: `unshare: ${message}\n`, statuses: [status] });
  });

  it('is refused to an ordinary user', () => {
    expect(runAs('student', 'unshare -pf true').screen).toBe(
      'unshare: unshare failed: Operation not permitted\n',
    );
  });
});

describe('nsenter', () => {
  const INSIDE = ['unshare -pf --mount-proc sleep 100 &', 'sleep 1'];

  it('gives the newcomer the next number inside and no parent', () => {
    expect(run(...INSIDE, 'nsenter -t 5 -p -m ps -e -o pid,ppid,comm').screen).toBe(
      '    PID    PPID COMMAND\n      1       0 sleep\n      2       0 ps\n',
    );
  });

  it('does not fork with -F', () => {
    expect(run(...INSIDE, 'nsenter -F -t 5 -p -m readlink /proc/self').statuses.at(-1)).toBe(1);
  });

  it.each([
    ['nsenter -p', 'neither filename nor target pid supplied for ns/pid'],
    ['nsenter -t 99 -p', 'cannot open /proc/99/ns/pid: No such file or directory'],
    ['nsenter -t abc -p', "failed to parse pid: 'abc'"],
    ['nsenter --pid=/etc/passwd true', "reassociate to namespace 'ns/pid' failed: Invalid argument"],
    ['nsenter -a', 'no target PID specified for --all'],
    ['nsenter -t 1 -U true', "reassociate to namespace 'ns/user' failed: Invalid argument"],
  ])('%s', (command, message) => {
    expect(run(command)).toEqual({ screen: `nsenter: ${message}\n`, statuses: [1] });
  });
});

describe('lsns', () => {
  it('counts the processes of each namespace and shows the first', () => {
    const { screen } = run(
      'unshare -pf sleep 100 &',
      'sleep 1',
      'lsns -t pid -o TYPE,NPROCS,PID,PPID,COMMAND',
    );
    expect(screen).toBe(
      'TYPE NPROCS PID PPID COMMAND\npid       4   1    0 init\npid       1   5    3 sleep 100\n',
    );
  });

  it("hangs a namespace below that of its process's parent", () => {
    const { screen } = run('unshare -mpf sleep 100 &', 'sleep 1', 'lsns -t mnt -t pid -o TYPE,COMMAND');
    expect(screen).toBe(
      'TYPE COMMAND\nmnt  init\npid  init\nmnt  unshare -mpf sleep 100\npid  └─sleep 100\n',
    );
  });

  it('shows an ordinary user only what he may read', () => {
    expect(runAs('student', 'lsns -t pid -n -o NPROCS,PID,USER').screen).toBe('     2   2 student\n');
  });

  it.each([
    ['lsns -t foo', 'unknown namespace type: foo'],
    ['lsns -o foo', 'unknown column: foo'],
    ['lsns -p abc', "invalid PID argument: 'abc'"],
    ['lsns abc', "invalid namespace argument: 'abc'"],
    ['lsns 7', 'not found namespace: 7'],
  ])('%s', (command, message) => {
    expect(run(command)).toEqual({ screen: `lsns: ${message}\n`, statuses: [1] });
  });
});

describe('mount and umount', () => {
  it('show one more proc where one was mounted', () => {
    expect(run('mount -t proc proc /tmp', 'mount -t proc', 'umount /tmp', 'mount -t proc').screen).toBe(
      'proc on /proc type proc (rw,relatime)\nproc on /tmp type proc (rw,relatime)\nproc on /proc type proc (rw,relatime)\n',
    );
  });

  it.each([
    ['mount -t proc proc /nosuch', '/nosuch: mount point does not exist.'],
    ['mount -t nosuch none /tmp', '/tmp: special device none does not exist.'],
    ['mount -t proc proc /etc/passwd', '/etc/passwd: mount point is not a directory.'],
    ['mount --bind /nosuch /tmp', '/tmp: special device /nosuch does not exist.'],
  ])('%s', (command, message) => {
    expect(run(command)).toEqual({
      screen: `mount: ${message}\n       dmesg(1) may have more information after failed mount system call.\n`,
      statuses: [32],
    });
  });

  it.each([
    ['umount /nosuch', 'umount: /nosuch: no mount point specified.\n', 32],
    ['umount /tmp', 'umount: /tmp: not mounted.\n', 32],
    ['umount', "umount: bad usage\nTry 'umount --help' for more information.\n", 1],
  ])('%s', (command, screen, status) => {
    expect(run(command)).toEqual({ screen, statuses: [status] });
  });

  it('are refused to an ordinary user', () => {
    expect(runAs('student', 'mount -t proc proc /proc', 'umount /proc').screen).toBe(
      'mount: /proc: must be superuser to use mount.\n       dmesg(1) may have more information after failed mount system call.\numount: /proc: must be superuser to unmount.\n',
    );
  });
});

describe('su and sudo', () => {
  it("stay as the parent of the other user's command", () => {
    expect(run('runuser -u student -- ps -e -o ppid=,user=,comm=').screen).toContain(
      '      2 root     runuser\n      3 student  ps\n',
    );
  });

  it('ask an ordinary user for a password that nobody has', () => {
    expect(runAs('student', 'sudo id').screen).toBe('student is not in the sudoers file.\n');
  });

  it('say whom they do not know', () => {
    expect(run('su nosuch').screen).toBe(
      'su: user nosuch does not exist or the user entry does not contain all the required fields\n',
    );
  });
});

describe('setsid', () => {
  it('makes a session for a process that leads no group', () => {
    const { screen } = run('setsid sleep 100 &', 'sleep 1', 'ps -C sleep -o tty=');
    expect(screen).toBe('?\n');
  });
});
