// Are paths, permissions, descriptors and mounts what programs expect of a small Linux?

import { expect, test } from 'vitest';
import type { Coroutine } from '#shared/userland/program.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

function* put(sys: Sys, path: string, text: string): Coroutine<void> {
  const fd = must(yield* sys.open(path, ['O_WRONLY', 'O_CREAT', 'O_TRUNC']));
  must(yield* sys.write(fd, text));
  yield* sys.close(fd);
}

test('a shell starts in its home directory', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* say(
      sys,
      yield* sys.getcwd(),
      must(yield* sys.stat('.')).mode.toString(8),
      yield* sys.gethostname(),
    );
    return 0;
  });
  expect(lab.screen()).toBe('/root 700 lab\n');
});

test('files keep what is written, appended or cut, and are shared by duplicated descriptors', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* put(sys, 'a', 'one\n');
    const fd = must(yield* sys.open('a', ['O_WRONLY', 'O_APPEND']));
    const copy = must(yield* sys.dup(fd, 10));
    yield* sys.write(fd, 'two\n');
    yield* sys.write(copy, 'three\n');
    yield* say(sys, copy, JSON.stringify(yield* readFile(sys, '/root/a')), must(yield* sys.stat('a')).size);
    yield* put(sys, 'a', '');
    yield* say(sys, JSON.stringify(yield* readFile(sys, 'a')), yield* sys.read(fd), yield* sys.read(99));
    return 0;
  });
  expect(lab.screen()).toBe('10 "one\\ntwo\\nthree\\n" 14\n"" {"errno":"EBADF"} {"errno":"EBADF"}\n');
});

test('names are made and removed with the errors of Linux', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* say(
      sys,
      yield* sys.mkdir('d'),
      yield* sys.mkdir('d'),
      yield* sys.mkdir('no/d'),
      yield* sys.rmdir('nosuch'),
    );
    yield* put(sys, 'd/f', 'x');
    yield* say(
      sys,
      yield* sys.rmdir('d'),
      yield* sys.unlink('d'),
      yield* sys.rmdir('d/f'),
      yield* sys.rename('d/f', 'g'),
    );
    yield* say(
      sys,
      yield* sys.rmdir('d'),
      yield* sys.unlink('g'),
      yield* sys.open('g'),
      yield* sys.chdir('/etc/passwd'),
    );
    yield* say(
      sys,
      yield* sys.open('/tmp', ['O_WRONLY']),
      yield* sys.mkdir('/proc/x'),
      yield* sys.open('/etc/passwd/x'),
    );
    return 0;
  });
  const e = (errno: string): string => JSON.stringify({ errno });
  expect(lab.screen().split('\n')).toEqual([
    `0 ${e('EEXIST')} ${e('ENOENT')} ${e('ENOENT')}`,
    `${e('ENOTEMPTY')} ${e('EISDIR')} ${e('ENOTDIR')} 0`,
    `0 0 ${e('ENOENT')} ${e('ENOTDIR')}`,
    `${e('EISDIR')} ${e('ENOENT')} ${e('ENOTDIR')}`,
    '',
  ]);
});

test('symbolic links are followed where they should be, and a circle is ELOOP', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* put(sys, '/tmp/f', 'text');
    yield* sys.symlink('f', '/tmp/l');
    yield* sys.symlink('/tmp/c', '/tmp/c');
    yield* say(
      sys,
      yield* readFile(sys, '/tmp/l'),
      must(yield* sys.lstat('/tmp/l')).kind,
      must(yield* sys.stat('/tmp/l')).kind,
    );
    yield* say(sys, yield* sys.stat('/tmp/c'), yield* sys.readlink('/tmp/l'), yield* sys.readlink('/tmp/f'));
    yield* say(
      sys,
      yield* sys.chdir('/bin'),
      yield* sys.getcwd(),
      must(yield* sys.stat('bash')).mode.toString(8),
    );
    return 0;
  });
  expect(lab.screen()).toBe('text symlink file\n{"errno":"ELOOP"} f {"errno":"EINVAL"}\n0 /usr/bin 755\n');
});

