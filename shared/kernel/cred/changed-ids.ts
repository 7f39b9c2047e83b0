// What become of the three ids of a process that setresuid(2) and setresgid(2) name?

import { INVALID_UID } from './user-ns.ts';

/**
 * `current` with those that are named, as the kernel's own; -1 names none. Undefined where one is not mapped (PNS-91).
 * `make`: make_kuid or make_kgid in the caller's user namespace.
 */
export function changedIds<Name extends string, Id>(
  current: Readonly<Record<Name, Id>>,
  wanted: Readonly<Record<Name, number | undefined>>,
  make: (id: number) => Id | undefined,
): Record<Name, Id> | undefined {
  const ids: Record<Name, Id> = { ...current };
  // Object.keys forgets the type of the keys.
  for (const name of Object.keys(wanted) as Name[]) {
    const id = wanted[name];
    if (id === undefined || id >>> 0 === INVALID_UID) continue;
    const made = make(id);
    if (made === undefined) return undefined;
    ids[name] = made;
  }
  return ids;
}
