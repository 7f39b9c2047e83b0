// Which limits does `soft:hard` name? prlimit(1)

/** A limit that is not named stays as it is; null is unlimited. */
export interface LimitRange {
  readonly soft?: number | null;
  readonly hard?: number | null;
}

/** Undefined for what is no range. A single value is both; what follows its digits does not matter. */
export function parseRange(text: string): LimitRange | undefined {
  if (text.startsWith(':')) {
    const hard = parseValue(text.slice(1));
    return hard === undefined ? undefined : { hard };
  }
  const colon = text.indexOf(':');
  if (colon < 0) {
    const both = parseValue(/^(unlimited|\s*[+-]?\d+)/.exec(text)?.[0] ?? '');
    return both === undefined ? undefined : { soft: both, hard: both };
  }
  const soft = parseValue(text.slice(0, colon));
  if (soft === undefined) return undefined;
  if (colon === text.length - 1) return { soft };
  const hard = parseValue(text.slice(colon + 1));
  return hard === undefined ? undefined : { soft, hard };
}

/** strtoull(3): -1 is the greatest number there is, and that is unlimited. */
function parseValue(text: string): number | null | undefined {
  if (text === 'unlimited' || text === '-1') return null;
  return /^\s*\+?\d+$/.test(text) ? Number(text) : undefined;
}
