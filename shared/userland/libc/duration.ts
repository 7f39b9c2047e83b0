// How long is `0.5`, `2s`, `1m`? The intervals of sleep(1) and timeout(1).

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds; null for what is no interval. */
export function parseInterval(text: string): number | null {
  const [, number = '', unit = ''] = /^(\d+\.?\d*|\.\d+|inf(?:inity)?)([smhd]?)$/i.exec(text) ?? [];
  if (number === '') return null;
  const value = /^inf/i.test(number) ? Infinity : Number(number);
  return value * (SECONDS[unit] ?? 1) * 1000;
}
