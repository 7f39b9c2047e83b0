// Does the README tell the truth? Its table comes from the code, its paths exist, its commands are there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '#app/reality/side-by-side.ts';
import { SIMPLIFICATIONS } from '#shared/kernel/fidelity.ts';
import { runTrace } from '#shared/kernel/trace/run-trace.ts';
import { parseTrace } from '#shared/kernel/trace/trace-format.ts';
import { USERLAND_SIMPLIFICATIONS } from '#shared/userland/fidelity.ts';

const root = new URL('../../', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));
const TABLE = /(<!-- simplifications -->\n)[^]*(<!-- \/simplifications -->)/;

function table(): string {
  const rows = [...SIMPLIFICATIONS, ...USERLAND_SIMPLIFICATIONS].map(
    ({ linux, lab, why }) =>
      `| ${[linux, lab, why].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return [
    '',
    '<!-- prettier-ignore -->',
    '| Linux | the lab | why |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '',
  ].join('\n');
}

describe('README.md', () => {
  if (process.env['UPDATE_GOLDEN']) {
    const text = readFileSync(path('README.md'), 'utf8');
    writeFileSync(
      path('README.md'),
      text.replace(TABLE, (_all, begin: string, end: string) => begin + table() + end),
    );
  }
  const readme = readFileSync(path('README.md'), 'utf8');

  it('has the table of simplifications as fidelity.ts has it (UPDATE_GOLDEN=1 writes it anew)', () => {
    expect(TABLE.exec(readme)?.[0]).toBe(`<!-- simplifications -->\n${table()}<!-- /simplifications -->`);
  });

  it('shows what the simulator and the recorded kernel answer in its sample of reality trace', () => {
    const [, file = ''] = /npx pidnest reality trace (\S+)/.exec(readme) ?? [];
    const recorded = parseTrace(JSON.parse(readFileSync(path(file), 'utf8')));
    if (!recorded.ok) throw new Error(`${file} is no trace`);
    const { name, steps } = recorded.value;
    const lines = sideBySide(steps, runTrace(steps), recorded.value, { quiet: false });
    expect(readme).toContain(
      `\n\`\`\`\n${[`same  ${file} ${name}`, ...lines, '', '1 passed, 0 failed'].join('\n')}\n\`\`\`\n`,
    );
  });

  it.each([
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'app/library/README.md',
    'app/reality/native/README.md',
  ])('%s names only files that exist', (name) => {
    const text = readFileSync(path(name), 'utf8');
    const named = [
      ...text.matchAll(/`((?:app|main|renderer|shared|tests|scripts)\/[\w./-]+)`|\]\(((?!http)[^)]+)\)/g),
    ]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((file) => !existsSync(path(file)));
    expect(named).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    // package.json is ours; its scripts are an object of strings.
    const { scripts } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const used = [
      ...`${readme}${readFileSync(path('CONTRIBUTING.md'), 'utf8')}`.matchAll(/npm run ([\w:]+)/g),
    ];
    expect(used.map((match) => match[1] ?? '').filter((script) => !(script in scripts))).toEqual([]);
  });
});
