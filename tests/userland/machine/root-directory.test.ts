// What does a process find whose root is another directory? chroot(2), path_resolution(7)
import { expect, test } from 'vitest';
import type { Sys } from '#shared/userland/sys.ts';
import { InlineMachine, must, readFile, say } from '../../support/inline-machine.ts';

/** /tmp/r with a directory d and a file f in it. */
function* makeTree(sys: Sys) {
  must(yield* sys.mkdir('/tmp/r'));
  must(yield* sys.mkdir('/tmp/r/d'));
  must(yield* sys.close(must(yield* sys.open('/tmp/r/f', ['O_CREAT', 'O_WRONLY']))));
}

test('absolute paths, links and .. begin and end at the root', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* makeTree(sys);
    must(yield* sys.symlink('/f', '/tmp/r/d/link'));
    must(yield* sys.chdir('/tmp/r/d'));
    must(yield* sys.chroot('/tmp/r'));
    yield* say(sys, yield* sys.getcwd(), yield* sys.readdir('/'), yield* sys.open('/etc/passwd'));
    yield* say(sys, must(yield* sys.stat('link')).kind, yield* sys.stat('/../../../f/'));
    must(yield* sys.chdir('../../..'));
    yield* say(sys, yield* sys.getcwd());
    return 0;
  });
  expect(lab.screen()).toBe(
    '/d [{"name":"d","kind":"directory"},{"name":"f","kind":"file"}] {"errno":"ENOENT"}\nfile {"errno":"ENOTDIR"}\n/\n',
  );
});

test('a directory outside the root can still be stood in, and left upwards', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* makeTree(sys);
    must(yield* sys.chdir('/'));
    must(yield* sys.chroot('/tmp/r/d'));
    yield* say(sys, yield* sys.getcwd());
    must(yield* sys.chdir('tmp'));
    yield* say(sys, yield* sys.getcwd());
    must(yield* sys.chroot('..'));
    yield* say(sys, yield* sys.getcwd());
    return 0;
  });
  expect(lab.screen()).toBe('(unreachable)/\n(unreachable)/tmp\n/tmp\n');
});

test('it is inherited, shown below /proc as the reader sees it, and of the mounts what lies below it', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* makeTree(sys);
    must(yield* sys.mount('proc', '/tmp/r/d', 'proc', []));
    const child = must(
      yield* sys.fork(function* () {
        must(yield* sys.chroot('/tmp/r'));
        must(yield* sys.chdir('/'));
        yield* say(sys, yield* sys.readlink('/d/self/root'), yield* sys.readlink('/d/self/cwd'));
        yield* say(sys, yield* readFile(sys, '/d/self/mounts'));
        yield* sys.fork(function* () {
          yield* say(sys, must(yield* sys.stat('/f')).kind);
          return 0;
        });
        yield* sys.wait4(-1);
        yield* sys.kill(yield* sys.getpid(), 'SIGSTOP');
        return 0;
      }),
    );
    must(yield* sys.wait4(child, ['WUNTRACED']));
    yield* say(
      sys,
      yield* sys.readlink(`/proc/${child}/root`),
      must(yield* sys.stat(`/proc/${child}/root/f`)).kind,
    );
    return 0;
  });
  expect(lab.screen()).toBe('/ /\nproc /d proc rw,relatime 0 0\n\nfile\n/tmp/r file\n');
});

test('it takes CAP_SYS_CHROOT, and takes the right to make user namespaces', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* makeTree(sys);
    yield* say(sys, yield* sys.chroot('/tmp/r/f'), yield* sys.chroot('/tmp/none'));
    must(yield* sys.chroot('/tmp/r'));
    yield* say(sys, yield* sys.unshare(['CLONE_NEWUSER']), yield* sys.unshare(['CLONE_NEWNS']));
    yield* say(sys, must(yield* sys.stat('/f')).kind);
    must(yield* sys.setresuid({ ruid: 1000, euid: 1000, suid: 1000 }));
    yield* say(sys, yield* sys.chroot('/d'));
    return 0;
  });
  expect(lab.screen()).toBe(
    '{"errno":"ENOTDIR"} {"errno":"ENOENT"}\n{"errno":"EPERM"} 0\nfile\n{"errno":"EPERM"}\n',
  );
});
