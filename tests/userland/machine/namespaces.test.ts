// What do namespaces and /proc look like to a program: inside, outside, and between the two?

import { expect, test } from 'vitest';
import type { Coroutine } from '#shared/userland/program.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

function* line(sys: Sys, path: string, name: string): Coroutine<string> {
  const text = yield* readFile(sys, path);
  return text.split('\n').find((candidate) => candidate.startsWith(`${name}:`)) ?? text;
}

function* numbers(sys: Sys, proc = '/proc'): Coroutine<string> {
  const entries = must(yield* sys.readdir(proc));
  return entries.flatMap(({ name }) => (/^\d+$/.test(name) ? [name] : [])).join(' ');
}

/** A process in a new PID namespace, as unshare --pid --fork makes it. */
function* inside(sys: Sys, body: () => Coroutine<number>): Coroutine<void> {
  must(yield* sys.unshare(['CLONE_NEWPID']));
  const child = must(yield* sys.fork(body));
  yield* sys.wait4(child);
}

test('inside a new namespace the first process is 1 and /proc still shows the outside', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* inside(sys, function* () {
      yield* say(
        sys,
        yield* sys.getpid(),
        yield* sys.getppid(),
        yield* numbers(sys),
        yield* sys.readlink('/proc/self'),
      );
      yield* say(sys, yield* line(sys, '/proc/self/status', 'NSpid'));
      return 0;
    });
    return 0;
  });
  expect(lab.screen()).toBe('1 0 1 2 3 3\nNSpid:\t3\t1\n');
});

test('a proc mounted inside, in a mount namespace of its own, shows the inside to the inside alone', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* inside(sys, function* () {
      must(yield* sys.unshare(['CLONE_NEWNS']));
      must(yield* sys.mount('none', '/', 'none', ['MS_REC', 'MS_PRIVATE']));
      must(yield* sys.mount('proc', '/proc', 'proc', []));
      yield* say(
        sys,
        yield* numbers(sys),
        yield* sys.readlink('/proc/self'),
        yield* line(sys, '/proc/self/status', 'NSpid'),
      );
      yield* sys.nanosleep(50);
      return 0;
    });
    return 0;
  });
  expect(lab.screen()).toBe('1 1 NSpid:\t1\n');
});

test('/proc/PID/root leads into the mount namespace of that process', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.unshare(['CLONE_NEWPID']);
    const child = must(
      yield* sys.fork(function* () {
        must(yield* sys.unshare(['CLONE_NEWNS']));
        must(yield* sys.mount('none', '/', 'none', ['MS_REC', 'MS_PRIVATE']));
        must(yield* sys.mount('proc', '/proc', 'proc', []));
        yield* sys.nanosleep(50);
        return 0;
      }),
    );
    yield* sys.nanosleep(10);
    const root = `/proc/${child}/root/proc`;
    yield* say(
      sys,
      yield* numbers(sys),
      '|',
      yield* numbers(sys, root),
      '|',
      yield* readFile(sys, `${root}/1/comm`),
    );
    yield* say(sys, yield* sys.readlink(`${root}/self`));
    return 0;
  });
  expect(lab.screen()).toBe('1 2 3 | 1 | bash\n\n{"errno":"ENOENT"}\n');
});

test('without a mount namespace of its own a mounted proc is for everybody, and is empty once its namespace is gone', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* inside(sys, function* () {
      must(yield* sys.mount('proc', '/proc', 'proc', []));
      return 0;
    });
    yield* say(sys, `[${yield* numbers(sys)}]`, yield* sys.readlink('/proc/self'));
    must(yield* sys.umount('/proc'));
    yield* say(sys, yield* numbers(sys), yield* sys.readlink('/proc/self'));
    must(yield* sys.umount('/proc'));
    yield* say(sys, must(yield* sys.readdir('/proc')), yield* sys.umount('/proc'));
    return 0;
  });
  expect(lab.screen()).toBe('[] {"errno":"ENOENT"}\n1 2 2\n[] {"errno":"EINVAL"}\n');
});

test('pid_for_children cannot be read before the first child is born', () => {
  const lab = new InlineMachine(function* (sys) {
    const before = must(yield* sys.readlink('/proc/self/ns/pid_for_children'));
    yield* sys.unshare(['CLONE_NEWPID']);
    yield* say(
      sys,
      before === (yield* sys.readlink('/proc/self/ns/pid')),
      yield* sys.readlink('/proc/self/ns/pid_for_children'),
    );
    yield* sys.fork(function* () {
      yield* sys.nanosleep(10);
      return 0;
    });
    const after = must(yield* sys.readlink('/proc/self/ns/pid_for_children'));
    yield* say(
      sys,
      /^pid:\[402653\d{4}\]$/.test(after),
      after === before,
      after === (yield* sys.readlink('/proc/3/ns/pid')),
    );
    return 0;
  });
  expect(lab.screen()).toBe('true {"errno":"ENOENT"}\ntrue false true\n');
});

