// How much memory does a program show? Plausible constants: nothing here has real memory (fidelity: memory). All in KiB.

import type { Task } from '../../kernel/task.ts';

export interface MemorySizes {
  readonly size: number;
  readonly rss: number;
  readonly anonymous: number;
  readonly data: number;
  readonly text: number;
  /** Of text, what is code and not filled up to a page. */
  readonly code: number;
  readonly libraries: number;
  readonly pageTables: number;
}

const SHELL: MemorySizes = {
  size: 4624,
  rss: 3712,
  anonymous: 460,
  data: 568,
  text: 888,
  code: 770,
  libraries: 1832,
  pageTables: 52,
};
const TOOL: MemorySizes = {
  size: 2920,
  rss: 1632,
  anonymous: 100,
  data: 224,
  text: 20,
  code: 17,
  libraries: 1544,
  pageTables: 48,
};
const READER: MemorySizes = {
  size: 8552,
  rss: 4176,
  anonymous: 688,
  data: 2112,
  text: 76,
  code: 63,
  libraries: 4120,
  pageTables: 56,
};

const SHELLS: readonly string[] = ['bash', 'sh', 'dash'];
const READERS: readonly string[] = ['ps', 'top', 'pgrep', 'pkill', 'lsns'];

export function memorySizes({ exe }: Task): MemorySizes {
  const name = exe.slice(exe.lastIndexOf('/') + 1);
  if (SHELLS.includes(name)) return SHELL;
  return READERS.includes(name) ? READER : TOOL;
}
