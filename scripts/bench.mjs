// How fast is it: runs every tests/bench/*.bench.{ts,mjs} whose name contains the given words, one after the other.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { inProject, ROOT } from './paths.mjs';

const folder = inProject('tests/bench');
const words = process.argv.slice(2);
const benches = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => /\.bench\.(ts|mjs)$/.test(name))
  .filter((name) => words.every((word) => name.includes(word)))
  .sort();

if (benches.length === 0) console.log('No bench of that name in tests/bench.');

for (const name of benches) {
  console.log(`\n# ${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', inProject('tests/bench', name)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
