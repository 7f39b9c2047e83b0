// An option that the real program has and the lab has not: is it said, and is a wrong option still a wrong option?

import { describe, expect, it } from 'vitest';
import { leftOutOption } from '#shared/userland/libc/left-out-option.ts';
import { coreutilHelp } from '#shared/userland/libc/coreutils-help/coreutils-help.ts';

describe('an option that is refused', () => {
  it.each([
    ["invalid option -- 'b'", 'the option -b is not available in the lab'],
    ["unrecognized option '--parents'", 'the option --parents is not available in the lab'],
    ["unrecognized option '--backup=t'", 'the option --backup is not available in the lab'],
    ["invalid option -- 'y'", null],
    ["invalid option -- '?'", null],
    ["unrecognized option '--parent'", 'the option --parent is not available in the lab'],
    ["unrecognized option '--arent'", null],
    ["unrecognized option '--nonsense'", null],
    ["option requires an argument -- 't'", null],
  ])('is compared with the help of cp: %s', (problem, answer) => {
    expect(leftOutOption(problem, coreutilHelp('cp', 'cp'))).toBe(answer);
  });
});
