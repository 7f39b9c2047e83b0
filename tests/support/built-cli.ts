// The command line as users run it: bundled once, then started as a process of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApplication } from '../../scripts/build.mjs';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface BuiltCli {
  /** Where its attempts are kept, and where it stands. */
  readonly folder: string;
  readonly file: string;
  /** Runs it to its end. */
  run(args: readonly string[], input?: string): Promise<Ended>;
  remove(): void;
}

export async function builtCli(): Promise<BuiltCli> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'pidnest-cli-')));
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  await buildApplication(path.join(folder, 'dist'));
  const file = path.join(folder, 'dist/app/cli.js');
  return {
    folder,
    file,
    run: (args, input = '') => run(file, folder, args, input),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(file: string, folder: string, args: readonly string[], input: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: folder,
      env: { ...process.env, PIDNEST_HOME: path.join(folder, 'home') },
    });
    let out = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, error });
    });
    child.stdin.end(input);
  });
}
