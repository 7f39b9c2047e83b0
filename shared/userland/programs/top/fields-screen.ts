// The page of top's key f: which columns are shown, in which order, and by which one is sorted? top(1), FIELDS / Managing Fields

import { failed } from '../../program.ts';
import { FIELDS } from './fields.ts';
import type { Coroutine } from '../../program.ts';
import type { Display } from './display.ts';
import type { Process } from '../../libc/process.ts';
import type { Settings } from './settings.ts';

type Chosen = Pick<Settings, 'fields' | 'sort'>;

interface Page {
  /** All fields in their order, and which of them are shown. */
  readonly order: readonly string[];
  readonly shown: ReadonlySet<string>;
  readonly sort: string;
  readonly at: number;
  /** Right was pressed: up and down take the field along. */
  readonly moves: boolean;
}

const NAME_WIDTH = 9;
const ABOUT_WIDTH = 20;

function headOf(sort: string): string {
  return `Fields Management for window 1:Def, whose current sort field is ${sort}
   Navigate with Up/Dn, Right selects for move then <Enter> or Left commits,
   'd' or <Space> toggles display, 's' sets sort.  Use 'q' or <Esc> to end!
`;
}

/** Until q or Escape. */
export function* chooseFields(process: Process, display: Display, settings: Settings): Coroutine<Chosen> {
  const hidden = FIELDS.map(({ name }) => name).filter((name) => !settings.fields.includes(name));
  let page: Page = {
    order: [...settings.fields, ...hidden],
    shown: new Set(settings.fields),
    sort: settings.sort,
    at: 0,
    moves: false,
  };
  for (;;) {
    process.print(
      display.page(headOf(page.sort) + (display.showsTwice ? inOneLine(page) : inColumns(page, settings))),
    );
    const keys = yield* process.readInput();
    if (failed(keys) || keys === '' || keys.startsWith('q') || keys === '\x1b') break;
    for (const key of keysIn(keys)) page = pressed(page, key);
  }
  return { fields: page.order.filter((name) => page.shown.has(name)), sort: page.sort };
}

type PageKey = 'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'enter' | 'toggle' | 'sort' | 'other';

const SEQUENCES: ReadonlyMap<string, PageKey> = new Map([
  ['\x1b[A', 'up'], ['\x1b[B', 'down'], ['\x1b[C', 'right'], ['\x1b[D', 'left'], ['\x1b[H', 'home'], ['\x1b[F', 'end'], ['k', 'up'], ['j', 'down'],
  ['l', 'right'], ['h', 'left'], ['\n', 'enter'], ['d', 'toggle'], [' ', 'toggle'], ['s', 'sort'],
] as const); // prettier-ignore

function keysIn(text: string): readonly PageKey[] {
  const found = text.match(/\x1b\[[A-Z]|[^]/g) ?? []; // eslint-disable-line no-control-regex -- arrows begin with an escape
  return found.map((key) => SEQUENCES.get(key) ?? 'other');
}

function pressed(page: Page, key: PageKey): Page {
  const { order, shown, at, moves } = page;
  const name = order[at] ?? '';
  switch (key) {
    case 'up':
    case 'down':
      return moved(page, Math.min(order.length - 1, Math.max(0, at + (key === 'up' ? -1 : 1))));
    case 'home':
      return moved(page, 0);
    case 'end':
      return moved(page, order.length - 1);
    case 'right':
      return { ...page, moves: true };
    case 'left':
    case 'enter':
      return { ...page, moves: false };
    case 'toggle': {
      const changed = new Set(shown);
      if (!changed.delete(name)) changed.add(name);
      return moves ? page : { ...page, shown: changed };
    }
    case 'sort':
      return moves ? page : { ...page, sort: name };
    case 'other':
      return page;
  }
}

function moved(page: Page, to: number): Page {
  if (!page.moves) return { ...page, at: to };
  const name = page.order[page.at] ?? '';
  return { ...page, order: page.order.toSpliced(page.at, 1).toSpliced(to, 0, name), at: to };
}

function cellText(
  name: string,
  shown: ReadonlySet<string>,
  [open, close]: readonly [string, string],
): string {
  const about = (FIELDS.find((field) => field.name === name)?.about ?? '').padEnd(ABOUT_WIDTH);
  return `${shown.has(name) ? '*' : ' '}${open}${name.padEnd(NAME_WIDTH)}= ${about.slice(0, ABOUT_WIDTH)}${close}`;
}

/** Where no place on the screen can be gone to. */
function inOneLine({ order, shown }: Page): string {
  return order.map((name) => cellText(name, shown, [' ', ''])).join('');
}

/** In columns from top to bottom; the chosen one is marked with brackets. */
function inColumns({ order, shown, at }: Page, { rows, columns }: Settings): string {
  const cells = order.map((name, index) => cellText(name, shown, index === at ? ['[', ']'] : [' ', ' ']));
  const height = Math.max(1, (rows ?? cells.length) - 5);
  const perRow = Math.max(1, Math.floor(columns / (cells[0]?.length ?? 1)));
  const first = Math.max(0, Math.floor(at / height) - perRow + 1) * height;
  const lines = Array.from({ length: Math.min(height, cells.length) }, (_, line) =>
    Array.from({ length: perRow }, (__, column) => cells[first + column * height + line] ?? '')
      .join('')
      .trimEnd(),
  );
  return `\n${lines.join('\n')}\n`;
}
