/** The members that serve a video: whom to ask first, and who did not answer lately. */

import { type Pace, pause } from "../backoff.ts";

export interface Pathway {
  id: string;
  /** Scheme, host and port. */
  base: string;
}

/** How long one that failed is asked last: longer each time. */
const PENALTY: Pace = { first_ms: 30_000, longest_ms: 300_000 };
/** How long one that is only slow to begin is asked last, in milliseconds. */
const SLOW_MS = 5000;
/** How long is waited for the first byte before another member is asked too, in milliseconds. */
const PATIENCE_MS = { least: 700, most: 1200 };
/** A distant member is given so many times what it usually takes. */
const USUAL_TIMES = 3;
/** What the last answer counts for in what is usual. */
const LAST_SHARE = 0.25;
/** What every member has under the same path; what grows is at home alone. */
const EVERYWHERE = /^\/[vo]\//;

/** The bytes of objects: who has spent what it may deliver still answers with texts. */
const BYTES = /^\/o\//;

/** When it is asked as the others are again, how often it has failed in a row, and what makes it good. */
interface Trouble {
  until: number;
  times: number;
  /** An answer with a text, or only one with bytes, or nothing but time: it altered some. */
  cure: "text" | "bytes" | "time";
}

export class Pathways {
  readonly all: readonly Pathway[];
  private readonly home: string | null;
  private readonly troubles = new Map<string, Trouble>();
  private usualMs: number | null = null;

  /** `home` is the id of the one that published the video. */
  constructor(all: readonly Pathway[] = [], home: string | null = null) {
    this.all = all;
    this.home = home;
  }

  /** The id of the member that an address is of; null for a name that several answer. */
  of(url: string): string | null {
    const { origin } = new URL(url);
    return this.all.find(({ base }) => base === origin)?.id ?? null;
  }

  /** Whether an answer from there is the last word: nobody else, or the home, says that the video is gone. */
  isLastWord(url: string): boolean {
    return this.all.length === 0 || this.of(url) === this.home;
  }

  /** The addresses of the same thing, in the order in which to ask: those that are in trouble last, whatever was asked for. */
  addresses(url: string, now = performance.now()): string[] {
    const asked = new URL(url);
    const others = EVERYWHERE.test(asked.pathname) ? this.all.map(({ base }) => base) : [];
    const bases = [asked.origin, ...others.filter((base) => base !== asked.origin)];
    const until = (base: string) => Math.max(now, this.troubles.get(base)?.until ?? 0);
    // The sort is stable: among equals the order of the list holds.
    const ordered = [...bases].sort((one, other) => until(one) - until(other));
    return ordered.map((base) => base + asked.pathname + asked.search);
  }

  /** Nothing, or nothing right, came from there. */
  failed(url: string, altered = false, now = performance.now()): void {
    const { origin, pathname } = new URL(url);
    const known = this.troubles.get(origin);
    const times = known?.times ?? 0;
    const wait = altered ? PENALTY.longest_ms : pause(PENALTY, times, 1);
    const cure = altered || known?.cure === "time" ? "time" : BYTES.test(pathname) ? "bytes" : (known?.cure ?? "text");
    this.troubles.set(origin, { until: Math.max(known?.until ?? 0, now + wait), times: times + 1, cure });
  }

  /** Nothing has come from there yet, and something should have. */
  slow(url: string, now = performance.now()): void {
    const { origin } = new URL(url);
    const { until, times, cure } = this.troubles.get(origin) ?? { until: 0, times: 0, cure: "text" as const };
    this.troubles.set(origin, { until: Math.max(until, now + SLOW_MS), times, cure });
  }

  /** What was asked for came from there. */
  passed(url: string): void {
    const { origin, pathname } = new URL(url);
    const cure = this.troubles.get(origin)?.cure;
    if (cure === "text" || (cure === "bytes" && BYTES.test(pathname))) this.troubles.delete(origin);
  }

  /** An answer began after so long. */
  began(ms: number): void {
    this.usualMs = this.usualMs === null ? ms : this.usualMs + (ms - this.usualMs) * LAST_SHARE;
  }

  /** How long to wait for a first byte before another is asked too, in milliseconds. */
  get patienceMs(): number {
    return Math.min(PATIENCE_MS.most, Math.max(PATIENCE_MS.least, (this.usualMs ?? 0) * USUAL_TIMES));
  }

  /** The ids of those in trouble, for who steers. */
  down(now = performance.now()): string[] {
    return this.all.filter(({ base }) => (this.troubles.get(base)?.until ?? 0) > now).map(({ id }) => id);
  }
}
