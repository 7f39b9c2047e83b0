import { describe, expect, it } from 'vitest';
import { parseScript } from '#shared/packs/parse-script.ts';

describe('parseScript', () => {
  it('reads lines, terminals, keys, answers and orders, and passes over remarks', () => {
    const script = parseScript(
      '# first\nsleep 600 &\n@1 kill -9 6\n\n^C\n@1 ^Z\n? cause = no-init\n! terminal\n! wait 5000\n! hint 2\n> # typed\n',
    );
    expect(script).toEqual({
      ok: true,
      value: [
        { line: 2, input: { kind: 'line', tty: 0, text: 'sleep 600 &' } },
        { line: 3, input: { kind: 'line', tty: 1, text: 'kill -9 6' } },
        { line: 5, input: { kind: 'key', tty: 0, key: '^C' } },
        { line: 6, input: { kind: 'key', tty: 1, key: '^Z' } },
        { line: 7, input: { kind: 'answer', question: 'cause', value: 'no-init' } },
        { line: 8, input: { kind: 'terminal' } },
        { line: 9, waitMs: 5000 },
        { line: 10, input: { kind: 'hint', step: 2 } },
        { line: 11, input: { kind: 'line', tty: 0, text: '# typed' } },
      ],
    });
  });

  it.each([
    ['? cause no-init', 'an answer looks like "? question = value", not "? cause no-init"'],
    ['! dance', 'no such order "! dance"; there are: ! terminal, ! wait MILLISECONDS, ! hint STEP'],
  ])('refuses %j and says how it should look', (line, message) => {
    expect(parseScript(`ls\n${line}`)).toEqual({ ok: false, error: { line: 2, message } });
  });
});
