// What does Tab make of a line, on a machine on which something has happened?
import { beforeAll, describe, expect, test } from 'vitest';
import { makeMachine } from '#app/attempts/make-machine.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import type { MachinePort } from '#shared/userland/machine-port.ts';
import { FIGURE, must } from '../../support/echo-lab.ts';

const TTY = asTtyId(0);

function machineAfter(...lines: readonly string[]): MachinePort {
  const machine = makeMachine(FIGURE.world, 1);
  must(machine.execute({ kind: 'boot' }));
  for (const text of lines) must(machine.execute({ kind: 'line', tty: TTY, text }));
  return machine;
}

let machine: MachinePort;

beforeAll(() => {
  machine = machineAfter(
    'mkdir -p work/deep "my files" && touch work/notes "my files/a b" .hidden work/now',
    'ln -s work link; touch "it\'s"; touch run.sh; chmod +x run.sh',
    'colour=blue; alias ll="ls -l"; greet() { echo hi; }',
    'sleep 100 &',
  );
});

/** The line after Tab; a bar where several ways to go on are left. */
function tab(before: string): string {
  const { from, text, candidates } = machine.complete(TTY, before);
  return before.slice(0, from) + text + (candidates.length > 0 ? '|' : '');
}

function ways(before: string): readonly string[] {
  return machine.complete(TTY, before).candidates;
}

describe('a command', () => {
  test.each([
    ['unsh', 'unshare '],
    ['echo hi; unsh', 'echo hi; unshare '],
    ['echo $(unsh', 'echo $(unshare '],
    ['A=1 unsh', 'A=1 unshare '],
    ['if unsh', 'if unshare '],
    ['sudo -u root unsh', 'sudo -u root unshare '],
    ['unshare --fork --pid --mount-proc bas', 'unshare --fork --pid --mount-proc bas|'],
    ['timeout 5 slee', 'timeout 5 sleep '],
    ['exp', 'exp|'],
    ['expo', 'export '],
    ['gree', 'greet '],
    ['ll', 'll '],
    ['./ru', './run.sh '],
    ['/usr/bin/unsha', '/usr/bin/unshare '],
    ['type unsh', 'type unshare '],
    ['frobnicate_', 'frobnicate_'],
    ['my', 'my\\ files/'],
    ['/etc/ho', '/etc/host|'],
  ])('%s', (before, after) => {
    expect(tab(before)).toBe(after);
  });
});

describe('a path', () => {
  test.each([
    ['a directory gets its slash', 'ls wor', 'ls work/'],
    ['and goes on inside', 'ls work/d', 'ls work/deep/'],
    ['as far as all agree', 'ls work/n', 'ls work/no|'],
    ['blanks are quoted', 'ls my', 'ls my\\ files/'],
    ['behind a quoted blank', 'cat my\\ files/', 'cat my\\ files/a\\ b '],
    ['in quotes they are not', "ls 'my", "ls 'my files/"],
    ['and the quotes are closed', 'cat "my files/', 'cat "my files/a b" '],
    ['an apostrophe', 'cat it', "cat it\\'s "],
    ['hidden names only when asked for', 'ls .hi', 'ls .hidden '],
    ['a redirection takes a file', 'echo hi >wo', 'echo hi >work/'],
    ['behind an equals sign', 'dd if=wo', 'dd if=work/'],
    ['behind a colon', 'PATH=/usr/bin:/usr/sb', 'PATH=/usr/bin:/usr/sbin/'],
    ['below the tilde', 'ls ~/wo', 'ls ~/work/'],
    ['below a variable', 'ls $HOME/wo', 'ls $HOME/work/'],
    ['cd takes directories', 'cd n', 'cd n'],
    ['a link to a directory first', 'ls lin', 'ls link'],
    ['and its slash then', 'ls link', 'ls link/'],
    ['what proc shows', 'cat /proc/self/cmd', 'cat /proc/self/cmdline '],
    ['namespaces', 'readlink /proc/self/ns/pid_', 'readlink /proc/self/ns/pid_for_children '],
    ['nothing there', 'ls nowhere/x', 'ls nowhere/x'],
  ])('%s', (_what, before, after) => {
    expect(tab(before)).toBe(after);
  });

  test('several are listed by their last names', () => {
    expect(ways('ls work/')).toEqual(['deep/', 'notes', 'now']);
  });
});

describe('processes, jobs, signals', () => {
  test('kill lists the numbers of processes in order', () => {
    const pids = ways('kill -TERM ').map(Number);
    expect(pids.length).toBeGreaterThan(4);
    expect(pids).toEqual([...pids].sort((a, b) => a - b));
  });

  test.each([
    ['kill -TER', 'kill -TERM '],
    ['kill -SIGTER', 'kill -SIGTERM '],
    ['kill -s TER', 'kill -s TERM '],
    ["trap 'echo bye' TER", "trap 'echo bye' TERM "],
    ['kill %', 'kill %1 '],
    ['fg ', 'fg %1 '],
    ['pkill sle', 'pkill sleep '],
    ['pkill -KIL', 'pkill -KILL '],
    ['nsenter -t 1 -p bas', 'nsenter -t 1 -p bas|'],
  ])('%s', (before, after) => {
    expect(tab(before)).toBe(after);
  });

  test('kill - lists the signals', () => {
    expect(ways('kill -')).toEqual(expect.arrayContaining(['-HUP', '-INT', '-KILL', '-RTMIN+1', '-TERM']));
  });

  test('inside a namespace they are numbered as there', () => {
    const inside = machineAfter('unshare --fork --pid --mount-proc bash');
    expect(inside.complete(TTY, 'kill ').candidates).toEqual([]);
    expect(inside.complete(TTY, 'kill ').text).toBe('1 ');
  });
});

describe('variables and users', () => {
  test.each([
    ['echo $colo', 'echo $colour '],
    ['ls $HOM', 'ls $HOME/'],
    ['echo "${colo', 'echo "${colour}" '],
    ['unset colo', 'unset colour '],
    ["echo '$colo", "echo '$colo"],
    ['ls ~roo', 'ls ~root/'],
    ['su roo', 'su root '],
  ])('%s', (before, after) => {
    expect(tab(before)).toBe(after);
  });
});

test('nobody completes while a program has the terminal', () => {
  const busy = machineAfter('cat');
  expect(busy.complete(TTY, 'unsh')).toEqual({ from: 4, text: '', candidates: [] });
});

test('asking changes nothing', () => {
  const { state } = machine;
  ways('cat /proc/');
  expect(machine.state).toBe(state);
});
