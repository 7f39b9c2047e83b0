// Does pmap -x tell what of a mapping is in memory, and does that agree with ps and /proc?

import { describe, expect, it } from 'vitest';
import { Typist } from '../../support/typist.ts';

describe('pmap -x', () => {
  it('adds up to what ps and status say', () => {
    const typist = new Typist();
    typist.line('sleep 100 &');
    const lines = typist.command('pmap -x 3').trimEnd().split('\n');
    expect(lines[1]).toBe('Address           Kbytes     RSS   Dirty Mode  Mapping');
    expect(lines[2]).toMatch(/^0000555555554000 +20 +20 +0 r-x-- sleep$/);
    const [, , , rss, dirty] = (lines.at(-1) ?? '').split(/ +/);
    expect(typist.command('ps -o rss= -p 3').trim()).toBe(rss);
    expect(typist.command('grep RssAnon /proc/3/status')).toContain(` ${dirty ?? ''} kB`);
    expect(typist.command('grep ^Rss: /proc/3/smaps_rollup')).toContain(` ${rss ?? ''} kB`);
  });

  it('leaves headings and sums out where it is to be quiet', () => {
    const typist = new Typist();
    typist.line('sleep 100 &');
    expect(typist.command('pmap -xq 3')).not.toMatch(/Address|total/);
    expect(typist.command('pmap -xp 3')).toContain('/usr/bin/sleep\n');
  });
});
