// Which topics does `help` know? (bash(1), help builtin) In the order in which it lists them.

import { HELP_DECLARE_TO_HASH } from './declare-to-hash.ts';
import { HELP_HELP_TO_PWD } from './help-to-pwd.ts';
import { HELP_READ_TO_TIMES } from './read-to-times.ts';
import { HELP_SIGNS_TO_COPROC } from './signs-to-coproc.ts';
import type { HelpTopic } from './topic.ts';
import { HELP_TRAP_TO_BRACES } from './trap-to-braces.ts';

export const HELP_TOPICS: readonly HelpTopic[] = [
  ...HELP_SIGNS_TO_COPROC,
  ...HELP_DECLARE_TO_HASH,
  ...HELP_HELP_TO_PWD,
  ...HELP_READ_TO_TIMES,
  ...HELP_TRAP_TO_BRACES,
];
