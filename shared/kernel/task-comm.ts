// What is left of a name in task_struct.comm (TASK_COMM_LEN)?

/** TASK_COMM_LEN without its final zero. */
const COMM_BYTES = 15;

/** The first 15 bytes, as UTF-8. A character that the end falls into reads as U+FFFD. */
export function taskComm(name: string): string {
  let comm = '';
  let left = COMM_BYTES;
  for (const character of name) {
    const size = utf8Size(character);
    if (size > left) return left === 0 ? comm : `${comm}\ufffd`;
    comm += character;
    left -= size;
  }
  return comm;
}

function utf8Size(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
