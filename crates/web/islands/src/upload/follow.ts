/** Follows a video from its upload until it is ready, asking more and more seldom. */

import { pause } from "../backoff.ts";
import type { Status } from "../player/config.ts";

const PACE = { first_ms: 1000, longest_ms: 20_000 };
/** Questions before the page gives up following: about three hours. */
const QUESTIONS_LIMIT = 600;

/** Tells each state until the last (`ready` or `failed`); stops quietly when the page may not know any more. */
export function followVideo(id: string, tell: (status: Status) => void): void {
  let before = "";
  const ask = async (asked: number): Promise<void> => {
    const url = `/api/v1/videos/${encodeURIComponent(id)}/status`;
    const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
    if (answer && answer.status >= 400 && answer.status < 500) return;
    if (answer?.ok) {
      const status = (await answer.json()) as Status;
      const now = JSON.stringify(status);
      // A change is followed closely again.
      if (now !== before) asked = Math.min(asked, 4);
      before = now;
      tell(status);
      if (status.state === "ready" || status.state === "failed") return;
    }
    if (asked < QUESTIONS_LIMIT) setTimeout(() => void ask(asked + 1), pause(PACE, asked, Math.random()));
  };
  void ask(0);
}
