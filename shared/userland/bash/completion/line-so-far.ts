// Which word is being typed at the end of a line, how is it quoted, and which words of its command stand before it? Pure.

export type Quote = '' | "'" | '"';

export interface LineSoFar {
  /** Where the word begins in the line. */
  readonly from: number;
  /** As it was typed. */
  readonly raw: string;
  /** Without its quotes. */
  readonly word: string;
  /** The quotes that are still open at its end. */
  readonly quote: Quote;
  /** The words of the same command before it, without their quotes; assignments before a command are left out. */
  readonly lead: readonly string[];
  /** Where the command begins that it is a word of, behind assignments. */
  readonly commandFrom: number;
  /** Nothing stands before it in the line. */
  readonly atStart: boolean;
  /** It names the file of a redirection. */
  readonly redirected: boolean;
}

/** Behind these a command begins anew. */
const SEPARATORS = ';&|(){}`\n';
const BEFORE_COMMANDS: readonly string[] = ['if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time', '!', 'coproc']; // prettier-ignore

export function lineSoFar(before: string): LineSoFar {
  const scan = new Scan(before);
  while (scan.at < before.length) scan.step();
  return scan.result();
}

class Scan {
  at = 0;
  readonly #line: string;
  #from = 0;
  #word = '';
  #quote: Quote = '';
  #lead: string[] = [];
  #commandFrom: number | null = null;
  #redirected = false;

  constructor(line: string) {
    this.#line = line;
  }

  step(): void {
    const character = this.#line.charAt(this.at);
    if (this.#quote !== '') this.#quoted(character);
    else if (character === '\\') this.#take(this.#line.charAt(this.at + 1), 2);
    else if (character === "'" || character === '"') this.#turn(character);
    else if (character === ' ' || character === '\t') this.#endWord();
    else if (character === '<' || character === '>') this.#redirect();
    else if (character === '$' && this.#line.charAt(this.at + 1) === '(') this.#separate(2);
    else if (character === '{' && this.#line.charAt(this.at - 1) === '$') this.#take('{', 1);
    else if (character === '&' && this.#line.charAt(this.at - 1) === '>') this.#redirect();
    else if (SEPARATORS.includes(character) && !this.#isBrace(character)) this.#separate(1);
    else this.#take(character, 1);
  }

  result(): LineSoFar {
    return {
      from: this.#from,
      raw: this.#line.slice(this.#from),
      word: this.#word,
      quote: this.#quote,
      lead: this.#lead,
      commandFrom: this.#commandFrom ?? this.#from,
      atStart: this.#line.slice(0, this.#from).trim() === '',
      redirected: this.#redirected,
    };
  }

  /** Braces are words of their own, and part of a word anywhere else. */
  #isBrace(character: string): boolean {
    if (character !== '{' && character !== '}') return false;
    return this.at > this.#from || !/^\s?$/.test(this.#line.charAt(this.at + 1));
  }

  #quoted(character: string): void {
    const next = this.#line.charAt(this.at + 1);
    if (character === this.#quote) this.#turn('');
    else if (this.#quote === '"' && character === '\\' && '\\"$`'.includes(next)) this.#take(next, 2);
    else if (this.#quote === '"' && character === '$' && next === '(') this.#separate(2);
    else this.#take(character, 1);
  }

  #turn(quote: Quote): void {
    this.#quote = quote;
    this.at += 1;
  }

  #take(text: string, length: number): void {
    this.#word += text;
    this.at += length;
  }

  #endWord(): void {
    if (this.at > this.#from) this.#remember();
    this.at += 1;
    this.#begin();
  }

  #remember(): void {
    const isAssignment = this.#lead.length === 0 && /^\w+=/.test(this.#word);
    const isPrefix = this.#lead.length === 0 && BEFORE_COMMANDS.includes(this.#word);
    if (!this.#redirected && !isAssignment && !isPrefix) {
      this.#commandFrom ??= this.#from;
      this.#lead.push(this.#word);
    }
    this.#redirected = false;
  }

  /** The number before it is the descriptor's. */
  #redirect(): void {
    if (this.at > this.#from && !/^\d+$/.test(this.#word)) this.#remember();
    this.at += 1;
    this.#begin();
    this.#redirected = true;
  }

  #separate(length: number): void {
    this.at += length;
    this.#begin();
    this.#lead = [];
    this.#commandFrom = null;
    this.#redirected = false;
    this.#quote = '';
  }

  #begin(): void {
    this.#from = this.at;
    this.#word = '';
  }
}
