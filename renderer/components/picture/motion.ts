// How do processes and areas come and go? One event moves one thing; with less motion a change fades, with none it is there.

import type { TransitionConfig } from 'svelte/transition';
import { cubicIn, cubicInOut, cubicOut } from 'svelte/easing';

export type Motion = 'full' | 'less' | 'none';

const AT_ONCE: TransitionConfig = { duration: 0 };
const FADE_MS = 120;

function faded(): TransitionConfig {
  return { duration: FADE_MS, css: (t) => `opacity: ${t}` };
}

export interface Arrival {
  readonly motion: Motion;
  /** From where the thing ends up to where it comes from: the lower edge of its parent. */
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
}

/** fork: the child grows out of its parent's lower edge. */
export function birth(_node: Element, { motion, dx, dy, width }: Arrival): TransitionConfig {
  if (motion !== 'full') return motion === 'less' ? faded() : AT_ONCE;
  return {
    duration: 320,
    easing: cubicOut,
    css: (t, u) =>
      `transform: translate(${dx * u + (width / 2) * 0.4 * u}px, ${dy * u}px) scale(${0.6 + 0.4 * t}); opacity: ${Math.min(1, 3 * t)}`,
  };
}

/** wait: the card shrinks into its number, the number fades. Who is only out of sight just fades. */
export function reap(
  _node: Element,
  { motion, gone }: { readonly motion: Motion; readonly gone: boolean },
): TransitionConfig {
  if (motion === 'none') return AT_ONCE;
  if (motion === 'less' || !gone) return faded();
  return {
    duration: 240,
    easing: cubicIn,
    css: (t, u) => `transform: translateY(${8 * u}px) scale(${0.4 + 0.6 * t}); opacity: ${t}`,
  };
}

/** stop, continue: the glyph turns over. */
export function turned(_node: Element, { motion }: { readonly motion: Motion }): TransitionConfig {
  if (motion !== 'full') return AT_ONCE;
  return { duration: 120, css: (t) => `transform: scaleY(${t})` };
}

/** A gate blinks once when somebody passes it first. */
export function opened(_node: Element, { motion }: { readonly motion: Motion }): TransitionConfig {
  if (motion !== 'full') return motion === 'less' ? faded() : AT_ONCE;
  return {
    duration: 400,
    css: (t) => `opacity: ${Math.min(1, 4 * t)}; transform: scale(${1 + 0.35 * Math.sin(Math.PI * t)})`,
  };
}

/** A line with pathLength 1 draws itself from its start; so does a border, clockwise. */
export function drawn(
  _node: Element,
  { motion, ms }: { readonly motion: Motion; readonly ms: number },
): TransitionConfig {
  if (motion !== 'full') return motion === 'less' ? faded() : AT_ONCE;
  return { duration: ms, easing: cubicInOut, css: (_t, u) => `stroke-dasharray: 1; stroke-dashoffset: ${u}` };
}

/** zombie: the hatch wipes in from the left. */
export function wiped(_node: Element, { motion }: { readonly motion: Motion }): TransitionConfig {
  if (motion !== 'full') return motion === 'less' ? faded() : AT_ONCE;
  return { duration: 240, css: (_t, u) => `clip-path: inset(0 ${100 * u}% 0 0)` };
}

/** Everything else: what was there fades in or out. */
export function appear(_node: Element, { motion }: { readonly motion: Motion }): TransitionConfig {
  return motion === 'none' ? AT_ONCE : faded();
}
