// Do the same inputs always give the same events?

import { expect, test } from 'vitest';
import type { Coroutine } from '#shared/userland/program.ts';
import type { Sys } from '#shared/userland/sys.ts';
import { twoTerminals } from '#shared/userland/worlds/two-terminals.ts';
import { InlineMachine, must, say } from '../../support/inline-machine.ts';

/** Forks, pipes, signals, namespaces, randomness and sleep, all mixed. */
function* busyShell(sys: Sys): Coroutine<number> {
  yield* sys.sigaction('SIGINT', () => undefined);
  const random = must(yield* sys.open('/dev/urandom'));
  for (;;) {
    const line = yield* sys.read(0);
    const pipe = must(yield* sys.pipe());
    yield* sys.unshare(['CLONE_NEWPID']);
    for (let n = 0; n < 5; n += 1) {
      yield* sys.fork(function* () {
        yield* sys.nanosleep((n * 37) % 50);
        yield* sys.write(pipe.write, `${yield* sys.getpid()} `);
        return n;
      });
    }
    yield* say(sys, line, yield* sys.read(random, 4), yield* sys.read(pipe.read), yield* sys.wait4(-1));
  }
}

function run(): string {
  const lab = new InlineMachine(busyShell, {}, twoTerminals);
  lab.line('one', 0);
  lab.line('two', 1);
  lab.key('^C', 0);
  lab.line('three', 0);
  lab.key('^Z', 1);
  lab.input({ kind: 'terminal' });
  lab.line('four', 2);
  return JSON.stringify(lab.events);
}

test('the same inputs give the same events, byte for byte', () => {
  const first = run();
  expect(first.length).toBeGreaterThan(5000);
  expect(run()).toBe(first);
});
