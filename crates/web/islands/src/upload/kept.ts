/** Uploads that are not finished, remembered by this browser so that they go on after it was closed. */

import type { PreviousUpload, UploadOptions, UrlStorage } from "tus-js-client";

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

/** The same file again: name, size and date of change. */
export function fingerprint(file: { name: string; size: number; lastModified: number }): string {
  return `ecot-${file.name}-${file.size}-${file.lastModified}`;
}

const KEY = "ecot.uploads";

export function readKept(): Kept[] {
  try {
    return stillKept(JSON.parse(localStorage.getItem(KEY) ?? "[]"), Date.now());
  } catch {
    return [];
  }
}

function write(list: readonly Kept[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is full or forbidden: uploads then go on only while the page is open.
  }
}

export function keep(one: Kept): void {
  write(withKept(readKept(), one));
}

export function forget(fingerprint: string): void {
  write(readKept().filter((each) => each.fingerprint !== fingerprint));
}

/** The same memory in the form that tus-js-client wants. */
export const storage: UrlStorage = {
  async findAllUploads() {
    return readKept().map(previous);
  },
  async findUploadsByFingerprint(wanted) {
    return readKept().filter((each) => each.fingerprint === wanted).map(previous);
  },
  async removeUpload(key) {
    forget(key);
  },
  async addUpload(wanted, upload) {
    const name = upload.metadata.filename ?? "";
    keep({ fingerprint: wanted, url: upload.uploadUrl ?? "", name, size: upload.size ?? 0, sent: 0, at: Date.now() });
    return wanted;
  },
};

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

/** For tus-js-client: the fingerprint of what is sent. */
export const named: NonNullable<UploadOptions["fingerprint"]> = async (file) =>
  file instanceof File ? fingerprint(file) : "";