test('setns by a namespace file puts children inside, and a bind mount keeps the file', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.fork(function* () {
      yield* inside(sys, function* () {
        yield* sys.nanosleep(50);
        return 0;
      });
      return 0;
    });
    yield* sys.nanosleep(10);
    must(yield* sys.open('/tmp/ns', ['O_WRONLY', 'O_CREAT']));
    must(yield* sys.mount('/proc/4/ns/pid', '/tmp/ns', 'none', ['MS_BIND']));
    const fd = must(yield* sys.open('/tmp/ns'));
    const same = must(yield* sys.fstat(fd)).ino === must(yield* sys.stat('/proc/4/ns/pid')).ino;
    must(yield* sys.setns(fd, 'CLONE_NEWPID'));
    const visitor = must(
      yield* sys.fork(function* () {
        yield* say(sys, same, yield* sys.getpid(), yield* sys.getppid());
        return 0;
      }),
    );
    yield* sys.wait4(visitor);
    yield* say(sys, yield* sys.setns(0, 'CLONE_NEWPID'));
    return 0;
  });
  expect(lab.screen()).toBe('true 2 0\n{"errno":"EINVAL"}\n');
});

test('the host name belongs to the UTS namespace', () => {
  const lab = new InlineMachine(function* (sys) {
    const child = must(
      yield* sys.fork(function* () {
        must(yield* sys.unshare(['CLONE_NEWUTS']));
        must(yield* sys.sethostname('other'));
        yield* say(sys, yield* sys.gethostname(), yield* readFile(sys, '/proc/sys/kernel/hostname'));
        return 0;
      }),
    );
    yield* sys.wait4(child);
    yield* say(sys, yield* sys.gethostname());
    return 0;
  });
  expect(lab.screen()).toBe('other other\n\nlab\n');
});

test('ns_last_pid and pid_max are the reader’s own and can be set', () => {
  const lab = new InlineMachine(function* (sys) {
    const fd = must(yield* sys.open('/proc/sys/kernel/ns_last_pid', ['O_WRONLY']));
    must(yield* sys.write(fd, '99\n'));
    yield* say(
      sys,
      yield* sys.fork(function* () {
        return 0;
      }),
    );
    const max = must(yield* sys.open('/proc/sys/kernel/pid_max', ['O_WRONLY']));
    yield* say(sys, yield* sys.write(max, '100\n'), yield* readFile(sys, '/proc/sys/kernel/pid_max'));
    return 0;
  });
  expect(lab.screen()).toBe('100\n{"errno":"EINVAL"} 4194304\n\n');
});

test('an unprivileged user maps itself to root in a user namespace of its own', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.setresgid({ rgid: 1000, egid: 1000, sgid: 1000 });
    yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 });
    yield* say(sys, yield* sys.unshare(['CLONE_NEWPID']));
    must(yield* sys.unshare(['CLONE_NEWUSER']));
    // who changed its ids has to run another program first, or to say so: its files are root's
    yield* say(sys, yield* sys.open('/proc/self/uid_map', ['O_WRONLY']));
    yield* sys.prctl('PR_SET_DUMPABLE', true);
    yield* say(sys, yield* sys.getresuid());
    for (const [name, text] of [
      ['setgroups', 'deny'],
      ['uid_map', '0 1000 1'],
      ['gid_map', '0 1000 1'],
    ] as const) {
      const fd = must(yield* sys.open(`/proc/self/${name}`, ['O_WRONLY']));
      must(yield* sys.write(fd, text));
      yield* sys.close(fd);
    }
    yield* say(sys, yield* sys.getresuid(), yield* readFile(sys, '/proc/self/uid_map'));
    yield* say(sys, yield* line(sys, '/proc/self/status', 'Uid'), must(yield* sys.stat('/etc/passwd')).uid);
    yield* say(sys, yield* sys.open('/etc/passwd', ['O_WRONLY']));
    must(yield* sys.unshare(['CLONE_NEWPID']));
    return 0;
  });
  expect(lab.screen()).toBe(
    '{"errno":"EPERM"}\n{"errno":"EACCES"}\n{"ruid":65534,"euid":65534,"suid":65534}\n{"ruid":0,"euid":0,"suid":0}          0       1000          1\n\n' +
      'Uid:\t0\t0\t0\t0 65534\n{"errno":"EACCES"}\n',
  );
});
