// What chroot(1) of coreutils 9.1 answers, as recorded from the real one.
import { expect, it } from 'vitest';
import { run } from '../../support/run-programs.ts';

it.each([
  ['chroot', "chroot: missing operand\nTry 'chroot --help' for more information.\n", 125],
  ['chroot /nope', "chroot: cannot change root directory to '/nope': No such file or directory\n", 125],
  ['chroot /tmp ls', 'chroot: failed to run command ‘ls’: No such file or directory\n', 127],
  ['setpriv --reuid=1000 chroot /tmp', "chroot: cannot change root directory to '/tmp': Operation not permitted\n", 125],
  ['chroot --skip-chdir /tmp ls', "chroot: option --skip-chdir only permitted if NEWROOT is old '/'\nTry 'chroot --help' for more information.\n", 125],
  ['chroot --skip-chdir / pwd', '/root\n', 0],
  ['chroot / pwd', '/\n', 0],
  ['chroot --userspec=foo / true', 'chroot: invalid user\n', 125],
  ['chroot --userspec=1000:zz / id', 'chroot: invalid group\n', 125],
  ['chroot --groups=zz / id', 'chroot: invalid group ‘zz’\n', 125],
  ['chroot --userspec=4242 / id', 'chroot: no group specified for unknown uid: 4242\n', 125],
  ['chroot --userspec=:5 / id', 'uid=0(root) gid=5(tty) groups=5(tty),0(root)\n', 0],
  ['chroot --userspec=1000:1000 --groups=5 / id', 'uid=1000(student) gid=1000(student) groups=1000(student),5(tty)\n', 0],
  ['chroot --groups=5 / id', 'uid=0(root) gid=0(root) groups=0(root),5(tty)\n', 0],
])('%s', (line, screen, status) => {
  const answer = run(line);
  expect([answer.screen, answer.statuses.at(-1)]).toEqual([screen, status]);
}); // prettier-ignore

it('shows below the new root what was mounted there, and nothing else', () => {
  const { screen } = run(
    'mkdir /tmp/r',
    'mount --bind / /tmp/r',
    'mount -t proc proc /tmp/r/proc',
    'chroot /tmp/r cat /proc/mounts',
    'unshare -R /tmp/r readlink /proc/self/root',
    'unshare -R /tmp/r unshare -U true',
  );
  expect(screen).toBe(
    '/dev/vda1 / ext4 rw,relatime 0 0\nproc /proc proc rw,relatime 0 0\n/\nunshare: unshare failed: Operation not permitted\n',
  );
});
