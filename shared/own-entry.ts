// What stands in a table under a name that somebody typed? Not what every object inherits: `constructor`, `toString` ...

export function ownEntry<T>(table: Readonly<Partial<Record<string, T>>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
