// Why did the kernel do that? One plain sentence for each rule that an event can cite. A pure table.
//
// Numbers have gaps and never change: they are in every log.

export const RULES = {
  // Identity and visibility
  'PNS-01': 'The first process of a new PID namespace is PID 1 there, and its init for as long as it exists.',
  'PNS-02':
    'A process has one number in its own namespace and one in each namespace above it, all fixed at birth.',
  'PNS-03': 'A process can name only processes of its own namespace and of those below it.',
  'PNS-04': 'getpid gives the innermost number; getppid gives 0 when the parent cannot be seen.',
  'PNS-05': 'Each namespace counts for itself: the same number in two namespaces means two processes.',

  // Numbers
  'PNS-06': 'A new process takes, at each level, the lowest free number above the last one given out there.',
  'PNS-07': 'At pid_max the search starts over: at 300 if it began above 300, else at 1.',
  'PNS-08': 'ns_last_pid is the counter of one namespace; setting it takes privilege over that namespace.',
  'PNS-09': 'A zombie keeps its numbers and its status until somebody waits for it.',
  'PNS-10': 'Each namespace has a pid_max of its own, and starts with 4194304 whatever its parent has.',
  'PNS-11':
    'A level without a free number makes fork fail with EAGAIN, however much room there is further in.',
  'PNS-12':
    'A number stays taken while a process group or session carries it, even when its process is gone.',
  'PNS-13': 'A fork that fails after the search for numbers has used them up all the same.',
  'PNS-14':
    'clone3 can ask for particular numbers, innermost first, given privilege over each namespace it names one in.',
  'PNS-15': 'A number that was asked for does not move the counter.',

  // Creating and joining namespaces
  'PNS-20': 'unshare makes a PID namespace for the children to come; the caller keeps its own numbers.',
  'PNS-21': 'While its children go to another PID namespace than its own, a process can make no further one.',
  'PNS-22': 'PID namespaces nest at most 32 levels deep.',
  'PNS-23':
    'A new PID namespace takes CAP_SYS_ADMIN, or a new user namespace made in the same call to own it.',
  'PNS-24': 'A PID namespace whose init has ended stays dead: no later child brings it back.',
  'PNS-25': 'fork into a PID namespace whose init has ended fails with ENOMEM.',
  'PNS-26':
    'setns and unshare change only where children go; such a child has its parent outside the namespace.',
  'PNS-27':
    'setns leads into the own PID namespace or one below it, never up or sideways, and takes CAP_SYS_ADMIN in both.',
  'PNS-28': 'A thread cannot live in another PID or user namespace than its process.',
  'PNS-29': 'CLONE_PARENT makes a sibling instead of a child; an init may not use it.',

  // The init of a namespace
  'PNS-30': 'From inside its namespace an init gets only signals it handles; even SIGKILL is dropped.',
  'PNS-31':
    'From an ancestor namespace too, an init gets only signals it handles, SIGKILL and SIGSTOP apart.',
  'PNS-32': 'SIGKILL and SIGSTOP from an ancestor namespace act on an init.',
  'PNS-33': 'A signal that an init blocks is kept for it; once unblocked, the default action drops it.',
  'PNS-36': 'When an init ends, every other member of its namespace is killed.',
  'PNS-37':
    'A dying init waits, neither running nor a zombie, until no other number of its namespace is in use.',
  'PNS-38':
    'Nested namespaces fall with the outer one; one unreaped zombie deep inside holds up every init above it.',
  'PNS-39': 'Zombies that an init had not waited for go when it ends.',
  'PNS-40': 'A signal to a process that has ended is accepted and does nothing.',
  'PNS-41': 'reboot inside a PID namespace ends the namespace: its init seems killed by SIGHUP or SIGINT.',

  // Orphans
  'PNS-42': "Orphans pass to the init of their dead parent's namespace, behind its other children.",
  'PNS-43':
    "It is the dead parent's namespace that counts, not the child's: the child may pass to an init outside its own.",
  'PNS-44': 'A zombie passes on like a living child: its new parent is told of it, and may ignore it.',
  'PNS-45': 'A parent that ignores SIGCHLD gets no zombies: its children are gone the moment they end.',
  'PNS-46': 'A subreaper adopts the orphans among its descendants; the nearest living one wins.',
  'PNS-47': 'The search for a subreaper never leaves the PID namespace of the dead process.',
  'PNS-48':
    'A process can ask for a signal when its parent dies; it comes again when an adoptive parent dies.',

  // Waiting
  'PNS-49': 'A process can wait only for its own children, by the numbers of its own namespace.',
  'PNS-50':
    'Of several children that have ended, wait takes the one that stands first in the list of children.',
  'PNS-51': 'A stop or a continue is reported once, to a parent that asks for it.',
  'PNS-53':
    "When a child ends, stops or continues, its parent gets SIGCHLD with the child's number in the parent's namespace.",
  'PNS-55':
    'A child with another exit signal than SIGCHLD is seen only by a wait that asks for such children.',

  // Signals
  'PNS-52': 'A signal names its sender by the number in its own namespace, and by 0 to who cannot see it.',
  'PNS-54': 'kill(-1) reaches everybody visible but the caller and PID 1; a refusal of one is no failure.',
  'PNS-56': 'Signal 0 only tests; a process that is not there comes before a signal that is not one.',
  'PNS-57': 'A signal to a group has succeeded if one member got it.',
  'PNS-58':
    'A process group may span namespaces: kill(0) reaches members outside that the sender cannot name.',
  'PNS-59': 'To signal a process takes the same uid, or CAP_KILL in its user namespace.',
  'PNS-60':
    'SIGCONT continues a stopped process even if it is blocked or ignored; nothing else but SIGKILL acts on one.',
  'PNS-61': 'A standard signal is pending at most once; an ignored one is dropped when it is sent.',
  'PNS-62':
    'SIGTSTP, SIGTTIN and SIGTTOU do not stop an orphaned group; one with a stopped member gets SIGHUP and SIGCONT.',
  'PNS-63': 'Without a handler a signal does nothing, stops the process or ends it, as signal(7) lists.',
  'PNS-64': 'fork copies handlers and the mask of blocked signals, not the signals that are pending.',
  'PNS-66': 'execve keeps the number, parent, group, mask and pending signals, and resets handlers.',

  // Groups and sessions
  'PNS-70':
    'Group and session are inherited, across namespaces too; one led from out of sight has the number 0.',
  'PNS-71': 'setpgid moves oneself or a child that has not called execve, into a group of the same session.',
  'PNS-72': 'setsid is refused to whoever leads a group, or whose number a group still carries.',

  // Tracing
  'PNS-75':
    'A traced process stops before each signal but SIGKILL, and its tracer decides what becomes of it.',
  'PNS-76': 'A traced process is reported to its tracer first, and to its parent only after that.',
  'PNS-77': 'To trace a process takes the same ids, or CAP_SYS_PTRACE in its user namespace.',
  'PNS-78': 'A traced init stops for every signal, but one without a handler still comes to nothing.',

  // /proc
  'PNS-80': 'A procfs shows the PID namespace of who mounted it: its numbers, and 0 for what it cannot see.',
  'PNS-81': 'A procfs lists every process its namespace sees, zombies too, whoever reads it.',
  'PNS-82': 'The children file lists children in order of birth, adopted ones last.',
  'PNS-83': "A zombie's ns/pid can still be read, its ns/pid_for_children cannot.",
  'PNS-84':
    "/proc/self is the reader's number in the namespace of the mount, and missing if it has none there.",

  // Descriptors and messages
  'PNS-85': 'A pidfd stands for the process, not its number; fork inherits it, execve closes it.',
  'PNS-86': 'A signal through a pidfd reaches that very process, or nobody once it is reaped.',
  'PNS-87': 'Credentials in a message name the sender in the numbers of the receiver, even when it is gone.',
  'PNS-88': 'The requests of a namespace file translate numbers, and never lead out of the own namespace.',
  'PNS-89': 'setns with a pidfd takes a living process.',

  // Ids and privilege
  'PNS-90': 'Leaving uid 0 drops all capabilities; an effective uid of 0 regained brings them back.',
  'PNS-91': 'Ids are shown as the own user namespace maps them, 65534 where it does not.',
  'PNS-92': 'Privilege over a PID namespace is privilege in the user namespace that owns it.',
} as const satisfies Readonly<Record<`PNS-${string}`, string>>;

export type RuleId = keyof typeof RULES;
