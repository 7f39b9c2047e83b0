// What a fresh machine looks like before anybody typed: users, files, daemons, terminals. Data, so that packs can bring it.

/** A program started at boot by PID 1, in this order. */
export interface Service {
  /** argv; argv[0] is looked up in PATH. */
  readonly argv: readonly string[];
  readonly user?: string;
  /** Children it starts itself, for daemons that keep workers. */
  readonly workers?: readonly Service[];
}

/** A terminal that PID 1 opens at boot, with an interactive shell as session leader. */
export interface TerminalSpec {
  readonly user: string;
  /** Lines typed by the world, not the learner, before the exercise begins. */
  readonly typed?: readonly string[];
}

export type BootStep = { readonly service: Service } | { readonly terminal: TerminalSpec };

export interface WorldFile {
  readonly path: string;
  readonly text: string;
  readonly mode?: number;
  readonly owner?: string;
}

export interface World {
  readonly id: string;
  readonly hostname: string;
  /** TERM of its terminals. Where it is not said it is `dumb`, and COLUMNS and LINES are in the environment, as where the recordings were made. */
  readonly term?: string;
  readonly users: readonly { readonly name: string; readonly uid: number; readonly home: string }[];
  readonly files: readonly WorldFile[];
  /** Its PID, mount, UTS and IPC namespaces were made on a running Linux, as those of a container are. */
  readonly startsInside?: boolean;
  /** comm of PID 1. */
  readonly init: string;
  readonly boot: readonly BootStep[];
  /** The machine's own limits, told in plain words when reached. */
  readonly limits: { readonly eventsPerInput: number; readonly tasks: number };
}
