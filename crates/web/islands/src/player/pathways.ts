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
/** An answer of fewer bytes says nothing of how fast a member is. */
const TELLING_BYTES = 65_536;
/** What the last answer counts for in how fast a member is. */
const SPEED_SHARE = 0.3;
/** Who gives so many times what the best rendition needs is near; who does not give so many times as much is far. */
const NEAR_TIMES = 4;
const FAR_TIMES = 1.5;
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
  private readonly speeds = new Map<string, number>();
  private usualMs: number | null = null;
  /** Bits a second of the best rendition; 0 while it is not known. */
  needed = 0;

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

  /** So many bytes came whole and right from there, in so many milliseconds. */
  took(url: string, bytes: number, ms: number): void {
    const { origin, pathname } = new URL(url);
    if (bytes < TELLING_BYTES || !BYTES.test(pathname)) return;
    const speed = (bytes * 8000) / Math.max(1, ms);
    const known = this.speeds.get(origin) ?? speed;
    this.speeds.set(origin, known + (speed - known) * SPEED_SHARE);
  }

  /** The ids of those that gave far more than the best rendition needs. */
  near(): string[] {
    return this.measured((speed) => speed >= this.needed * NEAR_TIMES);
  }

  /** The ids of those that hardly gave what the best rendition needs. */
  far(): string[] {
    return this.measured((speed) => speed < this.needed * FAR_TIMES);
  }

  private measured(holds: (speed: number) => boolean): string[] {
    if (this.needed === 0) return [];
    const all = this.all.map(({ id, base }) => ({ id, speed: this.speeds.get(base) }));
    return all.filter(({ speed }) => speed !== undefined && holds(speed)).map(({ id }) => id);
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