test('an ordinary user meets the permissions, root does not', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* put(sys, '/tmp/secret', 'x');
    yield* sys.chmod('/tmp/secret', 0o600);
    yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 });
    yield* say(
      sys,
      yield* sys.open('/tmp/secret'),
      yield* sys.unlink('/tmp/secret'),
      yield* sys.chdir('/root'),
    );
    yield* say(
      sys,
      yield* sys.open('/etc/new', ['O_WRONLY', 'O_CREAT']),
      yield* sys.chmod('/etc/passwd', 0o666),
    );
    yield* say(
      sys,
      yield* sys.mkdir('/tmp/mine'),
      must(yield* sys.stat('/tmp/mine')).uid,
      yield* sys.access('/etc/passwd', 'W_OK'),
    );
    return 0;
  });
  expect(lab.screen()).toBe(
    '{"errno":"EACCES"} {"errno":"EPERM"} {"errno":"EACCES"}\n{"errno":"EACCES"} {"errno":"EPERM"}\n0 1000 {"errno":"EACCES"}\n',
  );
});

test('a mount covers a directory until it is taken away; one that is in use is busy', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* put(sys, '/mnt/below', 'x');
    must(yield* sys.mount('tmpfs', '/mnt', 'tmpfs', []));
    yield* say(sys, must(yield* sys.readdir('/mnt')), yield* sys.chdir('/mnt'), yield* sys.umount('/mnt'));
    yield* sys.chdir('/');
    yield* say(sys, yield* sys.umount('/mnt'), must(yield* sys.readdir('/mnt')), yield* sys.umount('/home'));
    yield* say(
      sys,
      yield* sys.mount('x', '/mnt', 'nosuch', []),
      yield* sys.mount('proc', '/none', 'proc', []),
    );
    yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 });
    yield* say(sys, yield* sys.mount('proc', '/mnt', 'proc', []), yield* sys.umount('/proc'));
    return 0;
  });
  expect(lab.screen()).toBe(
    '[] 0 {"errno":"EBUSY"}\n0 [{"name":"below","kind":"file"}] 0\n{"errno":"ENODEV"} {"errno":"ENOENT"}\n' +
      '{"errno":"EPERM"} {"errno":"EPERM"}\n',
  );
});

test('devices: nothing, zeros, a full disk, and bytes that the seed decides', () => {
  const lab = new InlineMachine(function* (sys) {
    const zero = must(yield* sys.open('/dev/zero'));
    const full = must(yield* sys.open('/dev/full', ['O_WRONLY']));
    const random = must(yield* sys.open('/dev/urandom'));
    yield* say(sys, yield* readFile(sys, '/dev/null'), yield* sys.read(zero, 2), yield* sys.write(full, 'x'));
    yield* say(sys, must(yield* sys.read(random, 8)).length, must(yield* sys.stat('/dev/tty')).kind);
    return 0;
  });
  expect(lab.screen()).toBe(' \0\0 {"errno":"ENOSPC"}\n8 char\n');
});

test('exec closes what is marked and keeps the rest', () => {
  const lab = new InlineMachine(
    function* (sys) {
      must(yield* sys.open('/dev/null', ['O_RDONLY', 'O_CLOEXEC']));
      const kept = must(yield* sys.open('/dev/null'));
      yield* sys.setCloexec(0, true);
      yield* sys.execve('/bin/fds', ['fds', String(kept)], new Map());
      return 0;
    },
    {
      *'/usr/bin/fds'({ sys, argv }) {
        yield* say(
          sys,
          argv[1],
          must(yield* sys.readdir('/proc/self/fd')).map(({ name }) => name),
        );
        return 0;
      },
    },
  );
  // 0 is free again, so the listing itself has it
  expect(lab.screen()).toBe('4 ["0","1","2","4"]\n');
});

test('nothing is made in a directory that was removed', () => {
  const lab = new InlineMachine(function* (sys) {
    must(yield* sys.mkdir('d'));
    must(yield* sys.chdir('d'));
    must(yield* sys.rmdir('../d'));
    yield* say(sys, yield* sys.open('f', ['O_WRONLY', 'O_CREAT']), yield* sys.mkdir('g'));
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"ENOENT"} {"errno":"ENOENT"}\n');
});
