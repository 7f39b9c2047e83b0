// What does `help` tell about trap ... { ... }? (bash(1), help builtin) A pure table: the texts that bash prints.

import type { HelpTopic } from './topic.ts';

// prettier-ignore
export const HELP_TRAP_TO_BRACES: readonly HelpTopic[] = [
  ['trap', 'trap [-lp] [[arg] signal_spec ...]', `Trap signals and other events.

Defines and activates handlers to be run when the shell receives signals
or other conditions.

ARG is a command to be read and executed when the shell receives the
signal(s) SIGNAL_SPEC.  If ARG is absent (and a single SIGNAL_SPEC
is supplied) or \`-', each specified signal is reset to its original
value.  If ARG is the null string each SIGNAL_SPEC is ignored by the
shell and by the commands it invokes.

If a SIGNAL_SPEC is EXIT (0) ARG is executed on exit from the shell.  If
a SIGNAL_SPEC is DEBUG, ARG is executed before every simple command.  If
a SIGNAL_SPEC is RETURN, ARG is executed each time a shell function or a
script run by the . or source builtins finishes executing.  A SIGNAL_SPEC
of ERR means to execute ARG each time a command's failure would cause the
shell to exit when the -e option is enabled.

If no arguments are supplied, trap prints the list of commands associated
with each signal.

Options:
  -l	print a list of signal names and their corresponding numbers
  -p	display the trap commands associated with each SIGNAL_SPEC

Each SIGNAL_SPEC is either a signal name in <signal.h> or a signal number.
Signal names are case insensitive and the SIG prefix is optional.  A
signal may be sent to the shell with "kill -signal $$".

Exit Status:
Returns success unless a SIGSPEC is invalid or an invalid option is given.`],
  ['true', 'true', `Return a successful result.

Exit Status:
Always succeeds.`],
  ['type', 'type [-afptP] name [name ...]', `Display information about command type.

For each NAME, indicate how it would be interpreted if used as a
command name.

Options:
  -a	display all locations containing an executable named NAME;
		includes aliases, builtins, and functions, if and only if
		the \`-p' option is not also used
  -f	suppress shell function lookup
  -P	force a PATH search for each NAME, even if it is an alias,
		builtin, or function, and returns the name of the disk file
		that would be executed
  -p	returns either the name of the disk file that would be executed,
		or nothing if \`type -t NAME' would not return \`file'
  -t	output a single word which is one of \`alias', \`keyword',
		\`function', \`builtin', \`file' or \`', if NAME is an alias,
		shell reserved word, shell function, shell builtin, disk file,
		or not found, respectively

Arguments:
  NAME	Command name to be interpreted.

Exit Status:
Returns success if all of the NAMEs are found; fails if any are not found.`],
  ['typeset', 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]', `Set variable values and attributes.

A synonym for \`declare'.  See \`help declare'.`],
  ['ulimit', 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]', `Modify shell resource limits.

Provides control over the resources available to the shell and processes
it creates, on systems that allow such control.

