// How high may the terminal be inside its sheet?

import type { LabLayout } from './layout-for.ts';

const LEAST = 120;
const LARGEST_SHARE = 0.6;

/** Until somebody drags the edge, and again after a double click on it. In CSS pixels. */
export function usualTerminalHeight(layout: LabLayout, scale: number): number {
  return (layout === 'narrow' ? 148 : 256) * scale;
}

export function boundedTerminalHeight(wanted: number, sheetHeight: number): number {
  return Math.round(Math.max(LEAST, Math.min(wanted, sheetHeight * LARGEST_SHARE)));
}
