/**
 * One thing, asked of several addresses: the first at once, the next when nothing comes in time or something goes wrong. Who
 * has it first and right wins; the others are broken off.
 */

import { type Bytes, joined } from "../bytes.ts";

export interface Waits {
  /** For the first byte, before the next address is asked too, in milliseconds. */
  patienceMs: number;
  /** For the first byte of each address, and for each further one, in milliseconds. */
  byteMs: number;
  /** For the whole, in milliseconds. */
  wholeMs: number;
}

/** What came from one address. */
export interface Part {
  url: string;
  status: number;
  headers: Headers;
  data: Bytes;
  /** When it was asked for, when its first byte came and when its last, as `performance.now()`. */
  askedAt: number;
  beganAt: number;
  endedAt: number;
}

/** Told what happens; all of it is about one address. */
export interface Hooks {
  /** Whether it is what was asked for. */
  right(part: Part): Promise<boolean>;
  /** Whether no other address is to be asked after this answer. */
  isLastWord(url: string, status: number): boolean;
  /** The first byte came after so many milliseconds. */
  began(url: string, ms: number): void;
  /** So many bytes have come, of so many if that is known. */
  came(loaded: number, total: number): void;
  /** Nothing came in time; it may still. */
  slow(url: string): void;
  /** It came, and it was right. */
  won(part: Part): void;
  /** It did not come, or was not right. */
  lost(url: string, altered: boolean): void;
  /** So many bytes came in all, whatever became of them; broken off ones too. */
  counted(url: string, bytes: number): void;
}

/** Why nothing came: what the address said that was asked last, or the one whose word is the last. */
export class Lost extends Error {
  /** HTTP status; 0 if there was none. */
  readonly status: number;
  readonly late: boolean;
  readonly altered: boolean;

  constructor(status: number, why: "late" | "altered" | "refused" | "broken") {
    super(`${why}, status ${status}`);
    this.status = status;
    this.late = why === "late";
    this.altered = why === "altered";
  }
}

/** One address that is asked, and whether it is awaited for too long just now. */
interface Runner {
  url: string;
  silent: boolean;
}

/** Milliseconds without a byte in the midst of an answer, before the next address is asked too. */
const STILL_MS = 1000;

export class Race {
  readonly done: Promise<Part>;
  private readonly addresses: string[];
  private readonly init: RequestInit;
  private readonly waits: Waits;
  private readonly hooks: Hooks;
  private readonly running = new Map<AbortController, Runner>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private settle!: { win: (part: Part) => void; lose: (why: Lost) => void };
  private over = false;
  /** What the addresses said; the worst of it is told if none has it. */
  private worst: Lost | null = null;

  constructor(addresses: readonly string[], init: RequestInit, waits: Waits, hooks: Hooks) {
    [this.addresses, this.init, this.waits, this.hooks] = [[...addresses], init, waits, hooks];
    this.done = new Promise((win, lose) => {
      this.settle = { win, lose };
    });
    this.after(waits.wholeMs, () => this.fail(new Lost(0, "late")));
    this.next();
  }

  /** Breaks all of it off; `done` never settles. */
  abort(): void {
    this.end();
  }

  private end(): void {
    this.over = true;
    for (const timer of this.timers) clearTimeout(timer);
    for (const control of this.running.keys()) control.abort();
  }

  private after(ms: number, act: () => void): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.over) act();
    }, ms);
    this.timers.add(timer);
    return timer;
  }

  private forget(timer: ReturnType<typeof setTimeout>): void {
    clearTimeout(timer);
    this.timers.delete(timer);
  }

  private fail(why: Lost): void {
    for (const { url } of this.running.values()) this.hooks.lost(url, false);
    this.end();
    this.settle.lose(why);
  }

  /** Asks the next address, if there is one. */
  private next(): void {
    const url = this.addresses.shift();
    if (url === undefined) return;
    const control = new AbortController();
    const runner = { url, silent: false };
    this.running.set(control, runner);
    this.run(runner, control).then(
      (part) => {
        this.running.delete(control);
        this.arrived(part);
      },
      (error: unknown) => {
        this.running.delete(control);
        this.missed(url, error instanceof Lost ? error : new Lost(0, "broken"));
      },
    );
  }

  private arrived(part: Part): void {
    if (this.over) return;
    this.hooks.won(part);
    // Another one had the time for all of it.
    for (const runner of this.running.values()) {
      if (runner.silent) this.hooks.lost(runner.url, false);
    }
    this.end();
    this.settle.win(part);
  }

  private missed(url: string, why: Lost): void {
    if (this.over) return;
    this.hooks.lost(url, why.altered);
    if (!this.worst?.altered) this.worst = why;
    if (this.hooks.isLastWord(url, why.status)) return this.fail(why);
    if (this.addresses.length > 0) this.next();
    else if (this.running.size === 0) this.fail(this.worst);
  }

  private async run(runner: Runner, control: AbortController): Promise<Part> {
    const { url } = runner;
    const askedAt = performance.now();
    const { byteMs, patienceMs } = this.waits;
    let bytes = 0;
    let late = false;
    const quiet = this.quiet(runner, () => {
      late = true;
      control.abort();
    });
    quiet.listen(patienceMs, byteMs);
    try {
      const answer = await fetch(url, { ...this.init, signal: control.signal });
      const beganAt = performance.now();
      this.hooks.began(url, beganAt - askedAt);
      if (!answer.ok) throw new Lost(answer.status, "refused");
      const total = Number(answer.headers.get("content-length") ?? 0);
      const pieces: Uint8Array[] = [];
      const reader = answer.body?.getReader();
      for (;;) {
        quiet.listen(STILL_MS, byteMs);
        const read = await reader?.read();
        if (!read || read.done) break;
        bytes += read.value.length;
        pieces.push(read.value);
        this.hooks.came(bytes, Math.max(bytes, total));
      }
      quiet.end();
      const endedAt = performance.now();
      const { status, headers } = answer;
      const part = { url, status, headers, data: joined(...pieces), askedAt, beganAt, endedAt };
      if (!(await this.hooks.right(part))) throw new Lost(answer.status, "altered");
      return part;
    } catch (error) {
      throw late ? new Lost(0, "late") : error;
    } finally {
      quiet.end();
      this.hooks.counted(url, bytes);
    }
  }

  /** Waits for the next byte of one address: asks another after a while, once, and gives up after a longer one. */
  private quiet(runner: Runner, giveUp: () => void) {
    let timers: ReturnType<typeof setTimeout>[] = [];
    let told = false;
    const end = () => {
      for (const timer of timers) this.forget(timer);
      timers = [];
    };
    const listen = (tellMs: number, endMs: number) => {
      end();
      runner.silent = false;
      const tell = () => {
        told = runner.silent = true;
        this.hooks.slow(runner.url);
        this.next();
      };
      if (!told && this.addresses.length > 0) timers.push(this.after(tellMs, tell));
      timers.push(this.after(endMs, giveUp));
    };
    return { listen, end };
  }
}
