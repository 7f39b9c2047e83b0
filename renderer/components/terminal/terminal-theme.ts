// Which colours does the emulator draw with? Those of the tokens, so that light and dark follow the rest of the window.

import type { ITheme } from '@xterm/xterm';

const ANSI = {
  black: '--term-black',
  red: '--term-red',
  green: '--term-green',
  yellow: '--term-yellow',
  blue: '--term-blue',
  magenta: '--term-magenta',
  cyan: '--term-cyan',
  white: '--term-white',
  brightBlack: '--term-bright-black',
  brightRed: '--term-bright-red',
  brightGreen: '--term-bright-green',
  brightYellow: '--term-bright-yellow',
  brightBlue: '--term-bright-blue',
  brightMagenta: '--term-bright-magenta',
  brightCyan: '--term-bright-cyan',
  brightWhite: '--term-bright-white',
} as const;

const PARTS = {
  background: '--term-bg',
  foreground: '--term-fg',
  cursor: '--term-cursor',
  cursorAccent: '--term-bg',
  selectionBackground: '--term-select',
  selectionInactiveBackground: '--term-select',
  scrollbarSliderBackground: '--hair-strong',
  scrollbarSliderHoverBackground: '--control',
  scrollbarSliderActiveBackground: '--control',
} as const;

/** `token` reads a custom property of the document as it is now. */
export function terminalTheme(token: (name: string) => string): ITheme {
  const entries = Object.entries({ ...ANSI, ...PARTS }).map(([part, name]) => [part, token(name).trim()]);
  // Each key of the two tables is a part of ITheme that takes a colour.
  return Object.fromEntries(entries) as ITheme;
}
