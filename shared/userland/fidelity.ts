// Where do the lab's shell and programs differ from the real ones, and why? Every simplification, and nothing else: the README's
// table is made of it, and the line of code that differs names the id.

import type { Simplification } from '../kernel/fidelity.ts';

/** In the order in which a reader meets them. */
export const USERLAND_SIMPLIFICATIONS: readonly Simplification[] = [
  {
    id: 'line-editor',
    linux:
      'At a prompt the line can be edited with a hundred keys, in two modes, which bind changes; fc starts an editor.',
    lab: 'The terminal has the keys of emacs mode as they are bound on Debian, but for macros, spelling, Alt-P and Alt-N, and those that expand or complete one kind of word alone; a line of the history that was changed and left is as it was at the next prompt. The keys stay so: bind shows those of a real line editor, and its settings, keeps what is bound and says so, set -o vi says it too, and of fc there are -l and -s.',
    why: 'Few use the others, and a terminal that is typed into by ear has to have one set of keys.',
  },
  {
    id: 'completion',
    linux:
      'Without a specification of complete, Tab completes files for the words of most commands; a function of complete -F is also told what stands behind the cursor, and which kind of completion is asked for.',
    lab: 'Tab knows by itself where process numbers, signals, users and the like are wanted; a function is told the line up to the cursor, and always Tab.',
    why: 'There are no packages to bring specifications, and the lab is about processes.',
  },
  {
    id: 'shell-corners',
    linux:
      'Ctrl-C at the prompt drops a trapped signal that waits; a job of timeout that is stopped ends at once when it is killed; a<(true)b is one word between backquotes, too; a stopped pipeline of which a part has ended is told of as stopped once more when it is killed; sh has time where that program is installed; set -k takes assignments behind a command as well, and set -o posix changes many small things; printf counts in long double and knows %n, and subscripts have 63 bits; ${?^} and ${#^} are bad substitutions, "${a[@]@A}" is several words, PIPESTATUS comes back after unset; dash shows the text of a job as it has taken it apart, as in 1>/dev/null; a nested shell that bg has put in the background reads an error and leaves; cat as PID 1, stopped by Ctrl-Z, still takes the line after.',
    lab: 'The trap runs; such a job is told of as stopped first; it is three there; it is told of as terminated; in sh, time is not found; set -k says that it changes nothing, and set -o posix what ends a script; numbers behind a point and subscripts are exact up to 53 bits; ${?^} is $?, "${a[@]@A}" is one word, and PIPESTATUS stays unset; sh shows the text that bash would; the nested shell stays, and the line goes to whoever reads next. Messages and line numbers of what is wrong deep within substitutions may differ.',
    why: 'They take a state of the parser or a race of processes that nobody relies on.',
  },
  {
    id: 'turns',
    linux:
      'Who runs first where several could is for the scheduler to say: a notice of a job comes with this prompt or the next, a signal reaches a child before or after its first step, and of two shells at one terminal one gets the line.',
    lab: 'A model of that scheduler with one processor decides, for which calls and programs take fixed times. After a stop or a kill of what has several processes a notice may still come one prompt off, what is killed while it is stopped may be told of as stopped first, and a CHLD trap may run once more or less.',
    why: 'It depends on what a machine did in the microseconds before.',
  },
  {
    id: 'sh-at-the-prompt',
    linux:
      'bash refuses an array with an unfinished command in it at once, and goes on after Ctrl-D inside (( or an array.',
    lab: 'bash asks for the rest of the array, and Ctrl-D ends the line.',
    why: 'The text is taken apart as a whole before any of it runs.',
  },
  {
    id: 'top-keys',
    linux:
      'top also has four windows, colours, coordinates, hidden and focused branches, bottom windows and views of several processors, and moves a picture that is too wide to the side.',
    lab: 'The keys for them say that they are not available, or that they need the mode of four windows, of which the file of W keeps one. i hides whoever took no time of the processor, which is everybody.',
    why: 'They are for machines with hundreds of processes and many processors.',
  },
  {
    id: 'loadable-builtins',
    linux: 'enable -f loads new builtins from a file.',
    lab: 'There are none to load; it says so.',
    why: 'Machine code can not be loaded here.',
  },
  {
    id: 'resource-limits',
    linux: 'The kernel refuses what goes beyond any of the sixteen limits that ulimit sets.',
    lab: 'All can be set and are inherited; only the number of processes is ever refused.',
    why: 'Most of them count memory, time of the processor or open files, of which there is no want here.',
  },
  {
    id: 'help-texts',
    linux: 'help NAME and NAME --help print a page for each builtin.',
    lab: 'They print its synopsis, its purpose and what matters here, and say that this is the short form.',
    why: 'The pages of bash are a book of others; these are written for the lab.',
  },
  {
    id: 'one-line',
    linux: 'A command line may run as long and do as much as it likes.',
    lab: 'It is paused after so many events (50,000, or what the world says), 1,000,000 system calls or 1,000,000 characters on the terminal. What spins without doing anything is set aside. Either goes on with the next line or key.',
    why: 'The lab has to stay usable when a learner types a loop that never ends.',
  },
  {
    id: 'nesting',
    linux:
      'Commands, functions and expressions may nest as deep as the stack of the program allows; then it is ended.',
    lab: 'Commands nest 100 deep in a text and 300 deep while they run, arithmetic 200 and braces 100; beyond, the shell says so and gives up the line.',
    why: 'A text from a stranger must not exhaust the stack of the lab.',
  },
  {
    id: 'sizes',
    linux: 'A program may have texts and lists as long as there is memory.',
    lab: 'A text has 16 Mi characters and a list 200,000 words at most, and a match of a pattern ends after some seconds. A shell then says so and gives up the line; any other program is killed. A file system holds 32 Mi characters.',
    why: 'Everybody in a class has a lab, and none of them may take all the memory.',
  },
  {
    id: 'proc-files',
    linux: 'A directory of /proc/PID has 54 entries, and /proc as many files about the machine.',
    lab: 'Not there are numa_maps, pagemap, map_files, auxv and arch_status of a process, and of the machine acpi, bus, config.gz, crypto, driver, fs, iomem, ioports, irq, kallsyms, kmsg, slabinfo, zoneinfo and their kin. Of /proc/net there are dev, arp, route, raw, tcp, udp and unix, in which nothing ever happens. Interrupts, disks and pressure count nothing, and most of /proc/sys is left out.',
    why: 'What they tell of is not there.',
  },
  {
    id: 'scheduling',
    linux: 'Nice values, policies and priorities decide who runs when, and a policy may be SCHED_DEADLINE.',
    lab: 'They are kept, inherited and shown, but everything runs in turn, on one processor; SCHED_DEADLINE is an invalid argument.',
    why: 'Time passes between inputs only; there is nothing to share.',
  },
  {
    id: 'programs',
    linux: 'A machine has hundreds of programs.',
    lab: 'Those around processes and namespaces are installed, and the everyday ones for files and text; of pr, useradd, script, vi, tar, gcc, gdb, perl, python and what else is missing the shell says that it is not found.',
    why: 'They are not about processes, or are languages of their own.',
  },
  {
    id: 'options',
    linux: 'The programs have many more options than anybody uses.',
    lab: 'An option that a program has on Linux and not here says that it is not available in the lab: security contexts (-Z), vmstat -m and -p, skill and snice --ns, column -E, -T and -W, bash --dump-strings and --pretty-print, pmap -X, findmnt -m, -N, -U, -w, -y and --shadowed, mount -N, -O and -T, sed --debug, diff -D, -l, --from-file, --to-file, --no-dereference and formats of lines and groups, stat -f with a format, su -P, cp --parents, and rarer ones.',
    why: 'What they need is not there, or nobody has missed them.',
  },
  {
    id: 'watch',
    linux:
      'watch draws its picture on the whole screen, and on a terminal that can do nothing but write it shows blanks.',
    lab: 'There each picture is written below the one before, and differences do not stand out.',
    why: 'A learner, or who listens to one, has to be able to read it.',
  },
  {
    id: 'ps',
    linux:
      'ps reads the registers and the stack of a process, catches signals itself while it looks, and fails at m together with l; its columns that begin with an underscore show samples in turn.',
    lab: 'These columns show nothing or one sample, ps has caught nothing, and m with l shows threads.',
    why: 'There are no registers; the rest is of use to nobody.',
  },
  {
    id: 'find',
    linux:
      'find reads its paths from a file (-files0-from), tests security contexts, and prints them (%Z), and -D tells how it searches.',
    lab: '-files0-from and -context say that they are not available; -D is an unknown predicate, and %Z stays as it is. A directory of the disk is listed in the order in which its entries were made, one of tmpfs in the reverse.',
    why: 'There are no contexts, and the rest is for those who write find.',
  },
  {
    id: 'times',
    linux: 'A file has four times, in nanoseconds.',
    lab: 'The time of its last change stands for all of them, in milliseconds.',
    why: 'Nothing in the lab depends on the others.',
  },
  {
    id: 'devices',
    linux: 'mknod makes devices of every kind, and file systems are mounted from them.',
    lab: 'There are those below /dev; mknod makes pipes with a name, and for a device says that it is not permitted. proc, sysfs, tmpfs and devpts can be mounted; sysfs is empty, and root may write to it.',
    why: 'There is no hardware.',
  },
  {
    id: 'harmless-options',
    linux:
      'sed --posix, lsns -W, mount -c, -i and -s, umount -c and -i, df --sync, getent -A and -i, findmnt -k, -A and -C, unshare --boottime and --monotonic, strace -x, -w and -O, watch -c and -p change what is seen in rare cases.',
    lab: 'They are taken and change nothing.',
    why: 'What they change is not there.',
  },
  {
    id: 'renamed-files',
    linux:
      'Who stands in a directory or has a file open that is renamed is told the new name, and / where its file system was unmounted lazily.',
    lab: 'The links of /proc/PID keep the old name; cd and pwd of the programs say that the directory is not found.',
    why: 'A process keeps the path of its directory, not an entry of a cache.',
  },
  {
    id: 'stty',
    linux: 'stty changes how a terminal translates, echoes and edits, its speed, and all of its keys.',
    lab: 'It changes what can be felt here: echo, icanon, icrnl, isig, noflsh, echoctl, tostop, the keys intr, quit, susp and eof, the size, and combinations (raw has -opost shown only); of the rest it says that they are not available.',
    why: 'A terminal here is a window: it has no line and no speed.',
  },
  {
    id: 'strace',
    linux:
      'strace also shows how the loader maps the libraries of a program, takes the time of calls, dumps what they carry, follows one path, lets calls fail and shows registers and stacks.',
    lab: 'It shows what the program itself asks for, from execve on. -c counts calls and -T takes times, both of nothing; -b, -d, -D, -i, -k, -n, -P, -U, -X, -e inject, -e raw, -e read and their kin say that they are not available.',
    why: 'There is no loader, and no time passes within a call.',
  },
  {
    id: 'less',
    linux:
      'less leaves the screen of most terminals as it found it, marks what a search finds, pipes a part of the text to a command (|), keeps a log (-o, s), finds tags (-t) and reads lesskey files; h shows a long page.',
    lab: 'What was shown stays on the screen, and nothing is marked; of less, | and logs say that they are not available, there are no tags and no lesskey files, -w, -W and what needs colours or a mouse change nothing, every character takes one column, names typed at :e are taken as they are, and h shows a short page.',
    why: 'What was shown has to stay in the recording; the rest asks for other programs.',
  },
  {
    id: 'manual',
    linux: 'Every program has a page in the manual, and man finds, formats and prints pages in many ways.',
    lab: 'There are short pages of its own on what the lab teaches, and for another of its programs man says so; -K, -l, -w, -t and their kin say that they are not available.',
    why: "The manual pages are others' texts; these are written for the lab.",
  },
  {
    id: 'bytes',
    linux: 'A file holds bytes, whatever they are; od shows them, also as floating point.',
    lab: 'A file here is a text, whose bytes are those of UTF-8: half a character (cut -c, printf "\\xff", awk) becomes U+FFFD, which a terminal shows for it; head -c, tail -c, dd and fold -b keep it whole. od -f and od -S are not available.',
    why: 'The log is text, so that anybody can read it.',
  },
  {
    id: 'file-locks',
    linux: 'Files are locked whole (flock) or in part (fcntl).',
    lab: 'They are locked whole.',
    why: 'No program here locks a part of a file.',
  },
  {
    id: 'fuser',
    linux: 'fuser also finds who has mapped a file into memory, and who uses a port.',
    lab: 'It finds who has a file open, runs it or stands in it; a port is used by nobody.',
    why: 'Nothing is mapped into memory, and there is no network.',
  },
  {
    id: 'logins',
    linux: 'who, w and users show who has logged in.',
    lab: 'As in a container, nobody has: there is no /var/run/utmp, and a file named to who is not read either. getent knows passwd, group, shadow, hosts and initgroups.',
    why: 'The terminals are opened by PID 1, without a login.',
  },
];
