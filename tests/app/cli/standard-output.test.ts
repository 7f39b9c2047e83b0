// Does a recording that was handed in, or the name of a file, reach the user's terminal as more than text?
import { describe, expect, test } from 'vitest';
import { standardOutput } from '#app/cli/standard-output.ts';

const HARMFUL = 'a\x1b]52;c;eA==\x07b\x1b[6nc\u202ed\x9b6ne\x1b[31mf';

function told(isTTY: boolean): readonly string[] {
  const texts: string[] = [];
  const stream = { isTTY, write: (text: string) => texts.push(text) };
  const output = standardOutput(stream, stream);
  output.write(HARMFUL);
  output.out(HARMFUL);
  output.error(`${HARMFUL}\n`);
  return texts;
}

describe('what a command prints', () => {
  test('is text and colours on a terminal', () => {
    const safe = 'abc<U+202E>de\x1b[31mf';
    expect(told(true)).toEqual([safe, `${safe}\n`, `${safe}\n`]);
  });

  test('is what it is in a file', () => {
    expect(told(false)).toEqual([HARMFUL, `${HARMFUL}\n`, `${HARMFUL}\n`]);
  });
});
