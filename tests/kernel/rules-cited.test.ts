// Does every rule of the kernel stand at the line of code that carries it?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '#shared/kernel/rules.ts';

const KERNEL = join(import.meta.dirname, '../../shared/kernel');

function sources(): Map<string, string> {
  const files = readdirSync(KERNEL, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return new Map(files.map((file) => [file, readFileSync(join(KERNEL, file), 'utf8')]));
}

function cited(text: string): string[] {
  return text.match(/PNS-\d+/g) ?? [];
}

describe('the rules of the kernel', () => {
  const code = [...sources()].filter(([file]) => file !== 'rules.ts');

  it('are each cited where they are carried out', () => {
    const all = new Set(code.flatMap(([, text]) => cited(text)));
    expect(Object.keys(RULES).filter((rule) => !all.has(rule))).toEqual([]);
  });

  it('are the only ones that code cites', () => {
    const unknown = code.flatMap(([file, text]) =>
      cited(text)
        .filter((rule) => !(rule in RULES))
        .map((rule) => `${file}: ${rule}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are each one sentence', () => {
    for (const [rule, sentence] of Object.entries(RULES)) expect(sentence, rule).toMatch(/^[^.]*\.$/);
  });
});
