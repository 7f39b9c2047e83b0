// Where do the lab's shell and programs differ from the real ones? Every simplification, and nothing else: the README's
// table is made of it, and the line of code that differs names the id.

import type { Simplification } from '../kernel/fidelity.ts';

/** In the order in which a reader meets them. */
export const USERLAND_SIMPLIFICATIONS: readonly Simplification[] = [
  {
    id: 'line-editor',
    linux: 'At a prompt the line can be edited with dozens of keys, which bind changes; fc starts an editor.',
    lab: 'The terminal of the window has the editing keys; bind and fc say that they can do nothing, except fc -l and fc -s.',
  },
  {
    id: 'completion',
    linux: 'Tab completes words as complete and compgen were told.',
    lab: 'Tab completes commands, paths, process numbers and signals; what complete was told is kept, and shown by complete -p.',
  },
  {
    id: 'loadable-builtins',
    linux: 'enable -f loads new builtins from a file.',
    lab: 'There are none to load; it says so.',
  },
  {
    id: 'resource-limits',
    linux: 'The kernel refuses what goes beyond any of the sixteen limits that ulimit sets.',
    lab: 'All can be set and are inherited; only the number of processes is ever refused.',
  },
  {
    id: 'help-texts',
    linux: 'help NAME and NAME --help print a page for each builtin.',
    lab: 'They print its synopsis, its purpose and what matters here, and say that this is the short form.',
  },
];
