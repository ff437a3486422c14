// A line between machines: what passes through a port comes later, and no faster than the line gives: a process of its own.
// node line.mjs PORT TARGET-ADDRESS TARGET-PORT ROUND-TRIP-MS BITS-PER-SECOND
import { fork } from "node:child_process";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";

/** Bytes that wait in front of the line, beside what is on it, before who sends is held back: what a router keeps. */
const WAITING_BYTES = 256 << 10;

/** Starts a line from a port of 127.0.0.1 to another address; gives how to end it. */
export async function line({ port, address, targetPort, roundTripMs, bitsPerSecond }) {
  const words = [port, address, targetPort, roundTripMs, bitsPerSecond].map(String);
  const running = fork(fileURLToPath(import.meta.url), words);
  const killed = () => running.kill("SIGKILL");
  process.once("exit", killed);
  running.once("exit", () => process.off("exit", killed));
  await new Promise((listening) => running.once("message", listening));
  return async () => {
    const ended = new Promise((done) => running.once("exit", done));
    running.kill("SIGKILL");
    await ended;
  };
}

/** One direction of the line, which all connections share. */
class Way {
  #free = 0;
  constructor(delayMs, bytesPerMs) {
    Object.assign(this, { delayMs, bytesPerMs });
    this.most = WAITING_BYTES + delayMs * bytesPerMs;
  }

  /** When bytes that come now are at the other end, by performance.now(). */
  arrival(bytes) {
    this.#free = Math.max(this.#free, performance.now()) + bytes / this.bytesPerMs;
    return this.#free + this.delayMs;
  }
}

/** Carries what one socket says to the other. */
function carry(from, to, way) {
  const under = [];
  let [bytes, waits] = [0, false];
  const arrive = () => {
    waits = false;
    while (under.length > 0 && under[0].at <= performance.now()) {
      const { piece } = under.shift();
      if (piece === undefined) return to.end();
      bytes -= piece.length;
      to.write(piece);
    }
    if (bytes < way.most) from.resume();
    wake();
  };
  const wake = () => {
    if (waits || under.length === 0) return;
    waits = true;
    setTimeout(arrive, Math.max(0, under[0].at - performance.now()));
  };
  from.on("data", (piece) => {
    bytes += piece.length;
    under.push({ piece, at: way.arrival(piece.length) });
    if (bytes >= way.most) from.pause();
    wake();
  });
  from.on("end", () => {
    under.push({ at: way.arrival(0) });
    wake();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port, address, targetPort, roundTripMs, bitsPerSecond] = process.argv.slice(2);
  const [up, down] = [0, 1].map(() => new Way(Number(roundTripMs) / 2, Number(bitsPerSecond) / 8000));
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ host: address, port: Number(targetPort), allowHalfOpen: true, noDelay: true });
    for (const [socket, other] of [[near, far], [far, near]]) {
      socket.on("error", () => other.destroy());
      socket.on("close", (failed) => failed && other.destroy());
    }
    carry(near, far, up);
    carry(far, near, down);
  });
  server.listen(Number(port), "127.0.0.1", () => process.send({ listening: true }));
}
