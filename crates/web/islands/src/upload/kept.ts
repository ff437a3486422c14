/** Uploads that are not finished, remembered by this browser so that they go on after it was closed. */

import type { PreviousUpload, UrlStorage } from "tus-js-client";

import { sha256Hex } from "../sha256.ts";

/** What is remembered of one upload. */
export interface Kept {
  fingerprint: string;
  url: string;
  name: string;
  size: number;
  sent: number;
  /** When it was made, in milliseconds since 1970. */
  at: number;
}

/** Most uploads remembered; the oldest go first. */
export const KEPT_LIMIT = 50;
/** The server forgets unfinished uploads after a while; so does this. */
export const KEPT_MS = 7 * 24 * 3600 * 1000;

/** The list with one more upload, or a newer state of one. */
export function withKept(list: readonly Kept[], one: Kept): Kept[] {
  const others = list.filter((each) => each.fingerprint !== one.fingerprint);
  return [one, ...others].sort((a, b) => b.at - a.at).slice(0, KEPT_LIMIT);
}

/** What a list read from storage is worth: entries of the right shape that are not too old. */
export function stillKept(read: unknown, now: number): Kept[] {
  if (!Array.isArray(read)) return [];
  const texts = ["fingerprint", "url", "name"] as const;
  const numbers = ["size", "sent", "at"] as const;
  return read.filter((each: Partial<Kept> | null): each is Kept => {
    if (typeof each !== "object" || each === null) return false;
    const shaped = texts.every((key) => typeof each[key] === "string") && numbers.every((key) => typeof each[key] === "number");
    return shaped && now - (each.at ?? 0) < KEPT_MS;
  });
}

/** Bytes at the beginning and at the end of a file by which it is known again. */
const LOOKED_AT_BYTES = 64 * 1024;

/** The same file again: its name, its size, and what stands at its ends. A phone may tell another date each time. */
export async function fingerprint(file: File): Promise<string> {
  const ends = [file.slice(0, LOOKED_AT_BYTES), file.slice(Math.max(LOOKED_AT_BYTES, file.size - LOOKED_AT_BYTES))];
  const bytes = await new Blob(ends).arrayBuffer();
  return `${file.size}-${await sha256Hex(new Uint8Array(bytes))}-${file.name}`;
}

/** What this browser remembers for one account: another one that uses it sees nothing of it and goes on with nothing. */
export class Memory {
  private readonly key: string;
  private readonly place: Pick<Storage, "getItem" | "setItem">;

  constructor(account: string, place: Pick<Storage, "getItem" | "setItem">) {
    this.key = `ecot.uploads.${account}`;
    this.place = place;
  }

  read(): Kept[] {
    try {
      return stillKept(JSON.parse(this.place.getItem(this.key) ?? "[]"), Date.now());
    } catch {
      return [];
    }
  }

  keep(one: Kept): void {
    this.write(withKept(this.read(), one));
  }

  forget(fingerprint: string): void {
    this.write(this.read().filter((each) => each.fingerprint !== fingerprint));
  }

  private write(list: readonly Kept[]): void {
    try {
      this.place.setItem(this.key, JSON.stringify(list));
    } catch {
      // Storage is full or forbidden: uploads then go on only while the page is open.
    }
  }

  /** The same memory in the form that tus-js-client wants. */
  forTus(): UrlStorage {
    return {
      findAllUploads: async () => this.read().map(previous),
      findUploadsByFingerprint: async (wanted) => this.read().filter((each) => each.fingerprint === wanted).map(previous),
      removeUpload: async (key) => this.forget(key),
      addUpload: async (wanted, upload) => {
        const name = upload.metadata.filename ?? "";
        const url = upload.uploadUrl ?? "";
        this.keep({ fingerprint: wanted, url, name, size: upload.size ?? 0, sent: 0, at: Date.now() });
        return wanted;
      },
    };
  }
}

function previous(kept: Kept): PreviousUpload {
  return {
    size: kept.size,
    metadata: { filename: kept.name },
    creationTime: new Date(kept.at).toISOString(),
    urlStorageKey: kept.fingerprint,
    uploadUrl: kept.url,
    parallelUploadUrls: null,
  };
}
