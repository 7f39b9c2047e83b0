// Is every simplification that code admits to in the table, once?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIMPLIFICATIONS } from '#shared/kernel/fidelity.ts';
import { USERLAND_SIMPLIFICATIONS } from '#shared/userland/fidelity.ts';

const ALL = [...SIMPLIFICATIONS, ...USERLAND_SIMPLIFICATIONS];
const SHARED = join(import.meta.dirname, '../../shared');

describe('the simplifications', () => {
  it('each have a name of their own', () => {
    const ids = ALL.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each say what is different, and why, in whole sentences', () => {
    const incomplete = ALL.filter(({ linux, lab, why }) =>
      [linux, lab, why].some((text) => !/^[^ ].*\.$/s.test(text)),
    );
    expect(incomplete.map(({ id }) => id)).toEqual([]);
  });

  it('that code names are all in the table', () => {
    const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const named = files.flatMap((file) =>
      [...readFileSync(join(SHARED, file), 'utf8').matchAll(/fidelity: ([a-z-]+)\)/g)].map(
        (match) => match[1],
      ),
    );
    const known: string[] = ALL.map(({ id }) => id);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => id !== undefined && !known.includes(id))).toEqual([]);
  });
});
