// Does what takes its time take it in proportion, and come to the same however deep and long it is?
import { describe, expect, test } from 'vitest';
import { HostileLines } from '../../support/hostile-lines.ts';

/** Each took minutes, or ended by chance, when the work grew with the square of what there is, or with the call stack. */
const SLOW: readonly (readonly [what: string, lines: readonly string[], told: string])[] = [
  ['many files in one directory', ['for ((i=0;i<10000;i++)); do : > f$i; done; ls | wc -l'], '\n10000\n'],
  ['a file that is asked about while it grows', ['for ((i=0;i<3000;i++)); do printf %1000s >> f; done; wc -c < f'], '\n3000000\n'],
  ['a deep directory made and walked', ['p=$(printf d/%.0s {1..1500}); mkdir -p $p; find . | wc -l'], '\n1501\n'],
  ['a deep directory walked from below', ['p=$(printf d/%.0s {1..1500}); mkdir -p $p; find d -depth | head -1 | wc -c'], '\n3000\n'],
  ['a deep directory copied, listed, removed', ['p=$(printf d/%.0s {1..800}); mkdir -p $p; cp -r d e; ls -R e | grep -c :; rm -r e; ls'], '\n800\nd\n'],
  ['a deep path asked for again and again', ['p=$(printf d/%.0s {1..2000}); mkdir -p $p; while [ -e $p ]; do :; done'], 'do :; done\n'],
  ['many mounts on one place', ['for ((i=0;i<1000;i++)); do mount -t tmpfs t /mnt; done; cat /proc/self/mountinfo | wc -l; ls /etc | grep -c passwd'], '\n1\n'],
  ['a file put behind itself', ['echo hi > f; cat < f >> f; cat f - f >> f < /dev/null; cat f'], 'cat: -: input file is output file\ncat: f: input file is output file\ncat: f: input file is output file\nhi'],
  ['a directory put into itself', ['mkdir d; : > d/f; cp -r d d/e; echo $?; find d'], "cp: cannot copy a directory, 'd', into itself, 'd/e'\n1\nd\nd/f\nd/e\nd/e/f\n"],
  ['many lines sorted', ['seq 1 200000 | sort -n | tail -1'], '\n200000\n'],
  ['an array of many elements', ['a=({1..199990}); a+=(x y); echo ${#a[@]} ${a[-1]}'], '\n199992 y\n'],
]; // prettier-ignore

describe('a line that is long to carry out', () => {
  test.each(SLOW)(
    'ends: %s',
    (_what, lines, told) => {
      const host = new HostileLines();
      let shown = '';
      for (const line of lines) shown += host.type(line);
      expect(shown).toContain(told);
      expect(host.isAlive()).toBe(true);
    },
    40_000,
  );
});

describe('sleep', () => {
  test.each(['1e9', '.5e1', '0x10', '+3', '1e2m', 'inf', 'Infinity', '1e400', '1e13d', '5.'])(
    'takes %s',
    (time) => {
      const host = new HostileLines();
      expect(host.type(`sleep ${time}`)).toBe(`sleep ${time}\n`);
      expect(host.isAlive()).toBe(true);
    },
  );

  test.each(['1e', 'e9', '1S', '1 s', '-1', '', '1ms', 'constructor', '0x', 'nan'])('knows no %j', (time) => {
    const host = new HostileLines();
    const quoted = time.startsWith('-') ? `-- '${time}'` : `'${time}'`;
    expect(host.type(`sleep ${quoted}`)).toContain(`sleep: invalid time interval ‘${time}’`);
  });
});
