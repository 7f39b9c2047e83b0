// Which commands does the palette offer for what was typed?

export interface Command {
  readonly id: string;
  readonly words: string;
  /** What it is about: shown dimmed, and found too. */
  readonly about: string;
  readonly chord?: string;
  /** Why it can't be done now; absent when it can. */
  readonly unavailable?: string;
  readonly run: () => void;
}

/**
 * Those whose words hold every typed word, at the start of a word or inside one.
 * Order: what can be done before what can't; what begins with the first typed word, then what has a word beginning so,
 * then the rest; each as given.
 */
export function matchCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const parts = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '');
  const first = parts[0];
  if (first === undefined) return commands;
  const found = commands.filter((command) => {
    const text = textOf(command);
    return parts.every((part) => text.includes(part));
  });
  const rank = (command: Command): number => {
    const text = textOf(command);
    if (text.startsWith(first)) return 0;
    return text.includes(` ${first}`) ? 1 : 2;
  };
  const ranked = [0, 1, 2].flatMap((wanted) => found.filter((command) => rank(command) === wanted));
  return [...ranked.filter(isAvailable), ...ranked.filter((command) => !isAvailable(command))];
}

function isAvailable({ unavailable }: Command): boolean {
  return unavailable === undefined;
}

function textOf({ words, about }: Command): string {
  return `${words} ${about}`.toLowerCase();
}
