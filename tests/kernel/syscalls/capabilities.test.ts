// What may a process do with its capabilities, and what does another program leave of them? Each line was seen on a real kernel.
import { describe, expect, it } from 'vitest';
import {
  ALL_CAPABILITIES,
  asCapabilitySet,
  capabilitySet,
  capDrop,
  NO_CAPABILITIES,
} from '#shared/kernel/abi/capability.ts';
import type { Capability } from '#shared/kernel/abi/capability.ts';
import { capabilitySets } from '#shared/kernel/cred/capability-sets.ts';
import { KernelLab } from '../../support/kernel-lab.ts';

const OK = { ret: 0 };
const EPERM = { errno: 'EPERM' };
const EINVAL = { errno: 'EINVAL' };
const PROGRAM = { call: 'execve', comm: 'x', exe: '/bin/x', argv: ['x'] } as const;
const SUDO = { ...PROGRAM, setuid: 0 } as const;
const STUDENT = { call: 'setresuid', ruid: 1000, euid: 1000, suid: 1000 } as const;
const SECURE_NOROOT = 1;
const SECURE_NO_SETUID_FIXUP = 4;
const SECURE_KEEP_CAPS = 16;

function lab(): KernelLab {
  const made = new KernelLab();
  made.fork('init', 'a');
  return made;
}

function capset({
  effective = ALL_CAPABILITIES,
  permitted = ALL_CAPABILITIES,
  inheritable = NO_CAPABILITIES,
} = {}) {
  return { call: 'capset', effective, permitted, inheritable } as const;
}

const only = (...capabilities: Capability[]) => capabilitySet(capabilities);

describe('capset', () => {
  it('lowers everything, and raises nothing that is not permitted', () => {
    const { call, task } = withA();
    const kill = only('CAP_KILL');
    expect(call(capset({ effective: kill }))).toEqual(OK);
    expect(call(capset({ permitted: kill, effective: kill }))).toEqual(OK);
    expect(call(capset())).toEqual(EPERM);
    expect(call(capset({ permitted: kill, effective: only('CAP_CHOWN') }))).toEqual(EPERM);
    expect(task().cred).toMatchObject({ permitted: kill, effective: kill });
  });

  it('makes inheritable what is permitted, and with CAP_SETPCAP what is in the bounding set', () => {
    const { call } = withA();
    const setpcap = only('CAP_SETPCAP');
    call({ call: 'capbset_drop', cap: 'CAP_CHOWN' });
    call(capset({ permitted: setpcap, effective: setpcap }));
    expect(call(capset({ permitted: setpcap, effective: setpcap, inheritable: only('CAP_KILL') }))).toEqual(
      OK,
    );
    const chown = { permitted: setpcap, effective: setpcap, inheritable: only('CAP_CHOWN') };
    expect(call(capset(chown))).toEqual(EPERM);
    call(capset({ permitted: setpcap, effective: NO_CAPABILITIES }));
    expect(
      call(capset({ permitted: setpcap, effective: NO_CAPABILITIES, inheritable: only('CAP_KILL') })),
    ).toEqual(EPERM);
  });
});

describe('the bounding set', () => {
  it('is what root gets of another program', () => {
    const { call, task } = withA();
    expect(call({ call: 'capbset_drop', cap: 'CAP_KILL' })).toEqual(OK);
    call(PROGRAM);
    const rest = capDrop(ALL_CAPABILITIES, only('CAP_KILL'));
    expect(capabilitySets(task().cred)).toMatchObject({ bounding: rest, permitted: rest, effective: rest });
    call(STUDENT);
    expect(call({ call: 'capbset_drop', cap: 'CAP_CHOWN' })).toEqual(EPERM);
  });
});

describe('an ambient capability', () => {
  it('has to be permitted and inheritable, and survives another program without root', () => {
    const { call, task } = withA();
    const kill = only('CAP_KILL');
    expect(call({ call: 'cap_ambient', raise: true, cap: 'CAP_KILL' })).toEqual(EPERM);
    call(capset({ inheritable: kill }));
    call({ call: 'set_keepcaps', value: true });
    call(STUDENT);
    expect(call({ call: 'cap_ambient', raise: true, cap: 'CAP_KILL' })).toEqual(OK);
    call(PROGRAM);
    expect(capabilitySets(task().cred)).toMatchObject({ permitted: kill, effective: kill, ambient: kill });
    expect(task().cred.securebits).toBeUndefined();
    call(SUDO);
    expect(capabilitySets(task().cred)).toMatchObject({
      ambient: NO_CAPABILITIES,
      effective: ALL_CAPABILITIES,
    });
  });

  it('goes with the inheritable one, and with leaving uid 0', () => {
    const { call, task } = withA();
    call(capset({ inheritable: ALL_CAPABILITIES }));
    for (const cap of ['CAP_KILL', 'CAP_CHOWN'] as const) call({ call: 'cap_ambient', raise: true, cap });
    call({ call: 'cap_ambient', raise: false, cap: 'CAP_CHOWN' });
    expect(task().cred.ambient).toBe(only('CAP_KILL'));
    call(capset());
    expect(task().cred.ambient).toBeUndefined();
    call(capset({ inheritable: ALL_CAPABILITIES }));
    call({ call: 'cap_ambient', raise: true, cap: 'CAP_KILL' });
    call({ call: 'set_keepcaps', value: true });
    call(STUDENT);
    expect(task().cred.ambient).toBeUndefined();
  });
});

