// Which numbers does random(3) give? An additive feedback of 31 words.

const DEGREE = 31;
const SEPARATION = 3;
const WARM_UP = 310;
const MAX = 2147483647;

export class Random {
  #state: number[] = [];
  #at = 0;
  seed = 0;

  constructor(seed: number) {
    this.plant(seed);
  }

  /** srandom(3). */
  plant(seed: number): void {
    this.seed = seed;
    const start = Math.trunc(seed) >>> 0;
    let word = start === 0 ? 1 : start | 0;
    this.#state = [word];
    for (let at = 1; at < DEGREE; at += 1) {
      word = (16807 * (word % 127773) - 2836 * Math.trunc(word / 127773)) % MAX;
      if (word < 0) word += MAX;
      this.#state.push(word);
    }
    this.#at = 0;
    for (let count = 0; count < WARM_UP; count += 1) this.#next();
  }

  /** From 0 to 1. */
  next(): number {
    return this.#next() / MAX;
  }

  #next(): number {
    const front = (this.#at + SEPARATION) % DEGREE;
    const sum = ((this.#state[front] ?? 0) + (this.#state[this.#at] ?? 0)) | 0;
    this.#state[front] = sum;
    this.#at = (this.#at + 1) % DEGREE;
    return sum >>> 1;
  }
}
