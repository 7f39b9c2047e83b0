// Is an option that a program refuses one that the real program has? Then it is said that it is left out. (fidelity: options)

/** What to say instead of `invalid option` where the help of the program lists it; null where nobody knows it. */
export function leftOutOption(problem: string, help: string): string | null {
  const [, letter] = /^invalid option -- '(.)'$/.exec(problem) ?? [];
  if (letter !== undefined && /\w/.test(letter))
    return new RegExp(`^ +(-\\w[^-]*, )*-${letter}(?!\\w)`, 'm').test(help)
      ? notAvailable(`-${letter}`)
      : null;
  const [, name] = /^unrecognized option '--([\w-]+)(?:=.*)?'$/s.exec(problem) ?? [];
  if (name === undefined) return null;
  return new RegExp(`^ +(-\\w[^-]*, *)*--${name}`, 'm').test(help) ? notAvailable(`--${name}`) : null;
}

export function notAvailable(option: string): string {
  return `the option ${option} is not available in the lab`;
}