describe('secure bits', () => {
  it('leave root nothing of another program, and keep the capabilities of whoever changes its uid', () => {
    const { call, task } = withA();
    expect(call({ call: 'set_securebits', bits: SECURE_NO_SETUID_FIXUP })).toEqual(OK);
    call(STUDENT);
    expect(task().cred).toMatchObject({ permitted: ALL_CAPABILITIES, effective: ALL_CAPABILITIES });
    expect(call({ call: 'set_securebits', bits: SECURE_NOROOT })).toEqual(OK);
    call(SUDO);
    expect(task().cred).toMatchObject({ euid: 0, permitted: NO_CAPABILITIES, effective: NO_CAPABILITIES });
  });

  it('stay as they are once they are locked', () => {
    const { call } = withA();
    expect(call({ call: 'set_securebits', bits: SECURE_KEEP_CAPS | (SECURE_KEEP_CAPS << 1) })).toEqual(OK);
    expect(call({ call: 'set_keepcaps', value: false })).toEqual(EPERM);
    expect(call({ call: 'set_securebits', bits: SECURE_KEEP_CAPS })).toEqual(EPERM);
    expect(call({ call: 'set_securebits', bits: SECURE_KEEP_CAPS << 1 })).toEqual(EPERM);
    expect(call({ call: 'set_securebits', bits: 1 << 12 })).toEqual(EPERM);
  });

  it('that the kernel itself makes nothing of, anybody may set', () => {
    const { call } = withA();
    call(STUDENT);
    expect(call({ call: 'set_securebits', bits: 0 })).toEqual(EPERM);
    expect(call({ call: 'set_securebits', bits: 1 << 8 })).toEqual(OK);
    expect(call({ call: 'set_securebits', bits: SECURE_NOROOT | (1 << 8) })).toEqual(EPERM);
  });
});

it('after PR_SET_NO_NEW_PRIVS no program gives anything, to children neither', () => {
  const { call, task, lab: made } = withA();
  call(STUDENT);
  call({ call: 'set_no_new_privs' });
  made.fork('a', 'b');
  made.call('b', SUDO);
  expect(made.task('b').cred).toMatchObject({ euid: 1000, effective: NO_CAPABILITIES });
  expect(task().noNewPrivs).toBe(true);
});

it('a new user namespace begins with all capabilities, whatever was held back outside', () => {
  const { call, task } = withA();
  call({ call: 'capbset_drop', cap: 'CAP_KILL' });
  call({ call: 'set_securebits', bits: SECURE_NOROOT });
  call({ call: 'unshare', flags: ['CLONE_NEWUSER'] });
  expect(capabilitySets(task().cred)).toMatchObject({
    bounding: ALL_CAPABILITIES,
    effective: ALL_CAPABILITIES,
  });
  expect(task().cred.securebits).toBeUndefined();
});

describe('what is not dumpable', () => {
  it('becomes so by another effective id, or by privilege, and stays so until another program runs', () => {
    const { call, task } = withA();
    call(STUDENT);
    expect(task().mm.dumpable).toBe(false);
    call(PROGRAM);
    expect(task().mm.dumpable).toBe(true);
    call(SUDO);
    expect(task().mm.dumpable).toBe(false);
    expect(call({ call: 'set_dumpable', value: 2 })).toEqual(EINVAL);
    expect(call({ call: 'set_dumpable', value: 1 })).toEqual(OK);
    call({ ...PROGRAM, unreadable: true });
    expect(task().mm.dumpable).toBe(false);
  });

  it('becomes so by a program that brings root its capabilities back', () => {
    const { call, task } = withA();
    call(capset({ permitted: asCapabilitySet(0xff), effective: asCapabilitySet(0xff) }));
    expect(task().mm.dumpable).toBe(true);
    call(PROGRAM);
    expect(task().mm.dumpable).toBe(false);
  });

  it('its own user may not trace, CAP_SYS_PTRACE where its program was started may', () => {
    const { call, lab: made } = withA();
    call(STUDENT);
    made.fork('a', 't');
    const seize = { call: 'ptrace', request: 'SEIZE', pid: 2 } as const;
    expect(made.call('t', seize)).toEqual(EPERM);
    expect(made.call('init', seize)).toEqual(OK);
  });

  it('is so for all who share the memory', () => {
    const { call, task, lab: made } = withA();
    made.fork('a', 'b', 'CLONE_VM');
    made.call('b', STUDENT);
    expect(task().mm.dumpable).toBe(false);
    made.call('b', PROGRAM);
    expect(made.task('b').mm.dumpable).toBe(true);
    expect(task().mm.dumpable).toBe(false);
    call(PROGRAM);
    expect(task().mm.dumpable).toBe(true);
  });
});

/** `a` is root. */
function withA() {
  const made = lab();
  return {
    lab: made,
    call: (body: Parameters<KernelLab['call']>[1]) => made.call('a', body),
    task: () => made.task('a'),
  };
}
