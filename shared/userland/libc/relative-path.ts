// How is a place named from another directory? relpath() of coreutils, for ln -r and realpath --relative-to

/** Both are absolute and without links and dots. */
export function relativePath(from: string, to: string): string {
  const [here, there] = [partsOf(from), partsOf(to)];
  let common = 0;
  while (common < here.length && common < there.length && here[common] === there[common]) common += 1;
  const parts = [...here.slice(common).map(() => '..'), ...there.slice(common)];
  return parts.length === 0 ? '.' : parts.join('/');
}

/** Whether a place is a directory or somewhere in it. */
export function isBelow(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}
