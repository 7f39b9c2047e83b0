// Does a parsed value look as its type says? Small checks that combine, for what is too frequent for a schema library.

export type Check = (value: unknown) => boolean;

/** One check for every field of an object type. */
export type Shape<T> = { readonly [Field in keyof T]-?: Check };

export const isText: Check = (value) => typeof value === 'string';
export const isFlag: Check = (value) => typeof value === 'boolean';
export const isTrue: Check = (value) => value === true;
export const isWhole: Check = (value) => Number.isSafeInteger(value);
export const isNumber: Check = (value) => typeof value === 'number';
/** Ids, counts, process numbers. */
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

export function oneOf(...values: readonly unknown[]): Check {
  const known = new Set(values);
  return (value) => known.has(value);
}

export function matches(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value);
}

export function nullOr(check: Check): Check {
  return (value) => value === null || check(value);
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function either(...checks: readonly Check[]): Check {
  return (value) => checks.some((check) => check(value));
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** An object that maps names to such values. */
export function recordOf(check: Check): Check {
  return (value) =>
    isObject(value) && !Object.hasOwn(value, '__proto__') && Object.values(value).every(check);
}

/** An object of these fields and no others. */
export function objectOf<T>(shape: Shape<T>): Check {
  const wrongField = wrongFieldOf(shape);
  return (value) => isObject(value) && wrongField(value) === null;
}

/** Names the first field that is missing, wrong or unknown; null where there is none. */
export function wrongFieldOf<T>(shape: Shape<T>): (value: object) => string | null {
  const checks = Object.entries<Check>(shape);
  const known = new Set(Object.keys(shape));
  return (value) => {
    // What is absent is undefined here, which only an optional field may be.
    const fields = value as Readonly<Record<string, unknown>>;
    for (const [field, check] of checks) if (!check(fields[field])) return field;
    for (const field in fields) if (!known.has(field)) return field;
    return null;
  };
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
