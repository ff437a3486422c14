/** A reader for the small part of deterministic CBOR that sealed payloads use: integers, bytes, text, lists, null. */

import type { Bytes } from "./bytes.ts";

export type Cbor = number | string | Bytes | null | readonly Cbor[];

/** Payloads are small; a longer list or text than this is not one. */
const LENGTH_LIMIT = 100_000;
const DEPTH_LIMIT = 4;

class Reader {
  private place = 0;
  private readonly bytes: Bytes;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
  }

  get ended(): boolean {
    return this.place === this.bytes.length;
  }

  private take(length: number): Bytes {
    if (length > this.bytes.length - this.place) throw new RangeError("CBOR ends too early");
    this.place += length;
    return this.bytes.slice(this.place - length, this.place);
  }

  /** The argument of an item's head; only its shortest spelling is deterministic. */
  private argument(info: number): number {
    if (info < 24) return info;
    const width = { 24: 1, 25: 2, 26: 4 }[info];
    if (width === undefined) throw new RangeError("CBOR argument is not taken");
    const value = this.take(width).reduce((sum, byte) => sum * 256 + byte, 0);
    const least = width === 1 ? 24 : 256 ** (width / 2);
    if (value < least) throw new RangeError("CBOR is not in its shortest form");
    return value;
  }

  item(depth: number): Cbor {
    if (depth > DEPTH_LIMIT) throw new RangeError("CBOR is too deep");
    const head = this.take(1)[0] ?? 0;
    if (head === 0xf6) return null;
    const value = this.argument(head & 0x1f);
    if (value > LENGTH_LIMIT) throw new RangeError("CBOR is too long");
    switch (head >> 5) {
      case 0:
        return value;
      case 2:
        return this.take(value);
      case 3:
        return new TextDecoder("utf-8", { fatal: true }).decode(this.take(value));
      case 4:
        return Array.from({ length: value }, () => this.item(depth + 1));
      default:
        throw new RangeError("CBOR of a kind that is not taken");
    }
  }
}

/** The one item that these bytes are; throws RangeError or TypeError if they are not. */
export function decodeCbor(bytes: Bytes): Cbor {
  const reader = new Reader(bytes);
  const item = reader.item(0);
  if (!reader.ended) throw new RangeError("CBOR goes on after its end");
  return item;
}
