// What do /proc/meminfo and /proc/vmstat say? Plausible constants that agree with each other. (fidelity: memory)

import { MEMORY_KIB } from '../machine-memory.ts';

const PAGE_KIB = 4;

/** What free and ps count with, and what a machine without much to do has besides. */
export function meminfoText(): string {
  const { total, free, available, buffers, cached, shared, reclaimable, active, inactive } = MEMORY_KIB;
  const anonymous = active.anonymous + inactive.anonymous;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', available],
    ['Buffers', buffers],
    ['Cached', cached],
    ['SwapCached', 0],
    ['Active', active.anonymous + active.file],
    ['Inactive', inactive.anonymous + inactive.file],
    ['Active(anon)', active.anonymous],
    ['Inactive(anon)', inactive.anonymous],
    ['Active(file)', active.file],
    ['Inactive(file)', inactive.file],
    ['Unevictable', 0],
    ['Mlocked', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Zswap', 0],
    ['Zswapped', 0],
    ['Dirty', 0],
    ['Writeback', 0],
    ['AnonPages', anonymous - shared],
    ['Mapped', 91_204],
    ['Shmem', shared],
    ['KReclaimable', reclaimable],
    ['Slab', reclaimable + UNRECLAIMABLE],
    ['SReclaimable', reclaimable],
    ['SUnreclaim', UNRECLAIMABLE],
    ['KernelStack', 2_144],
    ['PageTables', 3_920],
    ['SecPageTables', 0],
    ['NFS_Unstable', 0],
    ['Bounce', 0],
    ['WritebackTmp', 0],
    ['CommitLimit', Math.floor(total / 2)],
    ['Committed_AS', 421_376],
    ['VmallocTotal', 34_359_738_367],
    ['VmallocUsed', 9_412],
    ['VmallocChunk', 0],
    ['Percpu', 1_184],
    ['AnonHugePages', 0],
    ['ShmemHugePages', 0],
    ['ShmemPmdMapped', 0],
    ['FileHugePages', 0],
    ['FilePmdMapped', 0],
  ];
  return `${rows.map(([name, kib]) => row(name, kib)).join('')}${HUGE_PAGES}${row('Hugepagesize', 2048)}${row('Hugetlb', 0)}${row('DirectMap4k', 81_896)}${row('DirectMap2M', 4_112_384)}`;
}

const UNRECLAIMABLE = 31_552;
const HUGE_PAGES = ['Total', 'Free', 'Rsvd', 'Surp'].map((what) => `HugePages_${what}:`.padEnd(16) + `${'0'.padStart(8)}\n`).join(''); // prettier-ignore

function row(name: string, kib: number): string {
  return `${`${name}:`.padEnd(15)} ${String(kib).padStart(8)} kB\n`;
}

export function vmstatText(): string {
  const { free, buffers, cached, shared, reclaimable, active, inactive } = MEMORY_KIB;
  const anonymous = active.anonymous + inactive.anonymous;
  const pages = (kib: number): number => Math.floor(kib / PAGE_KIB);
  const rows: readonly (readonly [string, number])[] = [
    ['nr_free_pages', pages(free)],
    ['nr_zone_inactive_anon', pages(inactive.anonymous)],
    ['nr_zone_active_anon', pages(active.anonymous)],
    ['nr_zone_inactive_file', pages(inactive.file)],
    ['nr_zone_active_file', pages(active.file)],
    ['nr_inactive_anon', pages(inactive.anonymous)],
    ['nr_active_anon', pages(active.anonymous)],
    ['nr_inactive_file', pages(inactive.file)],
    ['nr_active_file', pages(active.file)],
    ['nr_unevictable', 0],
    ['nr_slab_reclaimable', pages(reclaimable)],
    ['nr_slab_unreclaimable', pages(UNRECLAIMABLE)],
    ['nr_anon_pages', pages(anonymous - shared)],
    ['nr_file_pages', pages(buffers + cached)],
    ['nr_dirty', 0],
    ['nr_writeback', 0],
    ['nr_shmem', pages(shared)],
    ['pgpgin', 0],
    ['pgpgout', 0],
    ['pswpin', 0],
    ['pswpout', 0],
    ['pgfault', 0],
    ['pgmajfault', 0],
    ['oom_kill', 0],
  ];
  return rows.map(([name, count]) => `${name} ${count}\n`).join('');
}
