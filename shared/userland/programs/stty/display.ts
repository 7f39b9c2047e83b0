// What does stty print about a terminal: everything, or what is not as in a sane one?

import { CHARACTER_NAMES, characterText } from './characters.ts';
import { isOn, MODES } from './modes.ts';
import { USUAL_CHARACTERS } from '../../tty/termios.ts';
import type { Termios, WindowSize } from '../../sys.ts';
import type { Group } from './modes.ts';

/** What always stands in these groups, behind a mode. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['cmspar', 'cs8'],
  ['ofdel', 'nl0 cr0 tab0 bs0 vt0 ff0'],
]);

/** wrapf(): words that go on in the next line where the screen ends. */
class Page {
  #text = '';
  #column = 0;
  readonly #columns: number;

  constructor(columns: number) {
    this.#columns = columns;
  }

  add(word: string): void {
    if (this.#column > 0 && this.#columns - this.#column < word.length) this.endLine();
    const text = this.#column > 0 ? ` ${word}` : word;
    this.#text += text;
    this.#column += text.length;
  }

  endLine(): void {
    if (this.#column > 0) this.#text += '\n';
    this.#column = 0;
  }

  get text(): string {
    this.endLine();
    return this.#text;
  }
}

export function everything(settings: Termios, { columns, rows }: WindowSize, width: number): string {
  const page = new Page(width);
  page.add('speed 38400 baud;');
  page.add(`rows ${rows}; columns ${columns};`);
  page.add('line = 0;');
  page.endLine();
  const last = `min = ${settings.characters.min}; time = ${settings.characters.time};`;
  for (const name of CHARACTER_NAMES)
    if (name !== 'min' && name !== 'time') page.add(`${name} = ${characterText(settings.characters, name)};`);
  page.add(last);
  let group: Group = 'control';
  page.endLine();
  for (const mode of MODES) {
    if (mode.group !== group) page.endLine();
    ({ group } = mode);
    page.add(isOn(settings, mode.name) ? mode.name : `-${mode.name}`);
    for (const word of FIXED.get(mode.name)?.split(' ') ?? []) page.add(word);
  }
  return page.text;
}

export function differences(settings: Termios, width: number): string {
  const page = new Page(width);
  page.add('speed 38400 baud;');
  page.add('line = 0;');
  page.endLine();
  for (const name of CHARACTER_NAMES) {
    if (name === 'min' || name === 'time' || settings.characters[name] === USUAL_CHARACTERS[name]) continue;
    page.add(`${name} = ${characterText(settings.characters, name)};`);
  }
  if (!settings.canonical) page.add(`min = ${settings.characters.min}; time = ${settings.characters.time};`);
  page.endLine();
  let group: Group = 'control';
  for (const { name, sane, group: own } of MODES) {
    if (own !== group) page.endLine();
    group = own;
    const on = isOn(settings, name);
    if (sane !== null && on !== sane) page.add(on ? name : `-${name}`);
  }
  return page.text;
}
