// What does a key mean on the timeline?

export type TimelineIntent =
  | { readonly kind: 'step'; readonly unit: 'event' | 'input' | 'fact'; readonly by: 1 | -1 }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'play' };

export interface TimelineKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Null where the key is not the timeline's. */
export function timelineIntent({
  key,
  shiftKey,
  ctrlKey,
  altKey,
  metaKey,
}: TimelineKey): TimelineIntent | null {
  if (altKey || metaKey || (shiftKey && ctrlKey)) return null;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return { kind: 'step', unit: unitOf(shiftKey, ctrlKey), by: -1 };
    case 'ArrowRight':
    case 'ArrowUp':
      return { kind: 'step', unit: unitOf(shiftKey, ctrlKey), by: 1 };
    case 'PageUp':
      return { kind: 'step', unit: 'input', by: 1 };
    case 'PageDown':
      return { kind: 'step', unit: 'input', by: -1 };
    case 'Home':
      return { kind: 'start' };
    case 'End':
      return { kind: 'end' };
    case ' ':
      return { kind: 'play' };
    default:
      return null;
  }
}

function unitOf(shift: boolean, ctrl: boolean): 'event' | 'input' | 'fact' {
  if (ctrl) return 'fact';
  return shift ? 'input' : 'event';
}
