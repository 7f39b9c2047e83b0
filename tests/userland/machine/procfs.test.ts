// What does /proc say about a process, and to whom?

import { expect, test } from 'vitest';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

test('status tells the numbers, ids and signals of a process in the words of Linux 6.x', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.sigaction('SIGUSR1', () => undefined);
    yield* sys.sigaction('SIGINT', 'ignore');
    yield* sys.sigprocmask('block', ['SIGTERM']);
    yield* sys.write(1, yield* readFile(sys, '/proc/self/status'));
    return 0;
  });
  const lines = lab.screen().split('\n');
  expect(lines.slice(0, 16)).toEqual([
    'Name:\tbash', 'Umask:\t0022', 'State:\tR (running)', 'Tgid:\t2', 'Ngid:\t0', 'Pid:\t2', 'PPid:\t1', 'TracerPid:\t0',
    'Uid:\t0\t0\t0\t0', 'Gid:\t0\t0\t0\t0', 'FDSize:\t256', 'Groups:\t0 ', 'NStgid:\t2', 'NSpid:\t2', 'NSpgid:\t2', 'NSsid:\t2',
  ]); // prettier-ignore
  expect(lines).toContain('SigBlk:\t0000000000004000');
  expect(lines).toContain('SigIgn:\t0000000000000002');
  expect(lines).toContain('SigCgt:\t0000000000000200');
  expect(lines).toContain('CapEff:\t000001ffffffffff');
});

test('stat has 52 fields; terminal and foreground group stand where ps looks for them', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.write(1, yield* readFile(sys, '/proc/self/stat'));
    yield* sys.write(1, yield* readFile(sys, '/proc/1/stat'));
    return 0;
  });
  const [own = '', init = ''] = lab.screen().split('\n');
  expect(own.split(' ')).toHaveLength(52);
  expect(own).toMatch(/^2 \(bash\) R 1 2 2 34816 2 /);
  expect(init).toMatch(/^1 \(init\) S 0 1 1 0 -1 /);
});

test('a zombie has a name and numbers, and neither command line nor files nor places', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.fork(function* () {
      return 0;
    });
    yield* sys.nanosleep(10);
    const status = yield* readFile(sys, '/proc/3/status');
    yield* say(
      sys,
      status.split('\n').slice(0, 2),
      yield* readFile(sys, '/proc/3/cmdline'),
      yield* sys.readdir('/proc/3/fd'),
    );
    yield* say(sys, yield* sys.readlink('/proc/3/exe'), yield* sys.readlink('/proc/3/ns/pid_for_children'));
    yield* say(sys, (yield* sys.readlink('/proc/3/ns/pid')) === (yield* sys.readlink('/proc/self/ns/pid')));
    return 0;
  });
  expect(lab.screen()).toBe(
    '["Name:\\tbash","State:\\tZ (zombie)"]  []\n{"errno":"ENOENT"} {"errno":"ENOENT"}\ntrue\n',
  );
});

test('a directory one stands in outlives its process and answers ESRCH; its name is gone', () => {
  const lab = new InlineMachine(function* (sys) {
    const child = must(
      yield* sys.fork(function* () {
        yield* sys.pause();
        return 0;
      }),
    );
    must(yield* sys.chdir(`/proc/${child}`));
    yield* sys.kill(child, 'SIGKILL');
    yield* sys.wait4(child);
    yield* say(
      sys,
      yield* sys.readdir('.'),
      yield* readFile(sys, 'status'),
      yield* sys.stat('/proc/3'),
      yield* sys.getcwd(),
    );
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"ESRCH"} ESRCH {"errno":"ENOENT"} /proc/3\n');
});

test('an ordinary user may list other people’s processes but not look into them', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 });
    yield* say(
      sys,
      yield* readFile(sys, '/proc/1/comm'),
      yield* sys.readlink('/proc/1/ns/pid'),
      yield* sys.readlink('/proc/1/exe'),
    );
    yield* say(
      sys,
      yield* sys.readdir('/proc/1/fd'),
      yield* readFile(sys, '/proc/1/environ'),
      yield* sys.open('/proc/1/ns/pid'),
    );
    yield* say(sys, yield* readFile(sys, '/proc/self/cmdline'));
    return 0;
  });
  expect(lab.screen()).toBe(
    'init\n {"errno":"EACCES"} {"errno":"EACCES"}\n{"errno":"EACCES"} EACCES {"errno":"EACCES"}\nbash\0\n',
  );
});

