// A state as plain JSON, so that states whose tables are of different kinds can be compared.
import type { KernelState } from '#shared/kernel/state.ts';
import type { Table } from '#shared/kernel/table.ts';

export function plainState(state: KernelState): unknown {
  return plain(state);
}

function plain(value: unknown): unknown {
  if (isTable(value)) return [...value.entries()].map(([key, item]) => [key, plain(item)]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function isTable(value: unknown): value is Table<unknown> {
  return typeof value === 'object' && value !== null && 'firstFreeFrom' in value;
}
