// What can be asked of a terminal on the screen, and of the part of the window that holds them?

export interface TerminalHandle {
  focus(): void;
  /** As if it had been typed. */
  type(text: string): void;
  /** What is selected; '' where nothing is. */
  selection(): string;
  find(text: string, direction: 'older' | 'newer'): void;
  /** The marks go away, and the keys are the terminal's again. */
  endFind(): void;
}

export interface TerminalsHandle extends Pick<TerminalHandle, 'focus' | 'type'> {
  find(): void;
  toggleTranscript(): void;
  /** False where nothing is selected. */
  copy(): boolean;
}
