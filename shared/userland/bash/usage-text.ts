// What does bash tell about its own options: after a wrong one, and with --help? (shell.c, show_shell_usage)

import { BASH_VERSION } from './parameters.ts';

const LONG_OPTIONS = [
  'debug', 'debugger', 'dump-po-strings', 'dump-strings', 'help', 'init-file', 'login', 'noediting', 'noprofile',
  'norc', 'posix', 'pretty-print', 'rcfile', 'restricted', 'verbose', 'version',
]; // prettier-ignore

export function shellUsage(name: string): string {
  const long = LONG_OPTIONS.map((option) => `\t--${option}\n`).join('');
  return `Usage:\t${name} [GNU long option] [option] ...
\t${name} [GNU long option] [option] script-file ...
GNU long options:
${long}Shell options:
\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)
\t-abefhkmnptuvxBCEHPT or -o option
`;
}

export function shellHelp(name: string): string {
  return `GNU bash, version ${BASH_VERSION}-(x86_64-pc-linux-gnu)
${shellUsage(name)}Type \`${name} -c "help set"' for more information about shell options.
Type \`${name} -c help' for more information about shell builtin commands.
Use the \`bashbug' command to report bugs.

bash home page: <http://www.gnu.org/software/bash>
General help using GNU software: <http://www.gnu.org/gethelp/>
`;
}
