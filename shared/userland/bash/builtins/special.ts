// Which builtins does POSIX call special? (bash(1), POSIX mode) A pure table.

const SPECIAL = ['break', ':', '.', 'continue', 'eval', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift', 'source', 'times', 'trap', 'unset']; // prettier-ignore

export function isSpecialBuiltin(name: string): boolean {
  return SPECIAL.includes(name);
}
