// Measures machines of three sizes, each in a process of its own: what one leaves behind in a process, its garbage and
// what the engine learned from it, would be measured along with the next.
import { spawnSync } from 'node:child_process';

const SIZES = [100, 10_000, 100_000];

/** `measure`: what is done for a size, in processes. It is the last thing that a bench does. */
export function eachSize(measure: (live: number) => void): void {
  const [, bench = '', size] = process.argv;
  if (size !== undefined) return measure(Number(size));
  for (const live of SIZES) {
    const again = [...process.execArgv, bench, String(live)];
    process.exitCode ||= spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1;
  }
}
