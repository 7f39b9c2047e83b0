// The files of /proc that tell about the whole machine. proc(5)

import { MEMORY_KIB } from '../machine-memory.ts';
import { pidNamespace, tasksInOrder } from '../../kernel/selectors.ts';
import type { PidNsId } from '../../kernel/ids.ts';
import type { Process } from '../process.ts';
import type { System } from '../system.ts';
import { BOOT_EPOCH } from '../vfs/memory-fs.ts';
import { KERNEL_RELEASE, KERNEL_VERSION } from './sysctl.ts';

export interface SystemFile {
  readonly name: string;
  readonly read: (system: System, ns: PidNsId, caller: Process) => string;
}

/** In the order of the directory. */
export const SYSTEM_FILES: readonly SystemFile[] = [
  { name: 'cmdline', read: () => 'BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro quiet\n' },
  { name: 'cpuinfo', read: () => cpuinfoText() },
  {
    name: 'devices',
    read: () => 'Character devices:\n  1 mem\n  5 /dev/tty\n136 pts\n\nBlock devices:\n254 virtblk\n',
  },
  { name: 'filesystems', read: () => 'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tdevpts\n\text4\n' },
  { name: 'loadavg', read: (system, ns) => loadavgText(system, ns) },
  { name: 'meminfo', read: () => meminfoText() },
  { name: 'partitions', read: () => 'major minor  #blocks  name\n\n 254        1   20971520 vda1\n' },
  { name: 'stat', read: (system) => statText(system) },
  { name: 'swaps', read: () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n' },
  { name: 'uptime', read: (system) => uptimeText(system) },
  { name: 'version', read: () => `Linux version ${KERNEL_RELEASE} (lab@pidnest) ${KERNEL_VERSION}\n` },
];

function cpuinfoText(): string {
  const lines = [
    ['processor\t', '0'],
    ['vendor_id\t', 'GenuineIntel'],
    ['cpu family\t', '6'],
    ['model\t\t', '85'],
    ['model name\t', 'Virtual CPU'],
    ['cpu MHz\t\t', '2400.000'],
    ['cpu cores\t', '1'],
    ['bogomips\t', '4800.00'],
  ];
  return `${lines.map(([name, value]) => `${name}: ${value}\n`).join('')}\n`;
}

function loadavgText({ kernel: { state } }: System, ns: PidNsId): string {
  const tasks = tasksInOrder(state);
  const running = tasks.filter((task) => task.state === 'running').length;
  return `0.00 0.01 0.05 ${running}/${tasks.length} ${pidNamespace(state, ns).lastPid}\n`;
}

function meminfoText(): string {
  const { total, free, available, buffers, cached } = MEMORY_KIB;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', available],
    ['Buffers', buffers],
    ['Cached', cached],
    ['SwapCached', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Shmem', 1024],
    ['SReclaimable', 48120],
  ];
  return rows.map(([name, kib]) => `${`${name}:`.padEnd(15)}${String(kib).padStart(9)} kB\n`).join('');
}

/** The processor does nothing here but wait: its time is all idle. */
function statText({ kernel: { state } }: System): string {
  const tasks = tasksInOrder(state);
  const running = tasks.filter((task) => task.state === 'running').length;
  const cpu = `0 0 0 ${Math.floor(state.now / 10)} 0 0 0 0 0 0`;
  return [
    `cpu  ${cpu}`,
    `cpu0 ${cpu}`,
    'intr 0',
    'ctxt 0',
    `btime ${BOOT_EPOCH}`,
    `processes ${state.nextTask - 1}`,
    `procs_running ${running}`,
    'procs_blocked 0',
    '',
  ].join('\n');
}

function uptimeText({ kernel: { state } }: System): string {
  const seconds = (state.now / 1000).toFixed(2);
  return `${seconds} ${seconds}\n`;
}
