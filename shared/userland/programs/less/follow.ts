// What comes to be written at the end of the file? The command F, as tail -f.

import { promptText } from './prompt.ts';
import { promptFacts } from './parts.ts';
import { goToEndOfRead } from './jumps.ts';
import type { Coroutine } from '../../program.ts';
import type { PagerParts } from './parts.ts';

const LOOK_MS = 1000;

/** Until it is interrupted, or a pipe is closed at its other end. */
export function* follow(parts: PagerParts): Coroutine<void> {
  const { console, screen, rows, settings, process } = parts;
  yield* goToEndOfRead(parts);
  const { text } = rows;
  if (text === null) return;
  screen.following = true;
  let isAnnounced = false;
  while (!(yield* console.signalled())) {
    if (yield* text.more()) {
      isAnnounced = false;
      yield* screen.show();
      while (screen.belowBottom !== text.content.length) yield* screen.forward(1);
    } else if (text.isPipe) {
      if (text.ended) console.interrupt();
    } else {
      if (!isAnnounced)
        console.announce(
          `${promptText(settings.prompts.waiting, promptFacts(parts))}... (interrupt to abort)`,
        );
      isAnnounced = true;
      yield* console.flush();
      yield* process.sys.nanosleep(LOOK_MS);
    }
  }
  yield* screen.forward(1);
  screen.following = false;
}