test('a process may change its own name, at most 15 characters of it', () => {
  const lab = new InlineMachine(function* (sys) {
    const own = must(yield* sys.open('/proc/self/comm', ['O_WRONLY']));
    must(yield* sys.write(own, 'a-very-long-name-indeed\n'));
    const other = must(yield* sys.open('/proc/1/comm', ['O_WRONLY']));
    yield* say(sys, yield* readFile(sys, '/proc/self/comm'), yield* sys.write(other, 'x'));
    return 0;
  });
  expect(lab.screen()).toBe('a-very-long-nam\n {"errno":"EINVAL"}\n');
});

test('children are listed in list order under the task directory', () => {
  const lab = new InlineMachine(function* (sys) {
    for (let n = 0; n < 2; n += 1) {
      yield* sys.fork(function* () {
        yield* sys.pause();
        return 0;
      });
    }
    yield* say(
      sys,
      yield* readFile(sys, '/proc/self/task/2/children'),
      must(yield* sys.readdir('/proc/self/task')),
    );
    return 0;
  });
  expect(lab.screen()).toBe('3 4  [{"name":"2","kind":"directory"}]\n');
});

test('wchan names the function in which a process sits, and nothing where it may not be seen', () => {
  const lab = new InlineMachine(function* (sys) {
    const sleeper = must(
      yield* sys.fork(function* () {
        yield* sys.pause();
        return 0;
      }),
    );
    yield* sys.nanosleep(10);
    const wchan = `/proc/${sleeper}/wchan`;
    yield* say(sys, yield* readFile(sys, wchan), yield* readFile(sys, '/proc/self/wchan'));
    yield* sys.kill(sleeper, 'SIGSTOP');
    yield* sys.nanosleep(10);
    yield* say(sys, yield* readFile(sys, wchan));
    return 0;
  });
  expect(lab.screen()).toBe('do_sys_pause 0\ndo_signal_stop\n');
});

test('a thread has no file of what only processes have', () => {
  const lab = new InlineMachine(function* (sys) {
    const of = must(yield* sys.readdir('/proc/self')).map(({ name }) => name);
    const own = must(yield* sys.readdir('/proc/self/task/2')).map(({ name }) => name);
    yield* say(
      sys,
      of
        .filter((name) => !own.includes(name))
        .sort()
        .join(' '),
    );
    return 0;
  });
  expect(lab.screen()).toBe(
    'autogroup coredump_filter mountstats task timens_offsets timers timerslack_ns\n',
  );
});

test('descriptors are links to what is open, and opening the link opens the thing', () => {
  const lab = new InlineMachine(function* (sys) {
    const pipe = must(yield* sys.pipe());
    yield* say(
      sys,
      yield* sys.readlink('/proc/self/fd/0'),
      yield* sys.readlink(`/proc/self/fd/${pipe.read}`),
    );
    const again = must(yield* sys.open(`/dev/fd/${pipe.read}`));
    yield* sys.write(pipe.write, 'through');
    yield* say(sys, yield* sys.read(again), must(yield* sys.readdir('/proc/self/fd')).length);
    return 0;
  });
  // Seven with the one that the directory itself is listed through.
  expect(lab.screen()).toBe('/dev/pts/0 pipe:[20001]\nthrough 7\n');
});

test('each opening of a file of a process is noted with the process it tells about', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* readFile(sys, '/proc/1/status');
    yield* readFile(sys, '/proc/uptime');
    return 0;
  });
  const opened = lab.events.filter(({ type }) => type === 'ProcfsOpened');
  expect(opened).toMatchObject([
    { path: '/proc/1/status', about: 1, actor: 2 },
    { path: '/proc/uptime', about: null, actor: 2 },
  ]);
});
