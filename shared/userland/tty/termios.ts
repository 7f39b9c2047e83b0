// What is a terminal set to beside the four modes that the kernel part follows? termios(3), ioctl_tty(2)

/** Its keys by the names of stty(1); 0 is none. */
export type CharacterName =
  | 'intr' | 'quit' | 'erase' | 'kill' | 'eof' | 'eol' | 'eol2' | 'swtch' | 'start' | 'stop' | 'susp' | 'rprnt'
  | 'werase' | 'lnext' | 'discard' | 'min' | 'time'; // prettier-ignore

export type Characters = Readonly<Record<CharacterName, number>>;

export interface OtherModes {
  /** Those that are on, by the names of stty(1). */
  readonly flags: ReadonlySet<string>;
  readonly characters: Characters;
}

/** The order of struct termios is that of stty -a, all but the last two. */
export const USUAL_CHARACTERS: Characters = {
  intr: 0o003, quit: 0o034, erase: 0o177, kill: 0o025, eof: 0o004, eol: 0, eol2: 0, swtch: 0, start: 0o021, stop: 0o023,
  susp: 0o032, rprnt: 0o022, werase: 0o027, lnext: 0o026, discard: 0o017, min: 1, time: 0,
}; // prettier-ignore

/** What a new pseudoterminal begins with. */
export const INITIAL_MODES: OtherModes = {
  flags: new Set([
    'cread', 'ixon', 'opost', 'onlcr', 'isig', 'iexten', 'echoe', 'echok', 'echoctl', 'echoke',
  ]), // prettier-ignore
  characters: USUAL_CHARACTERS,
};
