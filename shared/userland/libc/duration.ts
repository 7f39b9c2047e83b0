// How long is `0.5`, `2s`, `1e3`, `inf`? The intervals of sleep(1) and timeout(1): a number as strtod(3) reads it, and a unit.

const NUMBER = /^[ \t\n\v\f\r]*\+?(0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)/i;
const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds; null for what is no interval. */
export function parseInterval(text: string): number | null {
  const [whole = '', number = ''] = NUMBER.exec(text) ?? [];
  if (number === '') return null;
  const unit = text.slice(whole.length);
  const seconds = Object.hasOwn(SECONDS, unit) ? SECONDS[unit] : undefined;
  if (seconds === undefined) return null;
  const value = /^inf/i.test(number) ? Infinity : Number(number);
  return value * seconds * 1000;
}
