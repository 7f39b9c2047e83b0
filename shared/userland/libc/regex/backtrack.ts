// Where does a pattern match that asks for the text of a group once more? One way after the other. regexec(3)

import { holds } from './syntax.ts';
import type { Assertion, RegexNode } from './syntax.ts';
import type { Effort } from '../exhaustion.ts';

/** Where each group begins and ends, at 2n and 2n+1; group 0 is the match. */
type Slots = readonly number[];

/** What is still to be done once a part has matched: true ends the search. */
type Then = (at: number, slots: Slots) => boolean;

/** The match that begins first; of those the longest. */
export function backtrack(
  node: RegexNode,
  text: string,
  from: number,
  multiline: boolean,
  effort: Effort,
): Slots | null {
  const search = new Search(text, multiline, effort);
  for (let start = from; start <= text.length; start += 1) {
    const found = search.longest(node, start);
    if (found !== null) return found;
  }
  return null;
}

class Search {
  readonly #text: string;
  readonly #multiline: boolean;
  readonly #effort: Effort;

  constructor(text: string, multiline: boolean, effort: Effort) {
    this.#text = text;
    this.#multiline = multiline;
    this.#effort = effort;
  }

  longest(node: RegexNode, start: number): Slots | null {
    let best: Slots | null = null;
    this.#follow(node, start, [start, start], (at, slots) => {
      if (best === null || at > (best[1] ?? 0)) best = [start, at, ...slots.slice(2)];
      return at === this.#text.length;
    });
    return best;
  }

  #follow(node: RegexNode, at: number, slots: Slots, then: Then): boolean {
    this.#effort.spend(1);
    switch (node.kind) {
      case 'set':
        return at < this.#text.length && node.set(this.#text.charAt(at)) && then(at + 1, slots);
      case 'assert':
        return this.#holds(node.what, at) && then(at, slots);
      case 'again': {
        const said = this.#text.slice(slots[2 * node.group], slots[2 * node.group + 1]);
        const took = slots[2 * node.group + 1] !== undefined && this.#text.startsWith(said, at);
        return took && then(at + said.length, slots);
      }
      case 'sequence':
        return this.#sequence(node.parts, 0, at, slots, then);
      case 'either':
        return node.branches.some((branch) => this.#follow(branch, at, slots, then));
      case 'group':
        return this.#follow(node.node, at, slots, (end, inner) => {
          const marked = [...inner];
          marked[2 * node.index] = at;
          marked[2 * node.index + 1] = end;
          return then(end, marked);
        });
      case 'repeat':
        return this.#repeat(node, 0, at, slots, then);
    }
  }

  #sequence(parts: readonly RegexNode[], index: number, at: number, slots: Slots, then: Then): boolean {
    const part = parts[index];
    if (part === undefined) return then(at, slots);
    return this.#follow(part, at, slots, (end, inner) => this.#sequence(parts, index + 1, end, inner, then));
  }

  /** As often as possible first. */
  #repeat(
    repeat: Extract<RegexNode, { kind: 'repeat' }>,
    done: number,
    at: number,
    slots: Slots,
    then: Then,
  ): boolean {
    const { node, min, max } = repeat;
    if (node.kind === 'set') {
      let end = at;
      while (end - at < max && end < this.#text.length && node.set(this.#text.charAt(end))) end += 1;
      for (; end - at >= min; end -= 1) {
        this.#effort.spend(1);
        if (then(end, slots)) return true;
      }
      return false;
    }
    const onceMore = (end: number, inner: Slots): boolean =>
      (end > at || done < min) && this.#repeat(repeat, done + 1, end, inner, then);
    if (done < max && this.#follow(node, at, slots, onceMore)) return true;
    return done >= min && then(at, slots);
  }

  #holds(what: Assertion, at: number): boolean {
    return holds(what, this.#text, at, this.#multiline);
  }
}
