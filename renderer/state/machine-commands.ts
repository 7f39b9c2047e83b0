// Which commands may be typed in an exercise, and what are they for? For Tab and the palette.
//
// The list comes with every program of the machine, so it is loaded on its own, behind the first picture.

import type { LabCommand } from '#shared/userland/programs/lab-commands.ts';

/** `offered`: those that the exercise names, in its order; empty means all, by name. */
export async function machineCommands(offered: readonly string[]): Promise<readonly LabCommand[]> {
  const { labCommands } = await import('#shared/userland/programs/lab-commands.ts');
  const all = labCommands();
  if (offered.length === 0) return all;
  // What is offered and is no program is a builtin of the shell.
  return offered.map((name) => all.find((command) => command.name === name) ?? { name, purpose: null });
}
