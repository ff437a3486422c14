/**
 * What is not public, opened in the page: the video key from the link, a password or the home; with it title,
 * description, the renditions' keys and the thumbnail. docs/formats/manifest.md is the written form. No key leaves
 * the page.
 */

import { type Bytes, fromBase32, fromBase64url, joined } from "./bytes.ts";
import { decodeCbor } from "./cbor.ts";

export type KeySource =
  | { from: "fragment" }
  | { from: "password"; salt: string; iterations: number; wrapped: string }
  | { from: "home"; url: string };

/** The manifest's sealed part, as the page's configuration has it. */
export interface SealedPart {
  nonce: string;
  ciphertext: string;
  /** Names of the renditions, in the manifest's order, which is the order of their keys. */
  renditions: string[];
  key: KeySource;
}

export interface Opened {
  title: string;
  description: string;
  language: string | null;
  /** AES-128 keys by rendition name. */
  keys: ReadonlyMap<string, Bytes>;
  thumbnail: { key: Bytes; nonce: Bytes } | null;
}

/** Why a sealed video does not open; each has its label `error-…` or `password-wrong`. */
export type Closed = "key-missing" | "key-wrong" | "password-wrong" | "refused" | "insecure" | "network";

export class ClosedError extends Error {
  readonly why: Closed;

  constructor(why: Closed) {
    super(why);
    this.why = why;
  }
}

const NONCE_BYTES = 12;
const VIDEO_KEY_BYTES = 32;
const RENDITION_KEY_BYTES = 16;
const PAYLOAD_VERSION = 1;

/** Additional data: a line that says what for, and the video's id. */
function purpose(line: string, videoId: string): Bytes {
  const id = fromBase32(videoId);
  if (id?.length !== 32) throw new ClosedError("key-wrong");
  return joined(new TextEncoder().encode(`ecot/${line}/1\n`), id);
}

async function open(key: Bytes, nonce: Bytes, additionalData: Bytes, sealed: Bytes): Promise<Bytes | null> {
  const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData }, imported, sealed));
  } catch {
    return null;
  }
}

/** The video key of a link: `#k=` and 43 signs; null if the link has none. */
export function keyOfFragment(fragment: string): Bytes | null {
  const text = new URLSearchParams(fragment.replace(/^#/, "")).get("k");
  const key = text === null ? null : fromBase64url(text);
  return key?.length === VIDEO_KEY_BYTES ? key : null;
}

/** The video key that a password unwraps. */
export async function keyOfPassword(
  videoId: string,
  source: { salt: string; iterations: number; wrapped: string },
  password: string,
): Promise<Bytes> {
  const salt = fromBase64url(source.salt);
  const wrapped = fromBase64url(source.wrapped);
  if (!salt || !wrapped) throw new ClosedError("key-wrong");
  const text = new TextEncoder().encode(password.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const rounds = { name: "PBKDF2", hash: "SHA-256", salt, iterations: source.iterations };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(rounds, base, 256));
  const key = await open(
    derived,
    wrapped.slice(0, NONCE_BYTES),
    purpose("password", videoId),
    wrapped.slice(NONCE_BYTES),
  );
  if (!key) throw new ClosedError("password-wrong");
  return key;
}

/** The video key from the home, for an account that may watch. */
export async function keyOfHome(url: string): Promise<Bytes> {
  const answer = await fetch(url, { headers: { accept: "application/json" }, cache: "no-store" }).catch(() => null);
  if (!answer || answer.status >= 500) throw new ClosedError("network");
  if (!answer.ok) throw new ClosedError("refused");
  const { key } = (await answer.json()) as { key?: string };
  const bytes = key ? fromBase64url(key) : null;
  if (bytes?.length !== VIDEO_KEY_BYTES) throw new ClosedError("key-wrong");
  return bytes;
}

/** Opens the sealed payload. */
export async function openPayload(videoId: string, part: SealedPart, videoKey: Bytes): Promise<Opened> {
  const nonce = fromBase64url(part.nonce);
  const ciphertext = fromBase64url(part.ciphertext);
  const plain = nonce && ciphertext ? await open(videoKey, nonce, purpose("sealed", videoId), ciphertext) : null;
  if (!plain) throw new ClosedError("key-wrong");
  return readPayload(plain, part.renditions);
}

function readPayload(plain: Bytes, renditions: readonly string[]): Opened {
  const payload = decodeCbor(plain);
  if (!Array.isArray(payload) || payload[0] !== PAYLOAD_VERSION) throw new ClosedError("key-wrong");
  const [, title, description, language, keys, thumbnail] = payload;
  if (typeof title !== "string" || typeof description !== "string" || !Array.isArray(keys)) {
    throw new ClosedError("key-wrong");
  }
  const named = new Map<string, Bytes>();
  renditions.forEach((name, place) => {
    const key: unknown = keys[place];
    if (key instanceof Uint8Array && key.length === RENDITION_KEY_BYTES) named.set(name, key as Bytes);
  });
  const [key, nonce] = Array.isArray(thumbnail) ? thumbnail : [];
  return {
    title,
    description,
    language: typeof language === "string" ? language : null,
    keys: named,
    thumbnail:
      key instanceof Uint8Array && nonce instanceof Uint8Array ? { key: key as Bytes, nonce: nonce as Bytes } : null,
  };
}

/** The thumbnail's picture, or null if it does not open. */
export async function openThumbnail(videoId: string, opened: Opened, sealed: Bytes): Promise<Bytes | null> {
  if (!opened.thumbnail) return null;
  return open(opened.thumbnail.key, opened.thumbnail.nonce, purpose("thumbnail", videoId), sealed);
}
