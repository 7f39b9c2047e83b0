// What does a tracer get to see of its tracee's system calls?

import { expect, test } from 'vitest';
import type { Program } from '#shared/userland/program.ts';
import { InlineMachine, must, say } from '../../support/inline-machine.ts';

const traced: Program = function* ({ sys }) {
  yield* sys.getpid();
  yield* sys.kill(99, 'SIGTERM');
  yield* say(sys, 'tracee');
  return yield* sys.exit(3);
};

test('each call is seen before it is carried out, and once it is done, before the tracee goes on', () => {
  const lab = new InlineMachine(
    function* (sys) {
      const child = must(
        yield* sys.fork(function* () {
          yield* sys.nanosleep(10);
          yield* sys.execve('/bin/traced', ['traced'], new Map());
          return 1;
        }),
      );
      must(yield* sys.ptrace('SEIZE', child));
      for (;;) {
        const call = must(yield* sys.nextTracedCall());
        if (call === null) break;
        if (call.at === 'entry') yield* say(sys, call.pid, call.call, call.args[0] ?? '-');
        else yield* say(sys, '=', call.result);
      }
      yield* say(sys, must(yield* sys.wait4(child)).status);
      return 0;
    },
    { '/usr/bin/traced': traced },
  );
  expect(lab.screen().split('\n')).toEqual([
    '3 nanosleep 10',
    '= 0',
    '3 execve /bin/traced',
    '= 0',
    '3 getpid -',
    '= 3',
    '3 kill 99',
    '= {"errno":"ESRCH"}',
    '3 write 1',
    'tracee',
    '= 7',
    '3 exit 3',
    '{"exited":3}',
    '',
  ]);
});

test('nobody watches a process that is not traced', () => {
  const lab = new InlineMachine(
    function* (sys) {
      yield* sys.fork(function* () {
        yield* sys.execve('/bin/traced', ['traced'], new Map());
        return 1;
      });
      yield* say(sys, yield* sys.nextTracedCall(), must(yield* sys.wait4(-1)).status);
      return 0;
    },
    { '/usr/bin/traced': traced },
  );
  expect(lab.screen()).toBe('tracee\nnull {"exited":3}\n');
});
