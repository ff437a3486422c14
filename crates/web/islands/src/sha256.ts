/**
 * SHA-256 of a segment: by the browser where it offers that, else here. Browsers offer it only over https and on
 * localhost; a member tried out over plain http in a local network is checked all the same.
 */

import { type Bytes, toHex } from "./bytes.ts";

const ROUND = new Uint32Array(64);
const START = new Uint32Array(8);

/** Fractional parts of the roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function constants(): void {
  let found = 0;
  for (let candidate = 2; found < 64; candidate += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) prime &&= candidate % divisor !== 0;
    if (!prime) continue;
    const part = (root: number) => Math.floor((root - Math.floor(root)) * 2 ** 32);
    if (found < 8) START[found] = part(Math.sqrt(candidate));
    ROUND[found] = part(Math.cbrt(candidate));
    found += 1;
  }
}
constants();

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));
const at = (words: Uint32Array, place: number) => words[place] as number;

function block(state: Uint32Array, view: DataView, offset: number, schedule: Uint32Array): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getUint32(offset + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const a = at(schedule, i - 15);
    const b = at(schedule, i - 2);
    const s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    schedule[i] = at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUND, i) + at(schedule, i)) | 0;
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = at(state, i) + word;
  });
}

/** The hash without the browser's help, in hex. */
export function sha256HexHere(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  const state = START.slice();
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) block(state, view, offset, schedule);
  return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** The hash in hex. */
export async function sha256Hex(bytes: Bytes): Promise<string> {
  if (!globalThis.crypto?.subtle) return sha256HexHere(bytes);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}
