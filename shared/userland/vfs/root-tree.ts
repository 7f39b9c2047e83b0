// What is on the disk of a fresh machine: the directories of a small Linux, its programs, its users, the files of its world. hier(7)

import { invariant } from '../../result.ts';
import { TTY_GID } from '../tty/terminals.ts';
import { INIT_PATH } from '../kernel-config.ts';
import type { System } from '../system.ts';
import type { World } from '../world.ts';
import { ETC_FILES } from './etc-files.ts';
import { DEVICES, DeviceInode } from './devices.ts';
import { HOME } from './initial-mounts.ts';
import { MemoryDirectory } from './memory-fs.ts';
import type { Owner } from './inode.ts';
import type { MemoryFile } from './memory-fs.ts';

const DIRECTORIES = [
  '/boot', '/dev', '/dev/pts', '/dev/shm', '/etc', '/etc/alternatives', '/etc/ld.so.conf.d', '/media', '/mnt', '/opt', '/proc',
  '/run', '/srv', '/sys', '/usr', '/usr/bin', '/usr/games', '/usr/include', '/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/local',
  '/usr/local/bin', '/usr/local/sbin', '/usr/sbin', '/usr/share', '/usr/src', '/var', '/var/cache', '/var/lib', '/var/log',
  '/var/mail',
] as const; // prettier-ignore

const SYMLINKS: readonly (readonly [path: string, target: string])[] = [
  ['/bin', 'usr/bin'],
  ['/sbin', 'usr/sbin'],
  ['/lib', 'usr/lib'],
  ['/lib64', 'usr/lib64'],
  ['/var/run', '/run'],
  ['/etc/mtab', '../proc/self/mounts'],
  ['/etc/os-release', '../usr/lib/os-release'],
  ['/etc/localtime', '/usr/share/zoneinfo/Etc/UTC'],
  ['/etc/alternatives/awk', '/usr/bin/mawk'],
  ['/usr/bin/sh', 'dash'],
  ['/usr/bin/awk', '/etc/alternatives/awk'],
  ['/dev/ptmx', 'pts/ptmx'],
  ['/dev/fd', '/proc/self/fd'],
  ['/dev/stdin', '/proc/self/fd/0'],
  ['/dev/stdout', '/proc/self/fd/1'],
  ['/dev/stderr', '/proc/self/fd/2'],
];

/** An executable begins with this, followed by the path under which its program is known: so a copy of it runs too. */
export const ELF_MAGIC = '\x7fELF';

/** Programs whose file is called otherwise than they are usually called; a link leads to it. */
const REAL_PATH: ReadonlyMap<string, string> = new Map([
  ['/usr/bin/sh', '/usr/bin/dash'],
  ['/usr/bin/awk', '/usr/bin/mawk'],
]);

/** UID_MIN and UID_MAX of /etc/login.defs. */
const FIRST_PERSON = 1000;
const LAST_PERSON = 60_000;

const ROOT: Owner = { uid: 0, gid: 0 };

/** What is mounted at / and at /home. */
interface Disk {
  readonly root: MemoryDirectory;
  readonly home: MemoryDirectory;
}

/** Programs that run as their owner, root, whoever starts them. */
const SET_USER_ID: ReadonlySet<string> = new Set(['/usr/bin/newgrp', '/usr/bin/sg', '/usr/bin/sudo']);

export function plantRootTree(disk: Disk, system: System, random: () => number): void {
  const { world } = system;
  for (const path of DIRECTORIES) directoryAt(disk, path);
  disk.root.makeDirectory('home', ROOT, 0o755);
  for (const path of ['/tmp', '/var/tmp', '/dev/shm']) directoryAt(disk, path).chmod(0o1777);
  for (const [path, target] of SYMLINKS) {
    const { directory, name } = split(disk, path);
    directory.makeSymlink(name, ROOT, target);
  }
  for (const path of system.programs.keys()) {
    fileAt(disk, REAL_PATH.get(path) ?? path, ROOT, SET_USER_ID.has(path) ? 0o4755 : 0o755).text =
      `${ELF_MAGIC}${path}\n`;
  }
  // it can be looked at, not started a second time
  fileAt(disk, INIT_PATH, ROOT, 0o755).text = `${ELF_MAGIC}${INIT_PATH}\n`;
  plantDevices(disk, system, random);
  for (const { path, text } of ETC_FILES) fileAt(disk, path, ROOT, 0o644).text = text;
  plantUsers(disk, world);
  for (const file of world.files) {
    fileAt(disk, file.path, ownerOf(world, file.owner), file.mode ?? 0o644).text = file.text;
  }
}

