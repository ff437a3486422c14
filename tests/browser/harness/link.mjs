// A network between browser and member that a test can make slow or cut: a proxy of bytes on loopback.
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";

/** Bytes that pass at once when the way up is slow. */
const PIECE_BYTES = 16_384;

export class Link {
  #server;
  #open = new Set();
  #cut = false;
  #bytesPerSecond = Infinity;
  /** Port of the member on 127.0.0.1. */
  target = 0;
  url = "";

  static async listen() {
    const link = new Link();
    link.#server = createServer((near) => link.#connected(near)).listen(0, "127.0.0.1");
    await new Promise((listening) => link.#server.once("listening", listening));
    link.url = `http://127.0.0.1:${link.#server.address().port}`;
    return link;
  }

  /** Lets so many bytes a second through towards the member. */
  slow(bytesPerSecond) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Breaks every connection and refuses new ones until `mend`. */
  cut() {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend() {
    this.#cut = false;
    this.#bytesPerSecond = Infinity;
  }

  async close() {
    this.cut();
    await new Promise((closed) => this.#server.close(closed));
  }

  #connected(near) {
    if (this.#cut) return near.destroy();
    const far = connect(this.target, "127.0.0.1");
    for (const [socket, other] of [[near, far], [far, near]]) {
      this.#open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(this.#brake()).pipe(far);
    far.pipe(near);
  }

  /** Passes bytes on at the present speed. */
  #brake() {
    const link = this;
    return new Transform({
      highWaterMark: PIECE_BYTES,
      async transform(bytes, _, next) {
        for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
          const piece = bytes.subarray(from, from + PIECE_BYTES);
          const wait = (piece.length / link.#bytesPerSecond) * 1000;
          if (wait > 0) await new Promise((passed) => setTimeout(passed, wait));
          this.push(piece);
        }
        next();
      },
    });
  }
}
