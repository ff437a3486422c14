/** The hashes of init sections and segments, by which every byte is checked before it is played. */

import { sha256Hex } from "../sha256.ts";
import type { Network, Part } from "./network.ts";

/** `{"objects": {"<object>": {"<first>-<last>": "<sha256 hex>"}}}` */
export interface Hashes {
  objects: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The object's name in an address: `{hash}` of `/o/{hash}.mp4`, `{attempt}/{rendition}` of `/p/{id}/{attempt}/{rendition}.mp4`. */
export function objectOf(path: string): string | null {
  const whole = /^\/o\/([0-9a-f]{64})(?:\.mp4)?$/.exec(path);
  if (whole) return whole[1] ?? null;
  const growing = /^\/p\/[a-z2-7]+\/([^/]+\/[^/]+?)(?:\.mp4)?$/.exec(path);
  return growing?.[1] ?? null;
}

/** The hash that a byte range must have; `end` is exclusive, as in hls.js. */
export function expected(hashes: Hashes, path: string, start: number, end: number): string | null {
  const object = objectOf(path);
  return object === null ? null : (hashes.objects[object]?.[`${start}-${end - 1}`] ?? null);
}

/** Fewest milliseconds between two readings of the list. */
const AGAIN_MS = 1000;

/** For the first byte of the list, and for the whole, in milliseconds. */
const WAITS = { byteMs: 4000, wholeMs: 20_000 };

/** The list of one playlist, read when first needed and again when a segment is newer than it. */
export class HashList {
  private readonly url: string;
  private readonly network: Network;
  private readonly hash: string | null;
  private reading: Promise<Hashes> | null = null;
  private readAt = 0;

  /** `url` is absolute. With the SHA-256 of the list, in hex, any member may be asked for it; without, `url` alone is. */
  constructor(url: string, network: Network, hash: string | null = null) {
    [this.url, this.network, this.hash] = [url, network, hash];
  }

  private read(fresh: boolean): Promise<Hashes> {
    if (this.reading && !fresh) return this.reading;
    this.readAt = performance.now();
    this.reading = this.ask(fresh).then(({ data }) => JSON.parse(new TextDecoder().decode(data)) as Hashes);
    this.reading.catch(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private ask(fresh: boolean): Promise<Part> {
    const { url, network, hash } = this;
    const wish = { url, ...WAITS, init: { cache: fresh ? "no-cache" : "default" } as const };
    // A list that is newer than the page has another hash, which only who made the page is believed to tell.
    if (fresh || hash === null) return network.askThere(wish).done;
    const right = async ({ data }: Part) => (await sha256Hex(data)) === hash;
    // A list that is not the page's own is newer than the page.
    return network.ask({ ...wish, right }).done.catch(() => network.askThere(wish).done);
  }

  /** Starts reading, so that it is there when the first segment is. */
  prefetch(): void {
    this.read(false).catch(() => undefined);
  }

  /** The hash of a range; null if even a fresh list does not have it. Throws if the list cannot be had. */
  async of(path: string, start: number, end: number): Promise<string | null> {
    const known = expected(await this.read(false), path, start, end);
    if (known !== null) return known;
    const wait = this.readAt + AGAIN_MS - performance.now();
    if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
    return expected(await this.read(true), path, start, end);
  }
}
