/** Asks how far a video is while there is more to come. */

import { pause } from "../backoff.ts";
import type { Status } from "./config.ts";

const PACE = { first_ms: 1500, longest_ms: 15_000 };
/** Questions before the page gives up following: about two hours. */
const QUESTIONS_LIMIT = 500;

/** What a page is told: the state, or that the video is not there, or not for this viewer. */
export type News = Status | "gone";

export class Following {
  private readonly url: string;
  private readonly tell: (news: News) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private asking = false;
  private ended = false;

  /** Tells every answer until `end`. */
  constructor(url: string, tell: (news: News) => void) {
    this.url = url;
    this.tell = tell;
    document.addEventListener("visibilitychange", this.seen);
    this.later();
  }

  private readonly seen = (): void => {
    if (document.visibilityState === "visible") this.now();
  };

  private later(): void {
    if (this.ended || this.asked >= QUESTIONS_LIMIT) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause(PACE, this.asked, Math.random()));
    this.asked += 1;
  }

  private async ask(): Promise<void> {
    if (this.asking || this.ended) return;
    this.asking = true;
    const answer = await fetch(this.url, { cache: "no-store" }).catch(() => null);
    const status = answer?.ok ? await answer.json().catch(() => null) : null;
    this.asking = false;
    if (this.ended) return;
    this.later();
    if (status) this.tell(status as Status);
    else if (answer?.status === 404 || answer?.status === 410) this.tell("gone");
  }

  /** Asks at once, and often again from now on. */
  now(): void {
    clearTimeout(this.timer);
    this.asked = 0;
    void this.ask();
  }

  /** Asks no more. */
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }
}
