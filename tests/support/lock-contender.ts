// Takes a lock again and again, and writes two lines while it holds it: what the lock's test runs several of at once.
// Arguments: the lock, the log, how many times. After every other time a dead process leaves its lock behind.
import { spawnSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeDisk } from '#app/adapters/disk.ts';
import { takeLock } from '#app/adapters/lock-file.ts';

const [lockPath = '', logPath = '', times = '0'] = process.argv.slice(2);
const { pid: deadPid } = spawnSync(process.execPath, ['-e', '']);

for (let n = 0; n < Number(times);) {
  const lock = await takeLock(nodeDisk, lockPath);
  if (!lock.ok) {
    await sleep(1);
    continue;
  }
  appendFileSync(logPath, `begin ${process.pid} ${n}\n`);
  await sleep(1);
  appendFileSync(logPath, `end ${process.pid} ${n}\n`);
  n += 1;
  await lock.value.release();
  if (n % 2 === 1) leaveDeadLock();
}

function leaveDeadLock(): void {
  try {
    writeFileSync(lockPath, `${deadPid}\n`, { flag: 'wx' });
  } catch {
    // Another contender was quicker.
  }
}
