// What does a command of less turn to, and what can a prompt tell of it?

import { STANDARD_INPUT } from './files.ts';
import type { Console } from './console.ts';
import type { FileList } from './files.ts';
import type { History } from './history.ts';
import type { OptionToggle } from './option-toggle.ts';
import type { Process } from '../../libc/process.ts';
import type { PromptFacts } from './prompt.ts';
import type { RowSource } from './rows.ts';
import type { Screen } from './screen.ts';
import type { Search } from './search.ts';
import type { Settings } from './settings.ts';

export interface PagerParts {
  readonly process: Process;
  readonly settings: Settings;
  readonly console: Console;
  readonly rows: RowSource;
  readonly screen: Screen;
  readonly files: FileList;
  readonly search: Search;
  readonly history: History;
  readonly options: OptionToggle;
}

/** How many lines a screen goes on. */
export function windowOf({ settings: { window }, screen }: PagerParts): number {
  return window > 0 ? window : Math.max(1, screen.height + window);
}

export function promptFacts(parts: PagerParts): PromptFacts {
  const { files, screen, settings, rows, console } = parts;
  const name = files.current?.name ?? '';
  return {
    name,
    isStandardInput: name === STANDARD_INPUT,
    fileNumber: files.number,
    fileCount: files.count,
    nextName: files.next?.name ?? null,
    isNew: files.isNew,
    showsEnd: screen.showsEnd,
    numbersLines: settings.lineNumbers !== 'off',
    editor: '',
    positions: screen.positions,
    targetLine: screen.targetLine(settings.jumpLine),
    length: rows.text?.length ?? null,
    columns: console.columns,
    window: windowOf(parts),
    shift: rows.shift,
    bytesBefore: (offset) => rows.text?.bytesBefore(offset) ?? 0,
    lineNumber: (offset) => rows.text?.lineNumber(offset) ?? 1,
  };
}
