// Where do a recorded and a simulated transcript first differ?
//
// Two things are let pass: the line that announces the end of a job may stand one entry earlier or later on the same
// terminal, and its + or - is not compared; text of a background process may stand before the prompt.

import { maskEntries } from './mask.ts';
import type { Transcript, TranscriptEntry } from './transcript.ts';

/** In plain words, over several lines. Null when they agree. */
export function compareTranscripts(real: Transcript, simulated: Transcript): string | null {
  const a = notedEntries(real);
  const b = notedEntries(simulated);
  for (const [index, entry] of a.entries.entries()) {
    const other = b.entries[index];
    if (other === undefined) break;
    const difference = compareEntry(entry, other);
    if (difference !== null) return `entry ${index + 1}: ${JSON.stringify(entry.input)}\n${difference}`;
  }
  if (a.entries.length !== b.entries.length) {
    return `${a.entries.length} real entries, ${b.entries.length} simulated`;
  }
  return compareNotices(a.notices, b.notices);
}

interface Notice {
  readonly terminal: string;
  /** Which entry of that terminal. */
  readonly at: number;
  readonly line: string;
}

/** The announced end of a job: anything but Running and Stopped. */
const ENDED = /^\[(\d+)\][-+ ] +(?!Running|Stopped)\S.* {2,}\S.*$/;

/** The entries without the notices of ended jobs, and those notices. */
function notedEntries(transcript: Transcript): {
  readonly entries: readonly TranscriptEntry[];
  readonly notices: readonly Notice[];
} {
  const notices: Notice[] = [];
  const counts = new Map<string, number>();
  const entries = maskEntries(transcript.entries).map((entry) => {
    const terminal = entry.terminal ?? 'A';
    const at = counts.get(terminal) ?? 0;
    counts.set(terminal, at + 1);
    const kept: string[] = [];
    for (const line of (entry.output + (entry.late ?? '')).split('\n')) {
      if (ENDED.test(line)) notices.push({ terminal, at, line: line.replace(/^(\[\d+\])[-+ ]/, '$1 ') });
      else kept.push(line);
    }
    return { ...entry, output: kept.join('\n') };
  });
  return { entries, notices };
}

function compareEntry(real: TranscriptEntry, simulated: TranscriptEntry): string | null {
  if ((real.terminal ?? 'A') !== (simulated.terminal ?? 'A') || real.input !== simulated.input) {
    return `  simulated typed ${JSON.stringify(simulated.input)} on terminal ${simulated.terminal ?? 'A'}`;
  }
  if (real.prompt !== simulated.prompt) return differ('prompt', real.prompt, simulated.prompt);
  for (const flag of ['blocks', 'closed'] as const) {
    if ((real[flag] ?? false) !== (simulated[flag] ?? false))
      return differ(flag, real[flag] ?? false, simulated[flag] ?? false);
  }
  const expected = real.output.split('\n');
  const found = simulated.output.split('\n');
  for (let line = 0; line < Math.max(expected.length, found.length); line += 1) {
    if (expected[line] !== found[line])
      return differ(`output, line ${line + 1}`, expected[line], found[line]);
  }
  return null;
}

function compareNotices(real: readonly Notice[], simulated: readonly Notice[]): string | null {
  for (const terminal of ['A', 'B']) {
    const a = real.filter((notice) => notice.terminal === terminal);
    const b = simulated.filter((notice) => notice.terminal === terminal);
    for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
      const x = a[index];
      const y = b[index];
      if (x?.line !== y?.line || Math.abs((x?.at ?? 0) - (y?.at ?? 0)) > 1) {
        return `end of a job on terminal ${terminal}\n${differ('notice', describe(x), describe(y))}`;
      }
    }
  }
  return null;
}

function describe(notice: Notice | undefined): string {
  return notice === undefined ? 'none' : `${notice.line} at that terminal's entry ${notice.at + 1}`;
}

function differ(what: string, real: unknown, simulated: unknown): string {
  const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
  return `  ${what}\n  real:      ${show(real)}\n  simulated: ${show(simulated)}`;
}
