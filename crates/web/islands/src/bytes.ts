/** Bytes in the spellings that Ecot uses: base64url without padding, base32 lower-case without padding, hex. */

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a text in an alphabet of 2^bits signs; null if a sign is foreign or the spare bits are not zero. */
function decode(text: string, alphabet: string, bits: number): Bytes | null {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let held = 0;
  let count = 0;
  let place = 0;
  for (const sign of text) {
    const value = alphabet.indexOf(sign);
    if (value < 0) return null;
    held = (held << bits) | value;
    count += bits;
    if (count >= 8) {
      count -= 8;
      bytes[place] = (held >> count) & 0xff;
      place += 1;
      held &= (1 << count) - 1;
    }
  }
  return held === 0 && count < bits ? bytes : null;
}

export function fromBase64url(text: string): Bytes | null {
  return decode(text, BASE64URL, 6);
}

export function fromBase32(text: string): Bytes | null {
  return decode(text, BASE32, 5);
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}
