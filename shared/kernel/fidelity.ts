// Where does the lab differ from Linux, and why? Every simplification, and nothing else: the README's table is made of it, and
// the line of code that differs names the id.

export interface Simplification {
  /** Named in code as `fidelity: id`. */
  readonly id: string;
  readonly linux: string;
  readonly lab: string;
  readonly why: string;
}

/** In the order in which a reader meets them. */
export const SIMPLIFICATIONS: readonly Simplification[] = [
  {
    id: 'threads',
    linux: 'A process may have many threads.',
    lab: 'Every process has one. clone(2) with CLONE_THREAD, where Linux would allow it, ends in ENOSYS.',
    why: 'The lab teaches processes; a thread would be a second kind of box in every picture.',
  },
  {
    id: 'order',
    linux: 'Processes run at the same time; what several of them do at once happens in any order.',
    lab: 'One runs at a time, in a fixed order: what one call sets in motion is done before the next call; only what a kill sets in motion waits until the killer is off the processor, where that matters.',
    why: 'The same inputs have to give the same events each time: grading and replay rest on it.',
  },
  {
    id: 'handlers',
    linux: 'A signal handler is code of the program that other signals can interrupt.',
    lab: 'A handler only notes the signal; it runs to its end with every signal blocked.',
    why: 'Programs here are coroutines, which run between two system calls without being interrupted.',
  },
  {
    id: 'core-dumps',
    linux: 'SIGQUIT, SIGSEGV and their kin leave a core file where that is enabled.',
    lab: 'They end the process like SIGTERM does, as on a machine where core files are disabled.',
    why: 'There is no memory that a core file could hold.',
  },
  {
    id: 'ptrace',
    linux:
      'A tracer can also stop at system calls, single steps, forks and exits, and read and write memory.',
    lab: 'A tracer stops, continues and lets go of processes, decides about their signals, and sees their system calls once they are done.',
    why: 'Programs have no instructions and no memory to step through; the other events no exercise asks for yet.',
  },
  {
    id: 'capabilities',
    linux: 'Files give capabilities as well (setcap), and security modules withhold them.',
    lab: 'Only uid 0, a new user namespace and what a process keeps or makes ambient give any.',
    why: 'Files carry no attributes of their own here, and what a module withholds differs from machine to machine.',
  },
  {
    id: 'limits',
    linux: 'RLIMIT_SIGPENDING, the pids cgroup and the memory there is refuse what goes too far.',
    lab: 'What is limited are the numbers and the depth of namespaces, how many of each kind a user may have (user.max_*), and the processes of a user.',
    why: 'The rest counts memory, or belongs to cgroups, which hold nothing here.',
  },
  {
    id: 'mounts',
    linux:
      'Mounts form a tree that hangs on directories, whatever those are called later; the root can be detached as well.',
    lab: 'Mounts are found by their path, which a renamed directory does not change; the root is always busy.',
    why: 'Paths are what a learner sees; a directory is hardly ever renamed below a mount.',
  },
  {
    id: 'other-namespaces',
    linux: 'IPC, network, cgroup and time namespaces each keep resources of their own.',
    lab: 'They have a number and can be made and joined; only the UTS namespace holds something, the host name.',
    why: 'The lab is about the other three; what these hold would be machines of their own.',
  },
  {
    id: 'memory',
    linux: 'A process has memory, and ps and /proc tell how much.',
    lab: 'There is none; what is shown are plausible constants.',
    why: 'Programs are not made of instructions, so nothing is there to be measured.',
  },
];
