// Does the locale write UTF-8? setlocale(3) with nl_langinfo(CODESET).

export function isUtf8(env: ReadonlyMap<string, string>): boolean {
  const locale = [env.get('LC_ALL'), env.get('LC_CTYPE'), env.get('LANG')].find(
    (value) => value !== undefined && value !== '',
  );
  return /utf-?8/i.test(locale ?? '');
}
