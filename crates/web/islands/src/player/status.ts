/** Asks how far the video is while there is more to come. */

import { pause } from "../backoff.ts";
import type { PlayerConfig, Status } from "./config.ts";

const PACE = { first_ms: 1500, longest_ms: 15_000 };
/** Questions before the page gives up following: about two hours. */
const QUESTIONS_LIMIT = 500;

/** How a video that grew has ended. */
export type End = "whole" | "failed" | "gone";

/** Follows a video that grows and tells its end, once. What it returns asks at once. */
export function follow(config: PlayerConfig, tell: (end: End) => void): () => void {
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const ask = async (): Promise<void> => {
    const end = await endOf(config.status);
    if (over) return;
    if (end) {
      over = true;
      tell(end);
    } else if (asked < QUESTIONS_LIMIT) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pause(PACE, asked, Math.random()));
    asked += 1;
  };
  later();
  return () => {
    asked = 0;
    void ask();
  };
}

/** The end, or null while it grows or the member does not answer. */
async function endOf(url: string): Promise<End | null> {
  const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
  if (answer?.status === 404 || answer?.status === 410) return "gone";
  const status = answer?.ok ? ((await answer.json().catch(() => null)) as Status | null) : null;
  if (status?.state === "ready") return "whole";
  return status?.state === "failed" ? "failed" : null;
}