function plantDevices(disk: Disk, system: System, random: () => number): void {
  const dev = directoryAt(disk, '/dev');
  for (const name of DEVICES) dev.link(name, new DeviceInode(name, dev.fs.nextInode(), dev.dev, random));
  dev.link('tty', system.terminals.controlling(dev.fs.nextInode()));
}

function plantUsers(disk: Disk, world: World): void {
  const text = (path: string, lines: readonly string[], mode = 0o644): void => {
    fileAt(disk, path, ROOT, mode).text = lines.map((line) => `${line}\n`).join('');
  };
  text('/etc/hostname', [world.hostname]);
  text(
    '/etc/passwd',
    world.users.map(
      ({ name, uid, home }) =>
        `${name}:x:${uid}:${uid}:${fullName(name, uid)}:${home}:${uid === 65534 ? '/usr/sbin/nologin' : '/bin/bash'}`,
    ),
  );
  text(
    '/etc/group',
    groupsOf(world).map(({ name, gid }) => `${name}:x:${gid}:`),
  );
  // `*`: nobody has a password
  const shadow = world.users.map(({ name }) => `${name}:*:1::::::`);
  text('/etc/shadow', shadow, 0o640);
  text('/etc/hosts', ['127.0.0.1 localhost', `127.0.1.1 ${world.hostname}`]);
  for (const { name, uid, home } of world.users) {
    if (name === 'nobody') continue;
    const { directory, name: last } = split(disk, home);
    directory.makeDirectory(last, { uid, gid: uid }, name === 'root' ? 0o700 : 0o755);
  }
}

/** The users of a system are called as they are; for those who were added nobody said. */
function fullName(name: string, uid: number): string {
  return uid >= FIRST_PERSON && uid <= LAST_PERSON ? '' : name;
}

/** In the order of their numbers. */
function groupsOf(world: World): readonly { readonly name: string; readonly gid: number }[] {
  const own = world.users.map(({ name, uid }) => ({ name: groupName(name), gid: uid }));
  return [...own, { name: 'tty', gid: TTY_GID }].sort((a, b) => a.gid - b.gid);
}

/** On Debian everybody's group is called like the user, except that of nobody. */
function groupName(user: string): string {
  return user === 'nobody' ? 'nogroup' : user;
}

/** Everybody's own group has the number of the user. */
function ownerOf(world: World, user = 'root'): Owner {
  const found = world.users.find(({ name }) => name === user);
  invariant(found !== undefined, `world ${world.id} has no user ${user}`);
  return { uid: found.uid, gid: found.uid };
}

/** The directory of that path, made with all above it where it is missing. */
function directoryAt(disk: Disk, path: string): MemoryDirectory {
  const inHome = path === HOME || path.startsWith(`${HOME}/`);
  let at = inHome ? disk.home : disk.root;
  const below = inHome ? path.slice(HOME.length) : merged(path);
  for (const name of below.split('/').filter((part) => part !== '')) {
    const found = at.lookup(name);
    at = found instanceof MemoryDirectory ? found : at.makeDirectory(name, ROOT, 0o755);
  }
  return at;
}

function fileAt(disk: Disk, path: string, owner: Owner, mode: number): MemoryFile {
  const { directory, name } = split(disk, path);
  return directory.makeFile(name, owner, mode);
}

function split(disk: Disk, path: string): { readonly directory: MemoryDirectory; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { directory: directoryAt(disk, path.slice(0, slash)), name: path.slice(slash + 1) };
}

/** /bin is /usr/bin, as on every Linux of today. */
function merged(path: string): string {
  return path.replace(/^\/(bin|sbin|lib)(?=\/|$)/, '/usr/$1');
}
