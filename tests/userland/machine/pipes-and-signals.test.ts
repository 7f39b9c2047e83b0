// What wakes a blocked call, what interrupts it, and what happens at the ends of a pipe?

import { expect, test } from 'vitest';
import { InlineMachine, must, say } from '../../support/inline-machine.ts';

test('a reader sleeps until something is written and sees the end when the last writer closes', () => {
  const lab = new InlineMachine(function* (sys) {
    const pipe = must(yield* sys.pipe());
    yield* sys.fork(function* () {
      yield* sys.close(pipe.write);
      yield* say(sys, 'got', yield* sys.read(pipe.read));
      yield* say(sys, 'then', yield* sys.read(pipe.read));
      return 0;
    });
    yield* sys.close(pipe.read);
    yield* sys.nanosleep(10);
    yield* sys.write(pipe.write, 'hello');
    yield* sys.nanosleep(10);
    yield* sys.close(pipe.write);
    yield* sys.wait4(-1);
    return 0;
  });
  expect(lab.screen()).toBe('got hello\nthen \n');
});

test('a pipe holds 64 KiB; a larger write waits for its reader', () => {
  const lab = new InlineMachine(function* (sys) {
    const pipe = must(yield* sys.pipe());
    yield* sys.fork(function* () {
      yield* sys.close(pipe.read);
      yield* say(sys, 'written', yield* sys.write(pipe.write, 'x'.repeat(100_000)));
      return 0;
    });
    yield* sys.close(pipe.write);
    yield* sys.nanosleep(10);
    let total = 0;
    for (;;) {
      const part = must(yield* sys.read(pipe.read));
      if (part === '') break;
      total += part.length;
    }
    yield* say(sys, 'read', total);
    return 0;
  });
  expect(lab.screen()).toBe('written 100000\nread 100000\n');
});

test('writing to a pipe without readers kills with SIGPIPE, or is EPIPE where that is ignored', () => {
  const lab = new InlineMachine(function* (sys) {
    const pipe = must(yield* sys.pipe());
    yield* sys.close(pipe.read);
    yield* sys.fork(function* () {
      yield* sys.write(pipe.write, 'x');
      return 0;
    });
    yield* say(sys, must(yield* sys.wait4(-1)).status);
    yield* sys.sigaction('SIGPIPE', 'ignore');
    yield* say(sys, yield* sys.write(pipe.write, 'x'));
    return 0;
  });
  expect(lab.screen()).toBe('{"signaled":"SIGPIPE"}\n{"errno":"EPIPE"}\n');
});

test('a handler ends a blocked read with EINTR, and with SA_RESTART the read goes on', () => {
  const lab = new InlineMachine(function* (sys) {
    const pipe = must(yield* sys.pipe());
    const heard: string[] = [];
    yield* sys.sigaction('SIGUSR1', ({ signal }) => heard.push(signal));
    yield* sys.sigaction('SIGUSR2', ({ signal }) => heard.push(signal), ['SA_RESTART']);
    const main = yield* sys.getpid();
    yield* sys.fork(function* () {
      yield* sys.kill(main, 'SIGUSR1');
      yield* sys.nanosleep(10);
      yield* sys.kill(main, 'SIGUSR2');
      yield* sys.nanosleep(10);
      yield* sys.write(pipe.write, 'late');
      return 0;
    });
    yield* say(sys, yield* sys.read(pipe.read), heard);
    yield* say(sys, yield* sys.read(pipe.read), heard);
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"EINTR"} ["SIGUSR1"]\nlate ["SIGUSR1","SIGUSR2"]\n');
});

test('wait4 is not interrupted by a child that ends while its handler runs', () => {
  const lab = new InlineMachine(function* (sys) {
    let notices = 0;
    yield* sys.sigaction('SIGCHLD', () => {
      notices += 1;
    });
    yield* sys.fork(function* () {
      yield* sys.nanosleep(10);
      return 3;
    });
    yield* say(sys, must(yield* sys.wait4(-1)), notices);
    return 0;
  });
  expect(lab.screen()).toBe('{"pid":3,"status":{"exited":3}} 1\n');
});

test('nanosleep and pause end with EINTR whatever the handler asked for', () => {
  const lab = new InlineMachine(function* (sys) {
    yield* sys.sigaction('SIGALRM', () => undefined, ['SA_RESTART']);
    yield* sys.alarm(10);
    yield* say(sys, yield* sys.nanosleep(1000), yield* sys.clock());
    yield* sys.alarm(10);
    yield* say(sys, yield* sys.pause(), yield* sys.clock());
    return 0;
  });
  expect(lab.screen()).toBe('{"errno":"EINTR"} 10\n{"errno":"EINTR"} 20\n');
});

test('a stopped sleeper sleeps on after SIGCONT, and only until its time is up', () => {
  const lab = new InlineMachine(function* (sys) {
    const child = must(
      yield* sys.fork(function* () {
        yield* sys.nanosleep(30);
        yield* say(sys, 'slept until', yield* sys.clock());
        return 0;
      }),
    );
    yield* sys.nanosleep(10);
    yield* sys.kill(child, 'SIGSTOP');
    yield* say(sys, must(yield* sys.wait4(child, ['WUNTRACED'])).status);
    yield* sys.nanosleep(40);
    yield* sys.kill(child, 'SIGCONT');
    yield* sys.wait4(child);
    return 0;
  });
  expect(lab.screen()).toBe('{"stopped":"SIGSTOP"}\nslept until 50\n');
});

test('who stops itself finds its kill done when it is continued', () => {
  const lab = new InlineMachine(function* (sys) {
    const child = must(
      yield* sys.fork(function* () {
        yield* say(sys, 'kill', yield* sys.kill(yield* sys.getpid(), 'SIGSTOP'));
        return 0;
      }),
    );
    yield* sys.wait4(child, ['WUNTRACED']);
    yield* say(sys, 'it is stopped');
    yield* sys.kill(child, 'SIGCONT');
    yield* sys.wait4(child);
    return 0;
  });
  expect(lab.screen()).toBe('it is stopped\nkill 0\n');
});

test('sleepers wake in the order of their times, and those of one time in the order of their birth', () => {
  const lab = new InlineMachine(function* (sys) {
    for (const ms of [30, 10, 20, 10]) {
      yield* sys.fork(function* () {
        yield* sys.nanosleep(ms);
        yield* say(sys, yield* sys.getpid(), yield* sys.clock());
        return 0;
      });
    }
    for (let left = 4; left > 0; left -= 1) yield* sys.wait4(-1);
    return 0;
  });
  expect(lab.screen()).toBe('4 10\n6 10\n5 20\n3 30\n');
});

test('a child acts on a kill by its parent, who hears of that, when the parent leaves the processor', () => {
  const lab = new InlineMachine(function* (sys) {
    const heard: string[] = [];
    yield* sys.sigaction('SIGCHLD', ({ code }) => heard.push(code));
    const child = must(
      yield* sys.fork(function* () {
        yield* sys.pause();
        return 0;
      }),
    );
    yield* sys.nanosleep(10);
    yield* sys.kill(child, 'SIGSTOP');
    yield* say(sys, heard);
    yield* sys.nanosleep(10);
    yield* say(sys, heard);
    yield* sys.kill(child, 'SIGCONT');
    yield* say(sys, heard);
    yield* sys.nanosleep(10);
    yield* say(sys, heard);
    return 0;
  });
  expect(lab.screen()).toBe('[]\n["CLD_STOPPED"]\n["CLD_STOPPED"]\n["CLD_STOPPED","CLD_CONTINUED"]\n');
});
