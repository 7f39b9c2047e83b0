// Is there any line that breaks the machine or its log? Random commands and random bytes, typed one after the other.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asTtyId } from '#shared/kernel/ids.ts';
import { AttemptLog } from '#shared/log/attempt-log.ts';
import { recoverLog } from '#shared/log/recover.ts';
import { verifyLog } from '#shared/log/verify.ts';
import type { MachineInput } from '#shared/userland/input.ts';
import { Machine } from '#shared/userland/machine.ts';
import { programTable } from '#shared/userland/programs/table.ts';
import { bare } from '#shared/userland/worlds/bare.ts';
import { nodeDigest, SAMPLE_HEADER } from '../../support/sample-log.ts';

const WORLD = { ...bare, limits: { eventsPerInput: 2000, tasks: 40 } };
/** One system call may cause several events, and a limit is looked at between two calls. */
const MOST_EVENTS = 2200;
const TTY = asTtyId(0);

const WORDS = ['x', '$x', '"$@"', '$(', ')', '$((x+1))', '${x:-y}', '{1..3}', '{a,b}', '*', '/proc/*', '$$', '$!', '-1', '0', '%1', "'", '"', '`', '\\', '<(:)', '~', '/dev/tty', '/tmp/f', '1e9', 'f', '=', 'x=$x$x', '[a-', '+(a|b)', '\u202e', '\ud800', '\u0000', '\u001b[2J', '\u0003']; // prettier-ignore
const COMMANDS = ['echo', 'f', ':', 'true', 'sleep', 'sleep 0', 'cat', 'ps', 'kill', 'kill -STOP', 'kill -9', 'wait', 'jobs', 'fg', 'bg', 'exec', 'eval', 'trap', 'read x', 'unset x', 'unshare -fp', 'yes', 'seq 9', 'head -1', 'test', '[[', '((', 'printf %s', 'cd', 'bash -c', 'set', 'ls', 'sed p', 'awk 1', 'grep', 'tr a b', 'exit', 'disown', 'coproc', 'nsenter -t', 'strace', 'pstree', 'mount', 'rm -rf', 'env', 'timeout 1', 'setsid', 'su -c', '. /tmp/f', 'top', 'less', 'more', 'read -n 2 x', 'watch']; // prettier-ignore
const JOINTS = [';', '|', '&&', '||', '&', '\n', ' ', ' > /tmp/f ', ' < /tmp/f ', ' >> /tmp/f ', ' 2>&1 ', ' <<E\n', ' <<< ', '|&']; // prettier-ignore
const FRAMES = [['( ', ' )'], ['{ ', ';}'], ['f(){ ', ';}; f'], ['while :; do ', '; done'], ['for x in 1 2; do ', '; done'], ['if ', '; then :; fi'], ['case x in x) ', ';; esac'], ['$(', ')'], ['"', '"'], ['trap "', '" CHLD USR1 EXIT'], ['until ', '; do break; done'], ['! ', ''], ['', ' &'], ['bash -c \'', '\'']] as const; // prettier-ignore

const simple = fc
  .tuple(fc.constantFrom(...COMMANDS), fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }))
  .map(([command, words]) => [command, ...words].join(' '));

const { command } = fc.letrec<{ command: string }>((tie) => ({
  command: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: simple, weight: 3 },
    {
      arbitrary: fc
        .tuple(tie('command'), fc.constantFrom(...JOINTS), tie('command'))
        .map((parts) => parts.join('')),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(fc.constantFrom(...FRAMES), tie('command'))
        .map(([[open, close], inner]) => open + inner + close),
      weight: 2,
    },
  ),
}));

const noise = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

const input: fc.Arbitrary<MachineInput> = fc.oneof(
  { arbitrary: fc.oneof(command, command, noise).map((text) => ({ kind: 'line' as const, tty: TTY, text })), weight: 8 }, // prettier-ignore
  { arbitrary: fc.oneof(fc.constantFrom(...'qkhrud \x1b\n'), noise).filter((text) => text !== '').map((text) => ({ kind: 'keys' as const, tty: TTY, text })), weight: 3 }, // prettier-ignore
  { arbitrary: fc.constantFrom('^C', '^D', '^Z', '^\\').map((key) => ({ kind: 'key' as const, tty: TTY, key })), weight: 3 }, // prettier-ignore
  { arbitrary: fc.constant({ kind: 'terminal' as const }), weight: 1 },
);

function fresh(): Machine {
  return new Machine({ world: WORLD, seed: 1, programs: programTable });
}

test('whatever is typed, the machine stops in time, and carrying it out again gives the same log', () => {
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 6 }), (inputs) => {
      const machine = fresh();
      const log = new AttemptLog(SAMPLE_HEADER, nodeDigest);
      let file = '';
      for (const given of [{ kind: 'boot' } as const, ...inputs]) {
        const outcome = machine.execute(given);
        // A terminal whose shell has ended takes no more lines: that is an answer.
        if (!outcome.ok) continue;
        const { events } = outcome.value;
        expect(events.length).toBeLessThan(MOST_EVENTS);
        const block = log.prepareInput({ branch: 0, input: given, events });
        log.commit(block);
        file += block.text;
      }
      const read = recoverLog(Buffer.from(file, 'utf8').toString('utf8'), nodeDigest);
      expect(read.ok && read.value.records.length).toBe(log.records.length);
      expect(read.ok && verifyLog(read.value.records, fresh)).toBeNull();
    }),
    { seed: 20_261_125, numRuns: 50, endOnFailure: false },
  );
}, 120_000);
