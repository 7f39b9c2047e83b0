// What does `help` tell of each topic? (bash(1), help builtin) A pure table, in the order in which it is listed: names,
// synopses and purposes are bash's, what follows them the lab's own words (fidelity: help-texts).

/** `about` is for those that this lab is about. */
export type HelpTopic = readonly [name: string, synopsis: string, purpose: string, about?: string];

// prettier-ignore
export const HELP_TOPICS: readonly HelpTopic[] = [
  ['%', 'job_spec [&]', 'Resume job in foreground.'],
  ['(( ... ))', '(( expression ))', 'Evaluate arithmetic expression.'],
  ['.', '. filename [arguments]', 'Execute commands from a file in the current shell.'],
  [':', ':', 'Null command.'],
  ['[', '[ arg... ]', 'Evaluate conditional expression.'],
  ['[[ ... ]]', '[[ expression ]]', 'Execute conditional command.'],
  ['alias', 'alias [-p] [name[=value] ... ]', 'Define or display aliases.'],
  ['bg', 'bg [job_spec ...]', 'Move jobs to the background.', `Each job is sent SIGCONT and goes on without the terminal. Without a name:
the current job.`],
  ['bind', 'bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]', 'Set Readline key bindings and variables.'],
  ['break', 'break [n]', 'Exit for, while, or until loops.'],
  ['builtin', 'builtin [shell-builtin [arg ...]]', 'Execute shell builtins.', `A function of the same name is passed over. With it, a function can call
the builtin it replaces.`],
  ['caller', 'caller [expr]', 'Return the context of the current subroutine call.'],
  ['case', 'case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac', 'Execute commands based on pattern matching.'],
  ['cd', 'cd [-L|[-P [-e]] [-@]] [dir]', 'Change the shell working directory.'],
  ['command', 'command [-pVv] command [arg ...]', 'Execute a simple command or display information about commands.', `A function of the same name is passed over.

  -p   search a PATH that finds the standard tools
  -v   tell in one word what would run
  -V   tell in a sentence what would run`],
  ['compgen', 'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]', 'Display possible completions depending on the options.'],
  ['complete', 'complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]', 'Specify how arguments are to be completed by Readline.'],
  ['compopt', 'compopt [-o|+o option] [-DEI] [name ...]', 'Modify or display completion options.'],
  ['continue', 'continue [n]', 'Resume for, while, or until loops.'],
  ['coproc', 'coproc [NAME] command [redirections]', 'Create a coprocess named NAME.', `It runs in the background, and two pipes lead to it: NAME[1] is its
standard input, NAME[0] its standard output. NAME_PID is its number.
Without a name it is called COPROC.`],
  ['declare', 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]', 'Set variable values and attributes.'],
  ['dirs', 'dirs [-clpv] [+N] [-N]', 'Display directory stack.'],
  ['disown', 'disown [-h] [-ar] [jobspec ... | pid ...]', 'Remove jobs from current shell.', `The shell forgets them: it tells nothing of them, and sends them no
SIGHUP.

  -a   all jobs
  -h   keep them in the table, but send no SIGHUP
  -r   running jobs only`],
  ['echo', 'echo [-neE] [arg ...]', 'Write arguments to the standard output.'],
  ['enable', 'enable [-a] [-dnps] [-f filename] [name ...]', 'Enable and disable shell builtins.'],
  ['eval', 'eval [arg ...]', 'Execute arguments as a shell command.'],
  ['exec', 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]', 'Replace the shell with the given command.', `No process is made: the program takes the number, the parent and the open
files of the shell. Without a command, the redirections stay for the shell
itself.

  -a NAME   what the program is told as its own name
  -c        an empty environment
  -l        a dash before its name, as for a login shell`],
  ['exit', 'exit [n]', 'Exit the shell.', `N is what its parent finds in wait; without it, the status of the last
command.`],
  ['export', 'export [-fn] [name[=value] ...] or export -p', 'Set export attribute for shell variables.'],
  ['false', 'false', 'Return an unsuccessful result.'],
  ['fc', 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]', 'Display or execute commands from the history list.'],
  ['fg', 'fg [job_spec]', 'Move job to the foreground.', `It gets the terminal, and SIGCONT if it is stopped. Without a name: the
current job.`],
  ['for', 'for NAME [in WORDS ... ] ; do COMMANDS; done', 'Execute commands for each member in a list.'],
  ['for ((', 'for (( exp1; exp2; exp3 )); do COMMANDS; done', 'Arithmetic for loop.'],
  ['function', 'function name { COMMANDS ; } or name () { COMMANDS ; }', 'Define shell function.'],
  ['getopts', 'getopts optstring name [arg ...]', 'Parse option arguments.'],
  ['hash', 'hash [-lr] [-p pathname] [-dt] [name ...]', 'Remember or display program locations.'],
  ['help', 'help [-dms] [pattern ...]', 'Display information about builtin commands.'],
  ['history', 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]', 'Display or manipulate the history list.'],
  ['if', 'if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi', 'Execute commands based on conditional.'],
  ['jobs', 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]', 'Display status of jobs.', `  -l   with the numbers of all processes
  -n   only those whose state changed since it was last told
  -p   only the number of the first process
  -r   running ones only
  -s   stopped ones only
  -x   run a command in which each job is replaced by its number`],
  ['kill', 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]', 'Send a signal to a job.', `The signal goes to processes by number, to a group by the negated number
of its leader, or to a job by %N. Without a name it is SIGTERM. 0 sends
nothing and tells whether it could be sent.

  -s NAME, -n NUMBER   which signal
  -l, -L               the names of signals, or the name of a number`],
  ['let', 'let arg [arg ...]', 'Evaluate arithmetic expressions.'],
  ['local', 'local [option] name[=value] ...', 'Define local variables.'],
  ['logout', 'logout [n]', 'Exit a login shell.'],
  ['mapfile', 'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]', 'Read lines from the standard input into an indexed array variable.'],
  ['popd', 'popd [-n] [+N | -N]', 'Remove directories from stack.'],
  ['printf', 'printf [-v var] format [arguments]', 'Formats and prints ARGUMENTS under control of the FORMAT.'],
  ['pushd', 'pushd [-n] [+N | -N | dir]', 'Add directories to stack.'],
  ['pwd', 'pwd [-LP]', 'Print the name of the current working directory.'],
  ['read', 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]', 'Read a line from the standard input and split it into fields.'],
  ['readarray', 'readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]', 'Read lines from a file into an array variable.'],
  ['readonly', 'readonly [-aAf] [name[=value] ...] or readonly -p', 'Mark shell variables as unchangeable.'],
  ['return', 'return [n]', 'Return from a shell function.'],
  ['select', 'select NAME [in WORDS ... ;] do COMMANDS; done', 'Select words from a list and execute commands.'],
  ['set', 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]', 'Set or unset values of shell options and positional parameters.', `Words behind -- become $1, $2 and so on. Options, each undone by + in
place of -:

  -b   tell at once when a job ends
  -e   leave when a command fails
  -f   no file names from patterns
  -m   job control: every pipeline is a process group of its own
  -n   read commands, run none
  -u   an unset variable is an error
  -x   show each command before it runs
  -C   > overwrites no file
  -o   by name; without a name, how they are set`],
  ['shift', 'shift [n]', 'Shift positional parameters.'],
  ['shopt', 'shopt [-pqsu] [-o] [optname ...]', 'Set and unset shell options.'],
  ['source', 'source filename [arguments]', 'Execute commands from a file in the current shell.'],
  ['suspend', 'suspend [-f]', 'Suspend shell execution.', `The shell stops itself with SIGSTOP until it gets SIGCONT.

  -f   a login shell, too`],
  ['test', 'test [expr]', 'Evaluate conditional expression.'],
  ['time', 'time [-p] pipeline', "Report time consumed by pipeline's execution."],
  ['times', 'times', 'Display process times.', `Four times: of the shell itself, and of its children that have ended, for
each the time in the program and the time in the kernel.`],
  ['trap', 'trap [-lp] [[arg] signal_spec ...]', 'Trap signals and other events.', `ARG runs when one of the signals arrives: at once at a prompt, else when
the command in front has ended. An empty ARG ignores the signal, here and
in all children; - gives it its first meaning again. EXIT is when the
shell leaves, DEBUG before each command, ERR after one that failed, RETURN
after a function.

  -l   the names of signals
  -p   what is set, as commands`],
  ['true', 'true', 'Return a successful result.'],
  ['type', 'type [-afptP] name [name ...]', 'Display information about command type.', `  -a   every place where one of that name is found
  -f   pass over functions
  -p   the file that would run, if it is one
  -P   the file in PATH, whatever else has the name
  -t   one word: alias, keyword, function, builtin or file`],
  ['typeset', 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]', 'Set variable values and attributes.'],
  ['ulimit', 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]', 'Modify shell resource limits.', `A soft limit counts, and can be raised up to the hard one.

  -S, -H   the soft one, the hard one
  -a       all of them
  -u       how many processes the user may have
  -n       how many files a process may have open
  -i       how many signals may be pending
  -c       how large a core file may be`],
  ['umask', 'umask [-p] [-S] [mode]', 'Display or set file mode mask.'],
  ['unalias', 'unalias [-a] name [name ...]', 'Remove each NAME from the list of defined aliases.'],
  ['unset', 'unset [-f] [-v] [-n] [name ...]', 'Unset values and attributes of shell variables and functions.'],
  ['until', 'until COMMANDS; do COMMANDS-2; done', 'Execute commands as long as a test does not succeed.'],
  ['variables', 'variables - Names and meanings of some shell variables', 'Common shell variable names and usage.'],
  ['wait', 'wait [-fn] [-p var] [id ...]', 'Wait for job completion and return exit status.', `For each ID, a number or a job; without one, for all children. The status
is that of the last.

  -n       only for the next one that ends
  -f       until it has ended, not only stopped
  -p VAR   the number of the one that ended goes into VAR`],
  ['while', 'while COMMANDS; do COMMANDS-2; done', 'Execute commands as long as a test succeeds.'],
  ['{ ... }', '{ COMMANDS ; }', 'Group commands as a unit.'],
];
