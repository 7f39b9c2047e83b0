// What do the files of /proc list that never change here: interrupts, devices, disks, control groups? proc(5)
//
// A machine with one processor and one disk, which has been idle ever since it was started. (fidelity: proc-files)

export interface MachineTable {
  /** Below /proc. */
  readonly path: string;
  /** 0444 where it is left out. */
  readonly mode?: number;
  readonly text: string;
}

const CGROUPS = ['cpuset', 'cpu', 'cpuacct', 'blkio', 'memory', 'devices', 'freezer', 'net_cls', 'perf_event', 'net_prio', 'hugetlb', 'pids']; // prettier-ignore

const INTERRUPTS = [
  ['  0', 'IO-APIC   2-edge      timer'],
  ['  1', 'IO-APIC   1-edge      i8042'],
  ['  4', 'IO-APIC   4-edge      ttyS0'],
  ['  8', 'IO-APIC   8-edge      rtc0'],
  [' 24', 'PCI-MSIX-0000:00:02.0   0-edge      virtio0-config'],
  [' 25', 'PCI-MSIX-0000:00:02.0   1-edge      virtio0-req.0'],
  ['NMI', '  Non-maskable interrupts'],
  ['LOC', '  Local timer interrupts'],
  ['SPU', '  Spurious interrupts'],
  ['PMI', '  Performance monitoring interrupts'],
  ['IWI', '  IRQ work interrupts'],
  ['RES', '  Rescheduling interrupts'],
  ['CAL', '  Function call interrupts'],
  ['TLB', '  TLB shootdowns'],
] as const;

const SOFTIRQS = [
  'HI',
  'TIMER',
  'NET_TX',
  'NET_RX',
  'BLOCK',
  'IRQ_POLL',
  'TASKLET',
  'SCHED',
  'HRTIMER',
  'RCU',
];

const PRESSURE = ['some', 'full'].map((who) => `${who} avg10=0.00 avg60=0.00 avg300=0.00 total=0\n`).join('');

/** In the order of the directory, among the other files. */
export const MACHINE_TABLES: readonly MachineTable[] = [
  {
    path: 'buddyinfo',
    text: [
      'Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3 ',
      'Node 0, zone    DMA32      5      4      6      3      5      4      3      3      4      2    689 ',
      '',
    ].join('\n'),
  },
  {
    path: 'cgroups',
    text: `#subsys_name\thierarchy\tnum_cgroups\tenabled\n${CGROUPS.map((name) => `${name}\t0\t1\t1\n`).join('')}`,
  },
  { path: 'consoles', text: 'ttyS0                -W- (EC  p a)    4:64\n' },
  {
    path: 'diskstats',
    text: ' 254       0 vda 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n 254       1 vda1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n',
  },
  { path: 'dma', text: ' 4: cascade\n' },
  { path: 'execdomains', text: '0-0\tLinux           \t[kernel]\n' },
  {
    path: 'interrupts',
    text: `           CPU0       \n${INTERRUPTS.map(([name, what]) => `${name}:          0  ${what}\n`).join('')}ERR:          0\nMIS:          0\n`,
  },
  { path: 'key-users', text: '' },
  { path: 'keys', text: '' },
  {
    path: 'misc',
    text: '183 hw_random\n229 fuse\n235 autofs\n237 loop-control\n258 vsock\n259 cpu_dma_latency\n',
  },
  { path: 'modules', text: '' },
  { path: 'pressure/cpu', text: PRESSURE },
  { path: 'pressure/io', text: PRESSURE },
  { path: 'pressure/memory', text: PRESSURE },
  {
    path: 'softirqs',
    text: `                    CPU0       \n${SOFTIRQS.map((name) => `${name.padStart(12)}:          0\n`).join('')}`,
  },
  {
    path: 'sysvipc/msg',
    text: '       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      rtime      ctime\n',
  },
  {
    path: 'sysvipc/sem',
    text: '       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n',
  },
  {
    path: 'sysvipc/shm',
    text: '       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap\n',
  },
  {
    path: 'tty/drivers',
    text: [
      '/dev/tty             /dev/tty        5       0 system:/dev/tty',
      '/dev/console         /dev/console    5       1 system:console',
      '/dev/ptmx            /dev/ptmx       5       2 system',
      'serial               /dev/ttyS       4      64 serial',
      'pty_slave            /dev/pts      136 0-1048575 pty:slave',
      'pty_master           /dev/ptm      128 0-1048575 pty:master',
      '',
    ].join('\n'),
  },
  { path: 'tty/ldiscs', text: 'n_tty       0\nn_null     27\n' },
];
