// The beliefs about processes and PID namespaces that teaching has to meet: what people think, and what is so. A pure table.

export interface Misconception {
  readonly belief: string;
  readonly truth: string;
}

export const MISCONCEPTIONS: Readonly<Record<string, Misconception>> = {
  M1: { belief: 'A process has one PID.', truth: 'It has one in every namespace that sees it.' },
  M2: {
    belief: '$$ is the PID of whatever runs here.',
    truth: '$$ is fixed when the shell starts; its subshells share it.',
  },
  M3: {
    belief: 'unshare --pid moves me inside.',
    truth: 'Only children that are made later are born inside.',
  },
  M4: {
    belief: '"Cannot allocate memory" is about memory.',
    truth: 'The namespace has no PID 1 any more, so no number can be handed out.',
  },
  M5: {
    belief: 'ps asks the kernel about my namespace.',
    truth: 'ps reads /proc, and /proc shows the namespace of whoever mounted it.',
  },
  M6: {
    belief: 'What ps lists, I can kill.',
    truth: 'kill counts in its own namespace; a number from a foreign /proc names nobody, or somebody else.',
  },
  M7: {
    belief: 'kill -9 always works.',
    truth: 'Not on PID 1 from inside, not on a zombie, not without permission.',
  },
  M8: {
    belief: 'kill said nothing, so the signal did something.',
    truth: '0 means allowed. PID 1 drops what it has no handler for.',
  },
  M9: { belief: 'Nobody can kill PID 1.', truth: 'KILL and STOP from a namespace above always work.' },
  M10: {
    belief: 'A zombie is a process one must kill.',
    truth: 'It has ended already; only its parent can collect it.',
  },
  M11: {
    belief: 'Orphan and zombie are the same.',
    truth: 'An orphan lives and lost its parent; a zombie is dead and not yet collected.',
  },
  M12: {
    belief: 'Orphans always go to the PID 1 of the machine.',
    truth: "They go to the nearest subreaper, else to the PID 1 of their dead parent's namespace.",
  },
  M13: {
    belief: 'Killing unshare ends the new world.',
    truth: 'The world lives on with a new parent outside.',
  },
  M14: {
    belief: 'Background jobs outlive PID 1.',
    truth: 'When PID 1 ends the kernel kills everything in its namespace.',
  },
  M15: { belief: 'nsenter -p is enough to be in the container.', truth: '/proc is still the old one.' },
  M16: { belief: "setns changes the caller's PID.", truth: 'Only its children are born inside.' },
  M17: {
    belief: 'From inside I can climb out again.',
    truth: 'The way leads down only: joining an ancestor is EINVAL.',
  },
  M18: {
    belief: 'PPID 0 means: child of the kernel.',
    truth: 'It also means: my parent is outside my namespace.',
  },
  M19: {
    belief: 'One always needs to be root.',
    truth: 'What is your own you may watch; and a user namespace lets anybody make a PID namespace.',
  },
  M20: {
    belief: 'Stopping a container is slow because the tool is slow.',
    truth: 'PID 1 ignored TERM, so the tool waited and then sent KILL.',
  },
  M21: {
    belief: 'An init only collects zombies.',
    truth: 'It also gives your program ordinary signals again, since that is no longer PID 1.',
  },
  M22: {
    belief: "Sharing the host's PID namespace is harmless.",
    truth: 'The container sees and may signal the host, and no init in it is PID 1.',
  },
  M23: {
    belief: 'Containers of one pod are always apart.',
    truth: 'With a shared process namespace they see and signal each other.',
  },
  M24: {
    belief: 'exec starts a new process.',
    truth: 'The same process, with the same number, runs another program.',
  },
};
