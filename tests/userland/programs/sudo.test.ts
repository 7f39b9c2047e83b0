import { describe, expect, it } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';

const SUDOERS = { path: '/etc/sudoers', text: 'student ALL=(ALL) NOPASSWD: ALL\n', mode: 0o440 };

/** What the terminal of an ordinary user shows, prompt and echo apart, after these lines. */
function typedByStudent(listed: boolean, ...lines: readonly string[]): string {
  const world = { ...bare, files: listed ? [SUDOERS] : [], boot: [{ terminal: { user: 'student' } }] };
  const machine = new Machine({ world, seed: 1, programs: programTable });
  machine.execute({ kind: 'boot' });
  const outcomes = lines.map((text) => machine.execute({ kind: 'line', tty: asTtyId(0), text }));
  return outcomes
    .flatMap((outcome) => (outcome.ok ? outcome.value.events : []))
    .flatMap((event) => (event.type === 'TtyWrote' && event.kind === 'output' ? [event.text] : []))
    .join('');
}

describe('sudo', () => {
  it('runs one command as root for a user whom /etc/sudoers lets in', () => {
    expect(typedByStudent(true, 'sudo id -u', 'id -u')).toBe('0\n1000\n');
  });

  it('is root itself while it waits, as a set-user-ID program is', () => {
    expect(typedByStudent(true, 'sudo ps -C sudo -o ruser,euser')).toBe('RUSER    EUSER\nroot     root\n');
  });

  it('refuses a user who does not stand there', () => {
    expect(typedByStudent(false, 'sudo id -u')).toBe('student is not in the sudoers file.\n');
  });
});
