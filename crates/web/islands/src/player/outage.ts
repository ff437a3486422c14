/** A member that does not answer: when to ask again, and when to leave that to the viewer. */

import { type Pace, pause } from "../backoff.ts";

const PACE: Pace = { first_ms: 500, longest_ms: 10_000 };
/** How long it is asked again without being told to, in milliseconds. */
export const PATIENCE_MS = 600_000;

export class Outage {
  /** When it began, and how often the member was asked since; null while it answers. */
  private current: { since: number; tries: number } | null = null;

  /** Whether the member does not answer. */
  get lasts(): boolean {
    return this.current !== null;
  }

  /** Something did not arrive: the milliseconds until the next try, or null when it has lasted too long. */
  failed(now: number, chance: number): number | null {
    this.current ??= { since: now, tries: 0 };
    const { since, tries } = this.current;
    this.current.tries += 1;
    return now - since < PATIENCE_MS ? pause(PACE, tries, chance) : null;
  }

  /** Something arrived; whether that ended an outage. */
  passed(): boolean {
    const lasted = this.lasts;
    this.current = null;
    return lasted;
  }
}
