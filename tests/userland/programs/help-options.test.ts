// Does every program know each option that its own --help names? It does something with it, or says that it is left out.

import { describe, expect, it } from 'vitest';
import { programTable } from '#shared/userland/programs/table.ts';
import { Typist } from '../../support/typist.ts';

const REFUSED =
  /(invalid|unrecognized|unknown|unsupported|illegal) option(?! name)|not an option|unknown gnu long option/;
/** What the real program refuses as well, although its help names it: flock's -c stands behind the file. */
const REFUSED_BY_ALL: ReadonlyMap<string, readonly string[]> = new Map([['flock', ['-c', '--command=1']]]);

/** What a program prints, with nothing to read and no time to stay. */
function answer(command: string): string {
  const typist = new Typist();
  typist.command(`cd /tmp; timeout -s KILL 1 ${command} </dev/null >o 2>&1`);
  return typist.command('head -c 20000 /tmp/o');
}

/** The options at the start of the lines of a help text, with a value where one is needed. */
function optionsIn(help: string): readonly string[] {
  const found = new Set<string>();
  for (const line of help.split('\n')) {
    const [, forms = ''] = /^\s{1,8}(-{1,2}[^\s,=[]+.*?)(?:\s{2,}|$)/.exec(line) ?? [];
    for (const [, option = '', value] of forms.matchAll(
      /(?:^|[\s,])(-[A-Za-z0-9](?![A-Za-z])|--[a-z][\w-]*)(\[?=?[<A-Z[][\w<>=.,|-]*\]?| <[^>]+>| [A-Z]+\b)?/g,
    ))
      found.add(
        option.startsWith('--') || value === undefined || value.startsWith('[')
          ? withValue(option, value)
          : `${option} 1`,
      );
  }
  return [...found];
}

function withValue(option: string, value: string | undefined): string {
  return value === undefined || value.startsWith('[') ? option : `${option}=1`;
}

const PROGRAMS = [...programTable.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1));

it('finds the options of a help text, and sees when one is refused', () => {
  expect(optionsIn(answer('cp --help'))).toEqual(
    expect.arrayContaining(['-b', '--parents', '-S', '--suffix=1']),
  );
  expect(REFUSED.test(answer('cp --nonsense'))).toBe(true);
  expect(REFUSED.test(answer('cp --parents'))).toBe(false);
});

describe.each(PROGRAMS)('%s', (program) => {
  it('knows the options that its help names', () => {
    const options = optionsIn(answer(`${program} --help`));
    const refused = options.filter((option) => REFUSED.test(answer(`${program} ${option}`)));
    expect(refused).toEqual(REFUSED_BY_ALL.get(program) ?? []);
  });
});
