// A real terminal for a command, as script(1) of util-linux makes one: typed into, resized, and read as it would be drawn.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** Null where a terminal can be had, else why not. */
export function noPtyBecause(): string | null {
  if (process.platform !== 'linux') return 'script(1) of util-linux is needed';
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (!/util-linux/.test(stdout ?? '')) return 'script(1) of util-linux is missing';
  const tried = spawnSync('script', ['-qec', 'tty', '/dev/null'], { encoding: 'utf8', input: '' });
  return tried.status === 0 && tried.stdout.includes('/dev/') ? null : 'this machine gives out no terminal';
}

const PATIENCE_MS = 15_000;

export class Pty {
  /** Everything that was written to it, escape sequences included. */
  written = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  #changed: () => void = () => undefined;

  /** `command` is a line for sh(1). */
  constructor(command: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
    const line = `stty cols 80 rows 24; echo "[$(tty)]"; ${command}`;
    this.#child = spawn('script', ['-qfec', line, '/dev/null'], {
      cwd,
      env: { ...process.env, TERM: 'xterm', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.written += text;
      this.#changed();
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', resolve);
    });
  }

  /** What is to be read, movements of the cursor left out. */
  get text(): string {
    // eslint-disable-next-line no-control-regex -- the escape sequences of a terminal begin with one
    return this.written.replace(/\x1b\[[?\d;]*[A-Za-z]/g, '').replaceAll('\r', '');
  }

  /** Resolves once the text that came behind `from` shows it; with where it ends. */
  async shows(pattern: RegExp, from = 0): Promise<number> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = pattern.exec(this.text.slice(from));
      if (found !== null) return from + found.index + found[0].length;
      if (Date.now() > end)
        throw new Error(`no ${String(pattern)} in ${JSON.stringify(this.text.slice(from))}`);
      await Promise.race([
        new Promise<void>((resolve) => (this.#changed = resolve)),
        new Promise((resolve) => setTimeout(resolve, 200)),
      ]);
    }
  }

  type(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Nobody types any more. */
  hangUp(): void {
    this.#child.stdin?.end();
  }

  get #tty(): string {
    return /\[(\/dev\/[^\]]+)\]/.exec(this.written)?.[1] ?? '';
  }

  resize(columns: number, rows: number): void {
    spawnSync('stty', ['-F', this.#tty, 'cols', String(columns), 'rows', String(rows)], { stdio: 'inherit' });
  }

  /** To the command that runs in it. */
  signal(signal: NodeJS.Signals): void {
    const { stdout } = spawnSync('ps', ['-t', this.#tty.replace('/dev/', ''), '-o', 'pid=,args='], {
      encoding: 'utf8',
    });
    const [, pid = '0'] = /^\s*(\d+) \S*node\S* /m.exec(stdout) ?? [];
    process.kill(Number(pid), signal);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
