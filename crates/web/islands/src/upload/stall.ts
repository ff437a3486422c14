/** Watches a request while it is under way: a line that dies without a word is told by nobody else for many minutes. */

/**
 * Time without a sign of life, in milliseconds. The member frees an upload after 60 s of silence; and on a slow line
 * what the system already took from the browser moves for long without being seen to.
 */
const STILL_MS = 90_000;

export class Stall {
  private readonly tell: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: () => void) {
    this.tell = tell;
  }

  /** A request begins, or something of it has moved. */
  moved(): void {
    this.end();
    this.timer = setTimeout(this.tell, STILL_MS);
  }

  /** Nothing is under way. */
  end(): void {
    clearTimeout(this.timer);
  }
}
