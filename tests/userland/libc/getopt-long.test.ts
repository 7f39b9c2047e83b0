import { describe, expect, it } from 'vitest';
import { getoptLong } from '#shared/userland/libc/getopt-long.ts';

const ROWS = [
  ['p', 'pid', 'optional', 'none'],
  ['', 'propagation', 'required'],
  ['f', 'fork'],
  ['t', 'target', 'required'],
  ['', 'output'],
  ['', 'output-all'],
] as const;

function read(...args: readonly string[]) {
  const { options, operands, problem } = getoptLong(args, ROWS);
  return {
    options: options.map(({ key, value }) => (value === null ? key : `${key}=${value}`)),
    operands,
    problem,
  };
}

describe('getopt_long', () => {
  it('splits a cluster of letters', () => {
    expect(read('-pft', '5').options).toEqual(['p', 'f', 't=5']);
  });

  it('takes a value that sticks to its letter', () => {
    expect(read('-t5').options).toEqual(['t=5']);
  });

  it('gives the long form of an option another argument than its letter', () => {
    expect(read('--pid=/tmp/ns', '-p', 'x')).toMatchObject({ options: ['p=/tmp/ns', 'p'], operands: ['x'] });
  });

  it('finds options behind operands', () => {
    expect(read('bash', '-f', '--', '-p')).toMatchObject({ options: ['f'], operands: ['bash', '-p'] });
  });

  it('stops at the first operand where it is told to', () => {
    const line = getoptLong(['-f', 'bash', '-p'], ROWS, 'stopAtOperand');
    expect([line.options.length, line.operands]).toEqual([1, ['bash', '-p']]);
  });

  it('takes a shortened name as long as it is clear', () => {
    expect(read('--fo').options).toEqual(['f']);
    expect(read('--output').options).toEqual(['output']);
  });

  it.each([
    [['-x'], "invalid option -- 'x'"],
    [['--nosuch=1'], "unrecognized option '--nosuch=1'"],
    [['-t'], "option requires an argument -- 't'"],
    [['--target'], "option '--target' requires an argument"],
    [['--fork=1'], "option '--fork' doesn't allow an argument"],
    [['--p'], "option '--p' is ambiguous; possibilities: '--pid' '--propagation'"],
  ])('says of %j: %s', (args, problem) => {
    expect(read(...args).problem).toBe(problem);
  });

  it('keeps what stood before the wrong option', () => {
    expect(read('-f', '-x', '-p')).toMatchObject({ options: ['f'], problem: "invalid option -- 'x'" });
  });
});
