// Where does F6 take the focus? From region to region, in the order of the page, round and round.

const FOCUSABLE = 'textarea, [tabindex="0"], button:not(:disabled), input, select';

/** Focuses the region `step` further on; regions that are not on the screen are passed over. */
export function walkRegions(root: ParentNode, step: 1 | -1): void {
  const regions = [...root.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next =
    at === -1 ? (step === 1 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length;
  const region = regions[next];
  if (region !== undefined) enterRegion(region);
}

/** The thing in a region that takes the keys: marked, or the first that can have the focus, or the region itself. */
export function enterRegion(region: HTMLElement): void {
  const inside = region.querySelector<HTMLElement>('[data-region-entry]') ?? region;
  const target = inside.matches(FOCUSABLE)
    ? inside
    : inside.querySelector<HTMLElement | SVGElement>(FOCUSABLE);
  (target ?? region).focus();
}
