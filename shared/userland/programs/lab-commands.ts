// Which commands can be typed in this lab? For palettes and completions; without those nobody types, such as daemons and init.

import { MAN_PAGES } from './man/pages.ts';
import { programTable } from './table.ts';

export interface LabCommand {
  readonly name: string;
  /** What it is for, in a few words; null for a tool that everybody knows. */
  readonly purpose: string | null;
}

/** Order: by name. */
export function labCommands(): readonly LabCommand[] {
  const names = [...programTable.keys()]
    .filter((path) => path.startsWith('/usr/bin/') && path !== '/usr/bin/dbus-daemon')
    .map((path) => path.slice('/usr/bin/'.length));
  return names.sort().map((name) => ({ name, purpose: MAN_PAGES.get(name)?.purpose ?? null }));
}
