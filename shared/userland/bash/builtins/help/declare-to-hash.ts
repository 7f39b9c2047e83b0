// What does `help` tell about declare ... hash? (bash(1), help builtin) A pure table: the texts that bash prints.

import type { HelpTopic } from './topic.ts';

// prettier-ignore
export const HELP_DECLARE_TO_HASH: readonly HelpTopic[] = [
  ['declare', 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]', `Set variable values and attributes.

Declare variables and give them attributes.  If no NAMEs are given,
display the attributes and values of all variables.

Options:
  -f	restrict action or display to function names and definitions
  -F	restrict display to function names only (plus line number and
		source file when debugging)
  -g	create global variables when used in a shell function; otherwise
		ignored
  -I	if creating a local variable, inherit the attributes and value
		of a variable with the same name at a previous scope
  -p	display the attributes and value of each NAME

Options which set attributes:
  -a	to make NAMEs indexed arrays (if supported)
  -A	to make NAMEs associative arrays (if supported)
  -i	to make NAMEs have the \`integer' attribute
  -l	to convert the value of each NAME to lower case on assignment
  -n	make NAME a reference to the variable named by its value
  -r	to make NAMEs readonly
  -t	to make NAMEs have the \`trace' attribute
  -u	to convert the value of each NAME to upper case on assignment
  -x	to make NAMEs export

Using \`+' instead of \`-' turns off the given attribute.

Variables with the integer attribute have arithmetic evaluation (see
the \`let' command) performed when the variable is assigned a value.

When used in a function, \`declare' makes NAMEs local, as with the \`local'
command.  The \`-g' option suppresses this behavior.

Exit Status:
Returns success unless an invalid option is supplied or a variable
assignment error occurs.`],
  ['dirs', 'dirs [-clpv] [+N] [-N]', `Display directory stack.

Display the list of currently remembered directories.  Directories
find their way onto the list with the \`pushd' command; you can get
back up through the list with the \`popd' command.

Options:
  -c	clear the directory stack by deleting all of the elements
  -l	do not print tilde-prefixed versions of directories relative
		to your home directory
  -p	print the directory stack with one entry per line
  -v	print the directory stack with one entry per line prefixed
		with its position in the stack

Arguments:
  +N	Displays the Nth entry counting from the left of the list
		shown by dirs when invoked without options, starting with
		zero.

  -N	Displays the Nth entry counting from the right of the list
		shown by dirs when invoked without options, starting with
		zero.

Exit Status:
Returns success unless an invalid option is supplied or an error occurs.`],
  ['disown', 'disown [-h] [-ar] [jobspec ... | pid ...]', `Remove jobs from current shell.

Removes each JOBSPEC argument from the table of active jobs.  Without
any JOBSPECs, the shell uses its notion of the current job.

Options:
  -a	remove all jobs if JOBSPEC is not supplied
  -h	mark each JOBSPEC so that SIGHUP is not sent to the job if the
		shell receives a SIGHUP
  -r	remove only running jobs

Exit Status:
Returns success unless an invalid option or JOBSPEC is given.`],
  ['echo', 'echo [-neE] [arg ...]', `Write arguments to the standard output.

Display the ARGs, separated by a single space character and followed by a
newline, on the standard output.

Options:
  -n	do not append a newline
  -e	enable interpretation of the following backslash escapes
  -E	explicitly suppress interpretation of backslash escapes

\`echo' interprets the following backslash-escaped characters:
  \\a	alert (bell)
  \\b	backspace
  \\c	suppress further output
  \\e	escape character
  \\E	escape character
  \\f	form feed
  \\n	new line
  \\r	carriage return
  \\t	horizontal tab
  \\v	vertical tab
  \\\\	backslash
  \\0nnn	the character whose ASCII code is NNN (octal).  NNN can be
		0 to 3 octal digits
  \\xHH	the eight-bit character whose value is HH (hexadecimal).  HH
		can be one or two hex digits
  \\uHHHH	the Unicode character whose value is the hexadecimal value HHHH.
		HHHH can be one to four hex digits.
  \\UHHHHHHHH the Unicode character whose value is the hexadecimal value
		HHHHHHHH. HHHHHHHH can be one to eight hex digits.

Exit Status:
Returns success unless a write error occurs.`],
  ['enable', 'enable [-a] [-dnps] [-f filename] [name ...]', `Enable and disable shell builtins.

Enables and disables builtin shell commands.  Disabling allows you to
execute a disk command which has the same name as a shell builtin
without using a full pathname.

Options:
  -a	print a list of builtins showing whether or not each is enabled
  -n	disable each NAME or display a list of disabled builtins
  -p	print the list of builtins in a reusable format
  -s	print only the names of Posix \`special' builtins

Options controlling dynamic loading:
  -f	Load builtin NAME from shared object FILENAME
  -d	Remove a builtin loaded with -f

Without options, each NAME is enabled.

To use the \`test' found in $PATH instead of the shell builtin
version, type \`enable -n test'.

Exit Status:
Returns success unless NAME is not a shell builtin or an error occurs.`],
  ['eval', 'eval [arg ...]', `Execute arguments as a shell command.

Combine ARGs into a single string, use the result as input to the shell,
and execute the resulting commands.

Exit Status:
Returns exit status of command or success if command is null.`],
  ['exec', 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]', `Replace the shell with the given command.

Execute COMMAND, replacing this shell with the specified program.
ARGUMENTS become the arguments to COMMAND.  If COMMAND is not specified,
any redirections take effect in the current shell.

