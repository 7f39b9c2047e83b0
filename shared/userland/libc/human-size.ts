// How does a size read in blocks, or in K, M and G? human_readable() of gnulib

/** How many bytes count one, or which prefixes are wanted: K for 1024 or k for 1000. */
export type SizeUnit = number | 'binary' | 'decimal';

const POWERS = 'KMGTPEZY';

/** What -h, -H, -k, -m, -b and -B say, the last one; null for a -B that is no size. */
export function sizeUnit(
  options: readonly { readonly key: string; readonly value: string | null }[],
  usual: SizeUnit = 1024,
): SizeUnit | null {
  let unit: SizeUnit | null = usual;
  for (const { key, value } of options) {
    if (key === 'h') unit = 'binary';
    else if (key === 'H' || key === 'si') unit = 'decimal';
    else if (key === 'k') unit = 1024;
    else if (key === 'm') unit = 1024 ** 2;
    else if (key === 'b') unit = 1;
    else if (key === 'B') unit = parseBlockSize(value ?? '');
  }
  return unit;
}

/** -BM and -B kB without a number put their unit behind the sizes. */
export function unitSuffix(
  options: readonly { readonly key: string; readonly value: string | null }[],
): string {
  const last = options.findLast(({ key }) => ['h', 'H', 'si', 'k', 'm', 'b', 'B'].includes(key));
  const text = last?.key === 'B' ? (last.value ?? '') : '';
  const [, prefix = '', kind = ''] = /^([kKMGTPE])(i?B?)$/.exec(text) ?? [];
  return prefix === ''
    ? ''
    : (kind === 'B' && prefix.toUpperCase() === 'K' ? 'k' : prefix.toUpperCase()) + kind;
}

/** `1M`, `K`, `kB`, `512`. */
function parseBlockSize(text: string): number | null {
  const [, digits = '', prefix = '', kind = ''] = /^(\d*)([kKMGTPE]?)(i?B?)$/.exec(text) ?? [];
  if (text === '' || (digits === '' && prefix === '') || Number(digits || 1) === 0) return null;
  const power = prefix === '' ? 0 : POWERS.indexOf(prefix.toUpperCase()) + 1;
  return Number(digits || 1) * (kind === 'B' && prefix !== '' ? 1000 : 1024) ** power;
}

/** Rounded up. */
export function humanSize(bytes: number, unit: SizeUnit | null): string {
  if (typeof unit === 'number') return String(Math.ceil(bytes / unit));
  const base = unit === 'decimal' ? 1000 : 1024;
  let value = bytes;
  let power = 0;
  while (value >= base && power < POWERS.length) {
    value /= base;
    power += 1;
  }
  if (power === 0) return String(bytes);
  const tenths = Math.ceil(value * 10) / 10;
  const letter = POWERS.charAt(power - 1);
  const shown = tenths < 10 ? tenths.toFixed(1) : String(Math.ceil(value));
  return `${shown}${unit === 'decimal' && letter === 'K' ? 'k' : letter}`;
}
