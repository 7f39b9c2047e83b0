// When a nest is too deep for a screen, which areas fold away around it?

import { isAncestorOrSelf, pidNamespace } from '#shared/kernel/selectors.ts';
import type { KernelState, PidNamespace } from '#shared/kernel/state.ts';
import { invariant } from '#shared/result.ts';

/** More nested areas than this do not fit on a screen. */
const LEVELS_SHOWN = 4;

/** The areas around the innermost four of the deepest nest; of two equally deep ones, the older. Outermost first. */
export function foldedAreas(state: KernelState, outermost: PidNamespace): readonly PidNamespace[] {
  let deepest = outermost;
  for (const ns of state.pidNamespaces.values()) {
    if (ns.level > deepest.level && isAncestorOrSelf(state, outermost.id, ns.id)) deepest = ns;
  }
  const folded: PidNamespace[] = [];
  for (let at = deepest; at.id !== outermost.id && at.parent !== null;) {
    at = pidNamespace(state, at.parent);
    if (deepest.level - at.level >= LEVELS_SHOWN) folded.unshift(at);
  }
  return folded;
}

/** The outermost area that is not folded: inside the innermost folded one, on the way to the deepest nest. */
export function rootBelow(state: KernelState, folded: readonly PidNamespace[]): PidNamespace {
  const innermost = folded.at(-1);
  invariant(innermost !== undefined, 'no folded area to look into');
  let root: PidNamespace | undefined;
  for (const ns of state.pidNamespaces.values()) {
    if (ns.parent !== innermost.id) continue;
    if (root === undefined || depthBelow(state, ns) > depthBelow(state, root)) root = ns;
  }
  invariant(root !== undefined, 'a folded area has nothing inside');
  return root;
}

function depthBelow(state: KernelState, outer: PidNamespace): number {
  let depth = outer.level;
  for (const ns of state.pidNamespaces.values()) {
    if (ns.level > depth && isAncestorOrSelf(state, outer.id, ns.id)) depth = ns.level;
  }
  return depth;
}
