// Which part of recorded terminal output may reach the emulator? (console_codes(4), ECMA-48)
//
// A recording may come from a stranger, so this is a list of what passes, not of what is refused: text, the four
// movements of C0 that programs use, colours, cursor movement and erasing. Everything that could set a title or the
// clipboard, open a link, switch a mode or make the emulator answer is dropped. Marks that reverse the order of text
// are shown instead of obeyed, so that a line can't be read differently from what was typed.

import { showBidiControls } from '../visible-text.ts';

/** ESC: the introducer of every sequence. */
const ESC = 0x1b;
const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
/** The 8-bit introducers, which some emulators take for ESC and a letter. */
const C1_DCS = 0x90;
const C1_SOS = 0x98;
const C1_CSI = 0x9b;
const C1_ST = 0x9c;
const C1_OSC = 0x9d;
const C1_PM = 0x9e;
const C1_APC = 0x9f;

/** SGR, cursor movement, erasing and the lines and characters that full-screen output inserts or removes. */
const SAFE_FINALS = 'mABCDEFGHJKLMPSTX@df';
const SAFE_C0 = '\b\t\n\r';

export function safeTerminalText(text: string): string {
  return showBidiControls(scan(text, (sequence) => sequence));
}

/**
 * The same text without any sequence, for a transcript. A carriage return alone starts the line again, so it ends one
 * here; so does a cursor that is put somewhere else.
 */
export function plainTerminalText(text: string): string {
  return showBidiControls(scan(text, endsLine))
    .replace(/\r+\n/g, '\n')
    .replace(/\r/g, '\n')
    .replace(/[^\n][\b]/g, '')
    .replace(/[\b]/g, '');
}

function endsLine(sequence: string, isBegun: boolean): string {
  return isBegun && /[Hf]$/.test(sequence) ? '\n' : '';
}

/** `keep`: what becomes of a sequence; `isBegun` tells whether something stands in its line already. */
function scan(text: string, keep: (sequence: string, isBegun: boolean) => string): string {
  let out = '';
  let at = 0;
  let last = '\n';
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === ESC || (code >= 0x80 && code <= 0x9f)) {
      const end = endOfSequence(text, at);
      const sequence = text.slice(at, end);
      const kept = isSafeSequence(sequence) ? keep(sequence, last !== '\n') : '';
      out += kept;
      last = kept.at(-1) ?? last;
      at = end;
    } else {
      last = shown(text.charAt(at), code);
      out += last;
      at += 1;
    }
  }
  return out;
}

/** A character as it may be drawn: itself, or nothing for a control character. */
function shown(character: string, code: number): string {
  if (code < 0x20) return SAFE_C0.includes(character) ? character : '';
  if (code === 0x7f) return '';
  return character;
}

function isSafeSequence(sequence: string): boolean {
  return /^\x1b\[[0-9;:]*.$/s.test(sequence) && SAFE_FINALS.includes(sequence.charAt(sequence.length - 1)); // eslint-disable-line no-control-regex
}

/** The index behind the sequence that starts at `start`. One that never ends takes the rest of the text with it. */
function endOfSequence(text: string, start: number): number {
  const introducer = text.charCodeAt(start);
  if (introducer === C1_CSI) return endOfControlSequence(text, start + 1);
  if (isStringIntroducer(introducer)) return endOfString(text, start + 1);
  if (introducer !== ESC) return start + 1;

  const next = text.charAt(start + 1);
  if (next === '[') return endOfControlSequence(text, start + 2);
  if (next !== '' && ']PX^_'.includes(next)) return endOfString(text, start + 2);
  // Designating a character set and its like: intermediates, then one final character.
  let at = start + 1;
  while (at < text.length && isIntermediate(text.charCodeAt(at))) at += 1;
  const final = text.charCodeAt(at);
  return final >= 0x30 && final <= 0x7e ? at + 1 : at;
}

function isStringIntroducer(code: number): boolean {
  return code === C1_DCS || code === C1_SOS || code === C1_OSC || code === C1_PM || code === C1_APC;
}

function isIntermediate(code: number): boolean {
  return code >= 0x20 && code <= 0x2f;
}

/** CSI: parameters, intermediates, one final character. Anything else cuts it short and stands for itself again. */
function endOfControlSequence(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x20 && text.charCodeAt(at) <= 0x3f) at += 1;
  const final = text.charCodeAt(at);
  return final >= 0x40 && final <= 0x7e ? at + 1 : at;
}

/** OSC, DCS, SOS, PM, APC: everything up to BEL or ST; CAN and SUB break them off. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BEL || code === C1_ST || code === CAN || code === SUB) return at + 1;
    if (code === ESC) return text.charAt(at + 1) === '\\' ? at + 2 : at;
  }
  return text.length;
}
