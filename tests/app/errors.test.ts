// Is every error of the catalogue told somewhere, and worded as the lab speaks?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ERROR_IDS, failure, failureAt } from '#app/errors.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function sources(): string {
  return ['app', 'main']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(ROOT, folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts') && !name.endsWith('app/errors.ts'))
    .map((name) => readFileSync(name, 'utf8'))
    .join('\n');
}

test('every id is used', () => {
  const text = sources();
  const used = new Set([...text.matchAll(/failure\(\s*'([a-z-]+)'/g)].map(([, id]) => id));
  expect(ERROR_IDS.filter((id) => !used.has(id))).toEqual([]);
});

test('a message holds what it was given, and ends as a sentence', () => {
  expect(failure('log-too-new', 4, 3).message).toBe(
    'Made with a newer Pidnest (format 4). This one reads up to 3.',
  );
  expect(failureAt('line 3', failure('disk-failed', 'EIO'))).toEqual({
    id: 'disk-failed',
    message: "Can't read or save: the system answered EIO.",
    at: 'line 3',
  });
});
