// What the lab's own manual says about the commands it teaches. A pure table.

export interface ManPage {
  readonly section: 1 | 2 | 5 | 7 | 8;
  readonly purpose: string;
  readonly usage: readonly string[];
  readonly notes: readonly string[];
}

export const MAN_PAGES: ReadonlyMap<string, ManPage> = new Map<string, ManPage>([
  ['ps', {
    section: 1,
    purpose: 'show processes',
    usage: ['ps [-e] [-f] [-o COLUMNS] [-p PIDS]', 'ps aux', 'ps axf'],
    notes: [
      'Reads /proc and lists the processes it finds there.  Alone it shows those of your terminal, with -e all.',
      '-o chooses the columns, for example  ps -e -o pid,ppid,pidns,args .',
      'STAT: R runs, S sleeps, T is stopped, Z has ended and was not waited for.  s leads a session, + is in the foreground.',
      'Which numbers it shows depends on who mounted /proc, not on who asks.',
    ],
  }],
  ['pstree', {
    section: 1,
    purpose: 'show who is whose child',
    usage: ['pstree [-p] [-n] [-u] [-S] [-N TYPE] [PID | USER]'],
    notes: ['-p shows numbers, -S marks where a namespace changes, -N pid draws one tree for each PID namespace.'],
  }],
  ['kill', {
    section: 1,
    purpose: 'send a signal to a process',
    usage: ['kill [-SIGNAL] PID ...', 'kill -l'],
    notes: [
      'Without a name the signal is TERM.  -0 only asks whether the process is there and may be signalled.',
      'A negative number is a process group, -1 is everybody you may signal.',
      'PID 1 of a namespace gets from inside only signals that it handles.',
    ],
  }],
  ['unshare', {
    section: 1,
    purpose: 'run a program in namespaces of its own',
    usage: ['unshare --pid --fork --mount-proc [PROGRAM [ARGUMENT ...]]'],
    notes: [
      '--pid makes a PID namespace for the children: unshare itself stays where it is, so --fork is needed to have a first child.',
      '--mount-proc mounts a /proc that belongs to the new namespace.  Without it ps shows the numbers outside.',
      '-U -r makes you root in a user namespace of your own.  --kill-child takes the child along when unshare is killed.',
    ],
  }],
  ['nsenter', {
    section: 1,
    purpose: 'run a program in the namespaces of another process',
    usage: ['nsenter -t PID -p -m [PROGRAM [ARGUMENT ...]]'],
    notes: ['-p enters the PID namespace, which only a new child does; -m the mount namespace and with it the /proc inside.', 'The way up is refused: a process never leaves its namespace for one further out.'],
  }],
  ['lsns', {
    section: 8,
    purpose: 'list namespaces',
    usage: ['lsns [-t TYPE] [-p PID] [-o COLUMNS] [NAMESPACE]'],
    notes: ['NPROCS is how many processes it could see inside, PID the lowest of their numbers.'],
  }],
  ['pgrep', { section: 1, purpose: 'find processes by name', usage: ['pgrep [-a] [-f] [-l] [-P PPID] [--ns PID] PATTERN', 'pkill [-SIGNAL] PATTERN'], notes: ['The pattern is matched against the name, with -f against the whole command line.'] }],
  ['strace', { section: 1, purpose: 'watch the system calls of a process', usage: ['strace [-f] [-e trace=CALLS] PROGRAM [ARGUMENT ...]', 'strace -p PID'], notes: ['-e trace=clone,unshare,setns,kill shows only these.'] }],
  ['mount', { section: 8, purpose: 'show what is mounted, and mount', usage: ['mount', 'mount -t proc proc /proc'], notes: ['A proc filesystem shows the PID namespace of the process that mounted it.'] }],
  ['setsid', { section: 1, purpose: 'run a program in a session of its own', usage: ['setsid [-f] [-w] PROGRAM [ARGUMENT ...]'], notes: ['The program leads the session and a process group, and has no terminal.'] }],
  ['nohup', { section: 1, purpose: 'run a program that ignores hangups', usage: ['nohup PROGRAM [ARGUMENT ...]'], notes: ['Output that would go to the terminal goes to nohup.out.'] }],
  ['tini', { section: 1, purpose: 'a small init for a namespace', usage: ['tini [-s] [-g] PROGRAM -- [ARGUMENT ...]'], notes: ['As PID 1 it passes signals on to its child, reaps orphans, and ends with the status of its child.  -s makes it a subreaper.'] }],
  ['top', { section: 1, purpose: 'show processes and load', usage: ['top -b -n 1'], notes: ['-b prints one picture after the other, -n says how many.  Without -b it takes keys: h shows them, q ends it.'] }],
  ['pid_namespaces', {
    section: 7,
    purpose: 'what a PID namespace is',
    usage: ['unshare(CLONE_NEWPID), clone(CLONE_NEWPID), setns(2)'],
    notes: [
      'Each namespace numbers its processes from 1.  A process has a number in its own namespace and one in every namespace above.',
      'Its first process is PID 1: it adopts orphans, hears from inside only signals it handles, and takes everybody along when it ends.',
      'unshare and setns change where children go, never the caller\'s own place.',
      'The line NSpid of /proc/PID/status lists the numbers from the namespace of the mount inwards.',
    ],
  }],
  ['proc', { section: 5, purpose: 'processes as files', usage: ['/proc/PID/status, /proc/PID/stat, /proc/PID/ns/*'], notes: ['One directory for each process that the mount\'s namespace can see.  /proc/self is whoever reads.'] }],
  ['less', { section: 1, purpose: 'read a text a screen at a time', usage: ['less [-N] [-S] [-i] [-F] [+G | +/PATTERN] [FILE ...]'], notes: ['Space and b go on and back, /PATTERN searches, n searches again, g and G go to the beginning and the end, q leaves.  h shows all keys.'] }],
  ['more', { section: 1, purpose: 'read a text a screen at a time, forward', usage: ['more [-d] [-e] [-NUMBER] [+NUMBER | +/PATTERN] [FILE ...]'], notes: ['Space goes on by a screen, Enter by a line, b goes back, q leaves.  h shows all keys.'] }],
  ['man', { section: 1, purpose: 'show this manual', usage: ['man [SECTION] NAME ...', 'man -k WORD', 'man -f NAME'], notes: ['-k looks for a word in names and purposes, -f tells the purpose of a name.', 'The pages are shown with less, or with what -P, $MANPAGER or $PAGER name.', 'The lab has pages for: ps, pstree, pgrep, kill, unshare, nsenter, lsns, mount, strace, setsid, nohup, tini, top, less, more, man, pid_namespaces, proc.'] }],
]); // prettier-ignore
