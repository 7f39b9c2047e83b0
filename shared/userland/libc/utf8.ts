// How many bytes does a text take in UTF-8? All text here is text; only counts and offsets need its bytes.

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const rest = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), rest(0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), rest(6), rest(0));
    else bytes.push(0xf0 | (code >> 18), rest(12), rest(6), rest(0));
  }
  return bytes;
}

/** The text that bytes are; what is no UTF-8 becomes U+FFFD. (fidelity: bytes) */
export function fromUtf8(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const more =
      lead < 0x80 ? 0 : lead >>> 5 === 6 ? 1 : lead >>> 4 === 14 ? 2 : lead >>> 3 === 30 ? 3 : null;
    const rest = more === null ? [] : bytes.slice(at + 1, at + 1 + more);
    const whole = more !== null && rest.length === more && rest.every((byte) => byte >>> 6 === 2);
    const start = more === 0 ? lead : lead & (0x3f >>> (more ?? 0));
    const code = rest.reduce((value, byte) => (value << 6) | (byte & 0x3f), start);
    const isCharacter = whole && code <= 0x10ffff && code >>> 11 !== 0x1b;
    text += isCharacter ? String.fromCodePoint(code) : '\ufffd';
    at += isCharacter ? 1 + rest.length : 1;
  }
  return text;
}

/** Each byte as one character: for programs that count and change bytes. */
export function toByteText(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return utf8Bytes(text)
    .map((byte) => String.fromCharCode(byte))
    .join('');
}

/** The text that such bytes are; what is no UTF-8 becomes U+FFFD. */
export function fromByteText(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes;
  return fromUtf8(Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
