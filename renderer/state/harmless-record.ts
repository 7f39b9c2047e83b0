// What of a recording is shown as a name or a label, and may come from a stranger? All but what was typed and written:
// that belongs to the terminal, which has its own guard.

import type { LogRecord } from '#shared/log/record.ts';
import { withVisibleText } from '#shared/visible-text.ts';

export function harmlessRecord(record: LogRecord): LogRecord {
  switch (record.t) {
    case 'event':
      return record.event.type === 'TtyWrote' ? record : withVisibleText(record);
    case 'branch':
      return withVisibleText(record);
    case 'header':
    case 'input':
    case 'seal':
      return record;
  }
}
