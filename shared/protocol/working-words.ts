// How is it said that something takes its time, in every window and on every terminal?

import type { CallProgress } from './operations.ts';

/** How long something may take before a word is said about it. */
export const QUIET_MS = 400;

export function workingWords({ events, of }: CallProgress): string {
  if (of === null) return `Still working: ${thousands(events)} events so far.`;
  return `Still working: ${thousands(Math.min(events, of))} of ${thousands(of)} events.`;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