Options:
  -S	use the \`soft' resource limit
  -H	use the \`hard' resource limit
  -a	all current limits are reported
  -b	the socket buffer size
  -c	the maximum size of core files created
  -d	the maximum size of a process's data segment
  -e	the maximum scheduling priority (\`nice')
  -f	the maximum size of files written by the shell and its children
  -i	the maximum number of pending signals
  -k	the maximum number of kqueues allocated for this process
  -l	the maximum size a process may lock into memory
  -m	the maximum resident set size
  -n	the maximum number of open file descriptors
  -p	the pipe buffer size
  -q	the maximum number of bytes in POSIX message queues
  -r	the maximum real-time scheduling priority
  -s	the maximum stack size
  -t	the maximum amount of cpu time in seconds
  -u	the maximum number of user processes
  -v	the size of virtual memory
  -x	the maximum number of file locks
  -P	the maximum number of pseudoterminals
  -R	the maximum time a real-time process can run before blocking
  -T	the maximum number of threads

Not all options are available on all platforms.

If LIMIT is given, it is the new value of the specified resource; the
special LIMIT values \`soft', \`hard', and \`unlimited' stand for the
current soft limit, the current hard limit, and no limit, respectively.
Otherwise, the current value of the specified resource is printed.  If
no option is given, then -f is assumed.

Values are in 1024-byte increments, except for -t, which is in seconds,
-p, which is in increments of 512 bytes, and -u, which is an unscaled
number of processes.

Exit Status:
Returns success unless an invalid option is supplied or an error occurs.`],
  ['umask', 'umask [-p] [-S] [mode]', `Display or set file mode mask.

Sets the user file-creation mask to MODE.  If MODE is omitted, prints
the current value of the mask.

If MODE begins with a digit, it is interpreted as an octal number;
otherwise it is a symbolic mode string like that accepted by chmod(1).

Options:
  -p	if MODE is omitted, output in a form that may be reused as input
  -S	makes the output symbolic; otherwise an octal number is output

Exit Status:
Returns success unless MODE is invalid or an invalid option is given.`],
  ['unalias', 'unalias [-a] name [name ...]', `Remove each NAME from the list of defined aliases.

Options:
  -a	remove all alias definitions

Return success unless a NAME is not an existing alias.`],
  ['unset', 'unset [-f] [-v] [-n] [name ...]', `Unset values and attributes of shell variables and functions.

For each NAME, remove the corresponding variable or function.

Options:
  -f	treat each NAME as a shell function
  -v	treat each NAME as a shell variable
  -n	treat each NAME as a name reference and unset the variable itself
		rather than the variable it references

Without options, unset first tries to unset a variable, and if that fails,
tries to unset a function.

Some variables cannot be unset; also see \`readonly'.

Exit Status:
Returns success unless an invalid option is given or a NAME is read-only.`],
  ['until', 'until COMMANDS; do COMMANDS-2; done', `Execute commands as long as a test does not succeed.

Expand and execute COMMANDS-2 as long as the final command in COMMANDS has
an exit status which is not zero.

Exit Status:
Returns the status of the last command executed.`],
  ['variables', 'variables - Names and meanings of some shell variables', `Common shell variable names and usage.

BASH_VERSION	Version information for this Bash.
CDPATH	A colon-separated list of directories to search
		for directories given as arguments to \`cd'.
GLOBIGNORE	A colon-separated list of patterns describing filenames to
		be ignored by pathname expansion.
HISTFILE	The name of the file where your command history is stored.
HISTFILESIZE	The maximum number of lines this file can contain.
HISTSIZE	The maximum number of history lines that a running
		shell can access.
HOME	The complete pathname to your login directory.
HOSTNAME	The name of the current host.
HOSTTYPE	The type of CPU this version of Bash is running under.
IGNOREEOF	Controls the action of the shell on receipt of an EOF
		character as the sole input.  If set, then the value
		of it is the number of EOF characters that can be seen
		in a row on an empty line before the shell will exit
		(default 10).  When unset, EOF signifies the end of input.
MACHTYPE	A string describing the current system Bash is running on.
MAILCHECK	How often, in seconds, Bash checks for new mail.
MAILPATH	A colon-separated list of filenames which Bash checks
		for new mail.
OSTYPE	The version of Unix this version of Bash is running on.
PATH	A colon-separated list of directories to search when
		looking for commands.
PROMPT_COMMAND	A command to be executed before the printing of each
		primary prompt.
PS1		The primary prompt string.
PS2		The secondary prompt string.
PWD		The full pathname of the current directory.
SHELLOPTS	A colon-separated list of enabled shell options.
TERM	The name of the current terminal type.
TIMEFORMAT	The output format for timing statistics displayed by the
		\`time' reserved word.
auto_resume	Non-null means a command word appearing on a line by
		itself is first looked for in the list of currently
		stopped jobs.  If found there, that job is foregrounded.
		A value of \`exact' means that the command word must
		exactly match a command in the list of stopped jobs.  A
		value of \`substring' means that the command word must
		match a substring of the job.  Any other value means that
		the command must be a prefix of a stopped job.
histchars	Characters controlling history expansion and quick
		substitution.  The first character is the history
		substitution character, usually \`!'.  The second is
		the \`quick substitution' character, usually \`^'.  The
		third is the \`history comment' character, usually \`#'.
HISTIGNORE	A colon-separated list of patterns used to decide which
		commands should be saved on the history list.
`],
  ['wait', 'wait [-fn] [-p var] [id ...]', `Wait for job completion and return exit status.

Waits for each process identified by an ID, which may be a process ID or a
job specification, and reports its termination status.  If ID is not
given, waits for all currently active child processes, and the return
status is zero.  If ID is a job specification, waits for all processes
in that job's pipeline.

If the -n option is supplied, waits for a single job from the list of IDs,
or, if no IDs are supplied, for the next job to complete and returns its
exit status.

If the -p option is supplied, the process or job identifier of the job
for which the exit status is returned is assigned to the variable VAR
named by the option argument. The variable will be unset initially, before
any assignment. This is useful only when the -n option is supplied.

If the -f option is supplied, and job control is enabled, waits for the
specified ID to terminate, instead of waiting for it to change status.

Exit Status:
Returns the status of the last ID; fails if ID is invalid or an invalid
option is given, or if -n is supplied and the shell has no unwaited-for
children.`],
  ['while', 'while COMMANDS; do COMMANDS-2; done', `Execute commands as long as a test succeeds.

Expand and execute COMMANDS-2 as long as the final command in COMMANDS has
an exit status of zero.

Exit Status:
Returns the status of the last command executed.`],
  ['{ ... }', '{ COMMANDS ; }', `Group commands as a unit.

Run a set of commands in a group.  This is one way to redirect an
entire set of commands.

Exit Status:
Returns the status of the last command executed.`],
];
