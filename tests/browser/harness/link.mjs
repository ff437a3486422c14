// A network between browser and member that a test can make slow or cut: a proxy of bytes on loopback.
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";

/** Bytes that pass at once on a slow way. */
const PIECE_BYTES = 16_384;
const FAST = { up: Infinity, down: Infinity };

export class Link {
  #server;
  #open = new Set();
  #far = new Set();
  #dead = new WeakSet();
  #cut = false;
  #speed = FAST;
  /** Port of the member on 127.0.0.1. */
  target = 0;
  url = "";

  /** To a port of this machine, or to one that is told later. */
  static async listen(target = 0) {
    const link = new Link();
    link.target = target;
    link.#server = createServer((near) => link.#connected(near)).listen(0, "127.0.0.1");
    await new Promise((listening) => link.#server.once("listening", listening));
    link.url = `http://127.0.0.1:${link.#server.address().port}`;
    return link;
  }

  /** Lets so many bytes a second through on each connection: `up` towards the member, `down` towards the browser. */
  slow(speed) {
    this.#speed = { ...FAST, ...speed };
  }

  /** Breaks every connection and refuses new ones until `mend`. */
  cut() {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  /** A line that dies without a word: the browser's ends of what is open now stay open, and nothing passes any more. */
  die() {
    for (const far of this.#far) {
      this.#dead.add(far);
      far.destroy();
    }
  }

  mend() {
    this.#cut = false;
    this.#speed = FAST;
  }

  async close() {
    this.cut();
    await new Promise((closed) => this.#server.close(closed));
  }

  #connected(near) {
    if (this.#cut) return near.destroy();
    const far = connect(this.target, "127.0.0.1");
    this.#far.add(far);
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.#open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => this.#open.delete(socket));
    }
    // Nobody waits for the answer any more. The other way round the rest of the answer is still on its way.
    near.on("close", () => far.destroy());
    // A browser reads no end while it sends: what it still sends to nobody is thrown away.
    far.on("close", () => {
      this.#far.delete(far);
      near.unpipe();
      if (!this.#dead.has(far)) near.resume();
    });
    near.pipe(this.#brake("up")).pipe(far);
    far.pipe(this.#brake("down")).pipe(near);
  }

  /** Passes bytes on at the present speed. */
  #brake(way) {
    const link = this;
    return new Transform({
      highWaterMark: PIECE_BYTES,
      async transform(bytes, _, next) {
        for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
          const piece = bytes.subarray(from, from + PIECE_BYTES);
          const wait = (piece.length / link.#speed[way]) * 1000;
          if (wait > 0) await new Promise((passed) => setTimeout(passed, wait));
          this.push(piece);
        }
        next();
      },
    });
  }
}
