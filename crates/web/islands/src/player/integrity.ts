/** The hashes of init sections and segments, by which every byte is checked before it is played. */

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

/** The list of one playlist, read when first needed and again when a segment is newer than it. */
export class HashList {
  private readonly url: string;
  private reading: Promise<Hashes> | null = null;
  private readAt = 0;

  constructor(url: string) {
    this.url = url;
  }

  private read(fresh: boolean): Promise<Hashes> {
    if (this.reading && !fresh) return this.reading;
    this.readAt = performance.now();
    this.reading = fetch(this.url, { cache: fresh ? "no-cache" : "default" }).then((answer) => {
      if (!answer.ok) throw new Error(`hashes: status ${answer.status}`);
      return answer.json() as Promise<Hashes>;
    });
    this.reading.catch(() => {
      this.reading = null;
    });
    return this.reading;
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
