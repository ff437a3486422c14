/** How the player asks for things: of the members that serve the video, and with a note of what came from whom. */

import type { Bytes } from "../bytes.ts";
import { objectOf } from "./integrity.ts";
import type { Journal } from "./journal.ts";
import type { Pathways } from "./pathways.ts";
import { Lost, type Part, Race } from "./race.ts";

/** How one request is made. */
export interface Wish {
  url: string;
  init?: RequestInit;
  /** For the first byte and for each further one, in milliseconds. */
  byteMs: number;
  /** For the whole, in milliseconds. */
  wholeMs: number;
  right?: (part: Part) => Promise<boolean>;
  came?: (loaded: number, total: number) => void;
}

export interface Asked {
  done: Promise<Part>;
  abort(): void;
}

const GONE = 410;

export class Network {
  readonly pathways: Pathways;
  readonly journal: Journal | null;

  constructor(pathways: Pathways, journal: Journal | null = null) {
    this.pathways = pathways;
    this.journal = journal;
  }

  /** Asks the members in turn. */
  ask(wish: Wish): Asked {
    return this.race(this.pathways.addresses(wish.url), wish);
  }

  /** Asks the one address. */
  askThere(wish: Wish): Asked {
    return this.race([wish.url], wish);
  }

  private race(addresses: readonly string[], wish: Wish): Asked {
    const { pathways } = this;
    const waits = { patienceMs: pathways.patienceMs, byteMs: wish.byteMs, wholeMs: wish.wholeMs };
    return new Race(addresses, wish.init ?? {}, waits, {
      right: wish.right ?? (async () => true),
      isLastWord: (url, status) => status === GONE && pathways.isLastWord(url),
      began: (_, ms) => pathways.began(ms),
      came: wish.came ?? (() => undefined),
      slow: (url) => pathways.slow(url),
      won: ({ url, data, askedAt, endedAt }) => {
        pathways.passed(url);
        pathways.took(url, data.length, endedAt - askedAt);
      },
      lost: (url, altered) => {
        pathways.failed(url, altered);
        this.note(url, (journal, pathway, object) => journal.failed(pathway, object));
      },
      counted: (url, bytes) => {
        if (bytes > 0) this.note(url, (journal, pathway, object) => journal.received(pathway, object, bytes));
      },
    });
  }

  /** Notes what concerns an object and a member that is told of. */
  private note(url: string, act: (journal: Journal, pathway: string, object: string) => void): void {
    const pathway = this.pathways.of(url);
    const object = objectOf(new URL(url).pathname);
    if (this.journal && pathway && object) act(this.journal, pathway, object);
  }

  /** Notes that a range of an object was not what the home signed. */
  altered(url: string, start: number, data: Bytes, expected: string | null, found: string): void {
    const last = start + data.length - 1;
    this.note(url, (journal, pathway, object) => journal.altered(pathway, { object, start, last, expected, found }));
  }
}

export { Lost, type Part };
