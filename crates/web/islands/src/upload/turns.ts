/** Turns: so many at once, the others wait in the order in which they came. */

export class Turns {
  private readonly limit: number;
  private taken = 0;
  private waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Calls `begin` when it is its turn, at once if there is room. What it gives ends the turn, or the wait for it. */
  take(begin: () => void): () => void {
    let ended = false;
    let begun = false;
    const turn = () => {
      begun = true;
      this.taken += 1;
      begin();
    };
    const end = () => {
      if (ended) return;
      ended = true;
      this.waiting = this.waiting.filter((each) => each !== turn);
      if (!begun) return;
      this.taken -= 1;
      this.waiting.shift()?.();
    };
    if (this.taken < this.limit) turn();
    else this.waiting.push(turn);
    return end;
  }
}
