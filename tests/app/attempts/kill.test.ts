// A lab that is killed in the middle of writing: is every acknowledged input there when it starts again?
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { verifyLog } from '#shared/log/verify.ts';
import { echoLab, linesOf, must } from '../../support/echo-lab.ts';
import { EchoMachine } from '../../support/echo-machine.ts';
import { withTemporaryTree } from '../../support/temporary-tree.ts';

const TYPING = fileURLToPath(new URL('../../support/typing-attempt.ts', import.meta.url));
const KILLS = 12;

/** Lets a lab type until it has acknowledged so many inputs, kills it, and gives all it said. */
function typeUntilKilled(
  folder: string,
  attempt: string,
  first: number,
  inputs: number,
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', TYPING, folder, attempt, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > inputs + 1) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.slice(0, said.lastIndexOf('\n')).split('\n'));
      else reject(new Error(`it ended by itself: ${said}`));
    });
  });
}

test(`${KILLS} kills lose no acknowledged input, and invent none`, async () => {
  await withTemporaryTree({}, async (folder) => {
    let attempt = 'new';
    let next = 1;
    for (let kill = 0; kill < KILLS; kill++) {
      const [name = '', ...acknowledged] = await typeUntilKilled(folder, attempt, next, 1 + kill);
      attempt = name;
      const lab = echoLab(folder);
      const live = must(await lab.attempts.open(attempt));
      await lab.attempts.close();
      const lines = linesOf(live);
      // In order from the first on, and at most one that was written but not yet acknowledged.
      expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
      expect(lines.length - Number(acknowledged.at(-1))).toBeGreaterThanOrEqual(0);
      expect(lines.length - Number(acknowledged.at(-1))).toBeLessThanOrEqual(1);
      expect(verifyLog(live.records, () => new EchoMachine())).toBeNull();
      next = lines.length + 1;
    }
  });
}, 120_000);