Options:
  -a name	pass NAME as the zeroth argument to COMMAND
  -c	execute COMMAND with an empty environment
  -l	place a dash in the zeroth argument to COMMAND

If the command cannot be executed, a non-interactive shell exits, unless
the shell option \`execfail' is set.

Exit Status:
Returns success unless COMMAND is not found or a redirection error occurs.`],
  ['exit', 'exit [n]', `Exit the shell.

Exits the shell with a status of N.  If N is omitted, the exit status
is that of the last command executed.`],
  ['export', 'export [-fn] [name[=value] ...] or export -p', `Set export attribute for shell variables.

Marks each NAME for automatic export to the environment of subsequently
executed commands.  If VALUE is supplied, assign VALUE before exporting.

Options:
  -f	refer to shell functions
  -n	remove the export property from each NAME
  -p	display a list of all exported variables and functions

An argument of \`--' disables further option processing.

Exit Status:
Returns success unless an invalid option is given or NAME is invalid.`],
  ['false', 'false', `Return an unsuccessful result.

Exit Status:
Always fails.`],
  ['fc', 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]', `Display or execute commands from the history list.

fc is used to list or edit and re-execute commands from the history list.
FIRST and LAST can be numbers specifying the range, or FIRST can be a
string, which means the most recent command beginning with that
string.

Options:
  -e ENAME	select which editor to use.  Default is FCEDIT, then EDITOR,
		then vi
  -l 	list lines instead of editing
  -n	omit line numbers when listing
  -r	reverse the order of the lines (newest listed first)

With the \`fc -s [pat=rep ...] [command]' format, COMMAND is
re-executed after the substitution OLD=NEW is performed.

A useful alias to use with this is r='fc -s', so that typing \`r cc'
runs the last command beginning with \`cc' and typing \`r' re-executes
the last command.

Exit Status:
Returns success or status of executed command; non-zero if an error occurs.`],
  ['fg', 'fg [job_spec]', `Move job to the foreground.

Place the job identified by JOB_SPEC in the foreground, making it the
current job.  If JOB_SPEC is not present, the shell's notion of the
current job is used.

Exit Status:
Status of command placed in foreground, or failure if an error occurs.`],
  ['for', 'for NAME [in WORDS ... ] ; do COMMANDS; done', `Execute commands for each member in a list.

The \`for' loop executes a sequence of commands for each member in a
list of items.  If \`in WORDS ...;' is not present, then \`in "$@"' is
assumed.  For each element in WORDS, NAME is set to that element, and
the COMMANDS are executed.

Exit Status:
Returns the status of the last command executed.`],
  ['for ((', 'for (( exp1; exp2; exp3 )); do COMMANDS; done', `Arithmetic for loop.

Equivalent to
	(( EXP1 ))
	while (( EXP2 )); do
		COMMANDS
		(( EXP3 ))
	done
EXP1, EXP2, and EXP3 are arithmetic expressions.  If any expression is
omitted, it behaves as if it evaluates to 1.

Exit Status:
Returns the status of the last command executed.`],
  ['function', 'function name { COMMANDS ; } or name () { COMMANDS ; }', `Define shell function.

Create a shell function named NAME.  When invoked as a simple command,
NAME runs COMMANDs in the calling shell's context.  When NAME is invoked,
the arguments are passed to the function as $1...$n, and the function's
name is in $FUNCNAME.

Exit Status:
Returns success unless NAME is readonly.`],
  ['getopts', 'getopts optstring name [arg ...]', `Parse option arguments.

Getopts is used by shell procedures to parse positional parameters
as options.

OPTSTRING contains the option letters to be recognized; if a letter
is followed by a colon, the option is expected to have an argument,
which should be separated from it by white space.

Each time it is invoked, getopts will place the next option in the
shell variable $name, initializing name if it does not exist, and
the index of the next argument to be processed into the shell
variable OPTIND.  OPTIND is initialized to 1 each time the shell or
a shell script is invoked.  When an option requires an argument,
getopts places that argument into the shell variable OPTARG.

getopts reports errors in one of two ways.  If the first character
of OPTSTRING is a colon, getopts uses silent error reporting.  In
this mode, no error messages are printed.  If an invalid option is
seen, getopts places the option character found into OPTARG.  If a
required argument is not found, getopts places a ':' into NAME and
sets OPTARG to the option character found.  If getopts is not in
silent mode, and an invalid option is seen, getopts places '?' into
NAME and unsets OPTARG.  If a required argument is not found, a '?'
is placed in NAME, OPTARG is unset, and a diagnostic message is
printed.

If the shell variable OPTERR has the value 0, getopts disables the
printing of error messages, even if the first character of
OPTSTRING is not a colon.  OPTERR has the value 1 by default.

Getopts normally parses the positional parameters, but if arguments
are supplied as ARG values, they are parsed instead.

Exit Status:
Returns success if an option is found; fails if the end of options is
encountered or an error occurs.`],
  ['hash', 'hash [-lr] [-p pathname] [-dt] [name ...]', `Remember or display program locations.

Determine and remember the full pathname of each command NAME.  If
no arguments are given, information about remembered commands is displayed.

Options:
  -d	forget the remembered location of each NAME
  -l	display in a format that may be reused as input
  -p pathname	use PATHNAME as the full pathname of NAME
  -r	forget all remembered locations
  -t	print the remembered location of each NAME, preceding
		each location with the corresponding NAME if multiple
		NAMEs are given
Arguments:
  NAME	Each NAME is searched for in $PATH and added to the list
		of remembered commands.

Exit Status:
Returns success unless NAME is not found or an invalid option is given.`],
];
