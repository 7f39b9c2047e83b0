// A system call that a tracee is in: what is told of it while it lasts, and when a signal interrupts it.

import { describeCall } from './describe.ts';
import { ownEntry } from '../../../own-entry.ts';
import { wordsAt } from './traced.ts';
import type { Described } from './describe.ts';
import type { Signal } from '../../../kernel/abi/signal.ts';
import type { TracedCall } from '../../sys.ts';

type Made = Pick<TracedCall, 'call' | 'args'>;

const TO_BE_RESTARTED = '? ERESTARTSYS (To be restarted if SA_RESTART is set)';
const BY_RESTART_SYSCALL = '? ERESTART_RESTARTBLOCK (Interrupted by signal)';

export class Running {
  readonly described: Described;
  /** Null for what strace did not see the beginning of. */
  readonly #made: Made | null;

  constructor(made: Made | null, described: Described) {
    this.#made = made;
    this.described = described;
  }

  /** A sleep that goes on after a signal. */
  static restarted(name: string): Running {
    return new Running(RESTART, restartSyscall(name));
  }

  get name(): string {
    return this.described.name;
  }

  get wasFound(): boolean {
    return this.#made === null;
  }

  get waitsForChild(): boolean {
    if (this.#made === null) return this.name === 'wait4';
    return this.#made.call === 'wait4' && !wordsAt(this.#made.args, 1).includes('WNOHANG');
  }

  /** As it is told when the tracee stops for a signal in it: its own doing, or the end of its sleep. */
  interruptedBy(signal: Signal): Described {
    if (this.#made === null || this.#made === RESTART) return this.described;
    const { call } = this.#made;
    const result =
      call === 'kill' ? 0 : { errno: call === 'write' && signal === 'SIGPIPE' ? 'EPIPE' : 'EINTR' };
    return describeCall({ ...this.#made, result }, 0) ?? this.described;
  }
}

const RESTART: Made = { call: 'nanosleep', args: [] };

function restartSyscall(name: string): Described {
  return {
    name: 'restart_syscall',
    given: `<... resuming interrupted ${name} ...>`,
    filledIn: '',
    result: BY_RESTART_SYSCALL,
  };
}

function found(name: string, given: string, filledIn = ''): Described {
  return { name, given, filledIn, result: TO_BE_RESTARTED };
}

/** The calls in which a process can be found asleep, by what the kernel says it waits in. */
const FOUND: Readonly<Record<string, Described>> = {
  hrtimer_nanosleep: restartSyscall('read'),
  do_wait: found('wait4', '-1, ', '0x7ffd9e9a7b50, WSTOPPED|WCONTINUED, NULL'),
  anon_pipe_read: found('read', '0, '),
  locks_lock_inode_wait: found('flock', '3, LOCK_EX'),
  wait_woken: found('read', '0, '),
  'poll_schedule_timeout.constprop.0': found(
    'pselect6',
    '1, [0], NULL, NULL, NULL, {sigmask=[], sigsetsize=8}',
  ),
  do_sys_pause: found('pause', ''),
};

/** What a process is in that strace attaches to. */
export function callFoundIn(wchan: string): Running | null {
  const described = ownEntry(FOUND, wchan);
  return described === undefined ? null : new Running(null, described);
}
