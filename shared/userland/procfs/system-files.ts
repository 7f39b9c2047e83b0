// The files of /proc that tell about the whole machine. proc(5)

import { locksText } from './locks-file.ts';
import { meminfoText, vmstatText } from './memory-files.ts';
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
  { name: 'locks', read: (system, ns) => locksText(system, ns) },
  { name: 'meminfo', read: () => meminfoText() },
  { name: 'partitions', read: () => 'major minor  #blocks  name\n\n 254        1   20971520 vda1\n' },
  { name: 'stat', read: (system) => statText(system) },
  { name: 'swaps', read: () => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n' },
  { name: 'uptime', read: (system) => uptimeText(system) },
  { name: 'vmstat', read: () => vmstatText() },
  { name: 'version', read: () => `Linux version ${KERNEL_RELEASE} (lab@pidnest) ${KERNEL_VERSION}\n` },
];

function cpuinfoText(): string {
  const lines = [
    ['processor\t', '0'],
    ['vendor_id\t', 'GenuineIntel'],
    ['cpu family\t', '6'],
    ['model\t\t', '85'],
    ['model name\t', 'Virtual CPU'],
    ['stepping\t', '7'],
    ['microcode\t', '0x1'],
    ['cpu MHz\t\t', '2400.000'],
    ['cache size\t', '16384 KB'],
    ['physical id\t', '0'],
    ['siblings\t', '1'],
    ['core id\t\t', '0'],
    ['cpu cores\t', '1'],
    ['apicid\t\t', '0'],
    ['initial apicid\t', '0'],
    ['fpu\t\t', 'yes'],
    ['fpu_exception\t', 'yes'],
    ['cpuid level\t', '13'],
    ['wp\t\t', 'yes'],
    ['flags\t\t', 'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ss syscall nx rdtscp lm constant_tsc rep_good nopl xtopology cpuid tsc_known_freq pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm abm'],
    ['bugs\t\t', ''],
    ['bogomips\t', '4800.00'],
    ['clflush size\t', '64'],
    ['cache_alignment\t', '64'],
    ['address sizes\t', '46 bits physical, 48 bits virtual'],
    ['power management', ''],
  ]; // prettier-ignore
  return `${lines.map(([name, value]) => `${name}:${value === '' ? '' : ` ${value}`}\n`).join('')}\n`;
}

function loadavgText({ kernel: { state } }: System, ns: PidNsId): string {
  const tasks = tasksInOrder(state);
  const running = tasks.filter((task) => task.state === 'running').length;
  return `0.00 0.01 0.05 ${running}/${tasks.length} ${pidNamespace(state, ns).lastPid}\n`;
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
