// Which kills can Ctrl-Y and Alt-Y put back? The last ten. (readline(3), kill.c)

export interface KillRing {
  /** The newest last. */
  readonly texts: readonly string[];
  /** Which of them Ctrl-Y puts back. */
  readonly at: number;
}

export const RING_SIZE = 10;

export const NO_KILLS: KillRing = { texts: [], at: 0 };
