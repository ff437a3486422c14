/** Asks how far the video is while there is more to come. */

import { pause } from "../backoff.ts";
import type { PlayerConfig, Status } from "./config.ts";

const PACE = { first_ms: 1500, longest_ms: 15_000 };
/** Questions before the page gives up following: about two hours. */
const QUESTIONS_LIMIT = 500;

/** Tells each new playlist, and once that nothing more will come. */
export function follow(config: PlayerConfig, tell: (status: Status) => void): void {
  if (!config.provisional) return;
  let told = config.playlist;
  const ask = async (asked: number): Promise<void> => {
    const answer = await fetch(config.status, { cache: "no-store" }).catch(() => null);
    const status = answer?.ok ? ((await answer.json()) as Status) : null;
    const over = status?.state === "ready" || status?.state === "failed" || answer?.status === 410;
    if (status?.playlist && (status.playlist !== told || over)) {
      told = status.playlist;
      tell(status);
    }
    if (!over && asked < QUESTIONS_LIMIT) later(asked + 1);
  };
  const later = (asked: number) => setTimeout(() => void ask(asked), pause(PACE, asked, Math.random()));
  later(0);
}
