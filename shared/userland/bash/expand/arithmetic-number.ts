// How are numbers written in arithmetic? (expr.c, strlong; dash: arith_yylex.c) Pure.

/** A number, as far as it could reach, or a name. */
export const WORD = /^(?:[0-9][0-9A-Za-z#@_]*|[A-Za-z_][A-Za-z_0-9]*)/;
export const DASH_WORD = /^(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*|[A-Za-z_][A-Za-z_0-9]*)/;

/** What a variable may hold there. */
export const DASH_NUMBER = /^\s*[-+]?(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)\s*$/;

/** To 64 bits, as a signed number. */
export function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

/** 0x1f, 017, 2#101: the value, or what is wrong with it. */
export function numberOf(token: string): bigint | string {
  const based = /^([0-9]+)#([0-9A-Za-z@_]+)$/.exec(token);
  if (based !== null) return inBase(Number(based[1]), based[2] ?? '');
  if (/^0[xX]$/.test(token)) return 0n;
  if (/^0[xX][0-9A-Fa-f]+$/.test(token)) return wrap(BigInt(token));
  if (/^0[0-7]+$/.test(token)) return wrap(BigInt(`0o${token.slice(1)}`));
  if (/^[0-9]+$/.test(token)) return /^0[0-9]/.test(token) ? 'value too great for base' : wrap(BigInt(token));
  return 'value too great for base';
}

function inBase(base: number, digits: string): bigint | string {
  if (base < 2 || base > 64) return 'invalid arithmetic base';
  let value = 0n;
  for (const digit of digits) {
    const number = digitValue(digit, base);
    if (number < 0 || number >= base) return 'value too great for base';
    value = value * BigInt(base) + BigInt(number);
  }
  return wrap(value);
}

function digitValue(digit: string, base: number): number {
  const order = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  return order.indexOf(base <= 36 ? digit.toLowerCase() : digit);
}
