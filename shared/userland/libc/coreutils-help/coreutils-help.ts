// What do --help and --version of a program of GNU coreutils say?

import { DATA_HELP } from './data-help.ts';
import { FILE_CHANGING_HELP } from './file-changing-help.ts';
import { FILE_LISTING_HELP } from './file-listing-help.ts';
import { FILE_SYSTEM_HELP } from './file-system-help.ts';
import { LAYOUT_HELP } from './layout-help.ts';
import { LINES_HELP } from './lines-help.ts';
import { LOGIN_HELP } from './login-help.ts';
import { MACHINE_HELP } from './machine-help.ts';
import { PROCESS_HELP } from './process-help.ts';
import { SHELL_HELP } from './shell-help.ts';
import { TEXT_HELP } from './text-help.ts';

export interface CoreutilHelp {
  readonly name: string;
  /** The last line of --version. */
  readonly authors: string;
  /** --help without what all of them end with; $NAME is the program as it was called. */
  readonly text: string;
}

const BY_NAME: ReadonlyMap<string, CoreutilHelp> = new Map(
  [
    ...FILE_LISTING_HELP,
    ...FILE_CHANGING_HELP,
    ...DATA_HELP,
    ...LAYOUT_HELP,
    ...LINES_HELP,
    ...FILE_SYSTEM_HELP,
    ...TEXT_HELP,
    ...PROCESS_HELP,
    ...LOGIN_HELP,
    ...MACHINE_HELP,
    ...SHELL_HELP,
  ].map((help) => [help.name, help]),
);

/** Where the manual treats several programs as one. */
const NODE_OF: Readonly<Record<string, string>> = { sha256sum: 'sha2 utilities', '[': 'test invocation' };

/** dir(1) is ls(1) under another name. */
const TEXT_OF: Readonly<Record<string, string>> = { dir: 'ls' };

export function coreutilHelp(name: string, calledAs: string): string {
  const text = BY_NAME.get(TEXT_OF[name] ?? name)?.text ?? `Usage: $NAME`;
  return `${text.replaceAll('$NAME', () => calledAs)}

GNU coreutils online help: <https://www.gnu.org/software/coreutils/>
Report any translation bugs to <https://translationproject.org/team/>
Full documentation <https://www.gnu.org/software/coreutils/${name === '[' ? 'test' : name}>
or available locally via: info '(coreutils) ${NODE_OF[name] ?? `${name} invocation`}'
`;
}

export function coreutilVersion(name: string): string {
  return `${name} (${name === 'dd' ? 'coreutils' : 'GNU coreutils'}) 9.1
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.
This is free software: you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.

${BY_NAME.get(TEXT_OF[name] ?? name)?.authors ?? ''}
`;
}
