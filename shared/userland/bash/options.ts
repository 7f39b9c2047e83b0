// Which options can be set with `set` and `shopt`? (bash(1), set and shopt builtins) A pure table.

/** `set -o` names in the order in which `set -o` lists them; the letter where there is one. */
export const SET_OPTIONS = [
  ['allexport', 'a'], ['braceexpand', 'B'], ['emacs', null], ['errexit', 'e'], ['errtrace', 'E'], ['functrace', 'T'],
  ['hashall', 'h'], ['histexpand', 'H'], ['history', null], ['ignoreeof', null], ['interactive-comments', null],
  ['keyword', 'k'], ['monitor', 'm'], ['noclobber', 'C'], ['noexec', 'n'], ['noglob', 'f'], ['nolog', null],
  ['notify', 'b'], ['nounset', 'u'], ['onecmd', 't'], ['physical', 'P'], ['pipefail', null], ['posix', null],
  ['privileged', 'p'], ['verbose', 'v'], ['vi', null], ['xtrace', 'x'],
] as const; // prettier-ignore

export type SetOption = (typeof SET_OPTIONS)[number][0];

export function optionOfLetter(letter: string): SetOption | undefined {
  return SET_OPTIONS.find(([, candidate]) => candidate === letter)?.[0];
}

export function isSetOption(name: string): name is SetOption {
  return SET_OPTIONS.some(([candidate]) => candidate === name);
}

export const SHELL_OPTIONS = [
  'autocd', 'assoc_expand_once', 'cdable_vars', 'cdspell', 'checkhash', 'checkjobs', 'checkwinsize', 'cmdhist',
  'compat31', 'compat32', 'compat40', 'compat41', 'compat42', 'compat43', 'compat44', 'complete_fullquote', 'direxpand',
  'dirspell', 'dotglob', 'execfail', 'expand_aliases', 'extdebug', 'extglob', 'extquote', 'failglob', 'force_fignore',
  'globasciiranges', 'globskipdots', 'globstar', 'gnu_errfmt', 'histappend', 'histreedit', 'histverify', 'hostcomplete',
  'huponexit', 'inherit_errexit', 'interactive_comments', 'lastpipe', 'lithist', 'localvar_inherit', 'localvar_unset',
  'login_shell', 'mailwarn', 'no_empty_cmd_completion', 'nocaseglob', 'nocasematch', 'noexpand_translation', 'nullglob',
  'patsub_replacement', 'progcomp', 'progcomp_alias', 'promptvars', 'restricted_shell', 'shift_verbose', 'sourcepath',
  'varredir_close', 'xpg_echo',
] as const; // prettier-ignore

export type ShellOption = (typeof SHELL_OPTIONS)[number];

export function isShellOption(name: string): name is ShellOption {
  return (SHELL_OPTIONS as readonly string[]).includes(name);
}

/** What is on in a fresh shell. */
export const DEFAULT_SET_OPTIONS: readonly SetOption[] = ['braceexpand', 'hashall', 'interactive-comments'];
export const INTERACTIVE_SET_OPTIONS: readonly SetOption[] = ['emacs', 'histexpand', 'history', 'monitor'];
export const DEFAULT_SHELL_OPTIONS: readonly ShellOption[] = [
  'checkwinsize', 'cmdhist', 'complete_fullquote', 'extquote', 'force_fignore', 'globasciiranges', 'globskipdots',
  'hostcomplete', 'interactive_comments', 'patsub_replacement', 'progcomp', 'promptvars', 'sourcepath',
]; // prettier-ignore
