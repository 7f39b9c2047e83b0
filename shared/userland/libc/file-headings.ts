// The headings `==> name <==` that head(1) and tail(1) put in front of several files.

/** What to print before each file; a blank line stands between them. */
export function headed(several: boolean, always: boolean, never: boolean): (name: string) => string {
  let isFirst = true;
  return (name) => {
    if (never || !(several || always)) return '';
    const gap = isFirst ? '' : '\n';
    isFirst = false;
    return `${gap}==> ${name === '-' ? 'standard input' : name} <==\n`;
  };
}
