// A carrier as players see it: a process of its own that relays to a member until it fails.
import { fork } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "./until.mjs";

/** Its id; there is no such member. */
const MEMBER = "ab".repeat(32);

export class Relay {
  #process;
  /** Requests for parts of objects that it has taken since it was armed. */
  parts = 0;
  url = "";

  /** Starts one in front of a member. */
  static async before(member) {
    const relay = new Relay();
    relay.#process = fork(join(import.meta.dirname, "relaying.mjs"), [member.url]);
    relay.#process.on("message", ({ parts }) => (relay.parts = parts ?? relay.parts));
    const killed = () => relay.#process.kill("SIGKILL");
    process.once("exit", killed);
    relay.#process.once("exit", () => process.off("exit", killed));
    const { port } = await relay.#hears("port");
    relay.url = `http://127.0.0.1:${port}`;
    return relay;
  }

  /** Its name in playlists. */
  get pathway() {
    return MEMBER.slice(0, 16);
  }

  /** Has the member name it before itself to every player. */
  async preferredBy(member) {
    const pathways = [{ member: MEMBER, base: this.url }, { base: member.url }];
    await writeFile(join(member.folder, "data/relays.json"), JSON.stringify(pathways));
  }

  /**
   * After so many requests for parts of objects it kills itself ("kill"), stops ("stop"), or reads and answers nothing any more
   * ("hole"); with "alter" it alters every part.
   */
  async arm(how, after = Infinity) {
    this.parts = 0;
    const armed = this.#hears("armed");
    this.#process.send({ how, after: Number.isFinite(after) ? after : undefined });
    await armed;
  }

  /** It fails now. */
  async fail(how) {
    if (how === "hole") return this.arm(how, 0);
    if (how === "kill") return this.end();
    this.#process.kill("SIGSTOP");
    // What it is sent after the signal it does not read.
    const state = async () => (await readFile(`/proc/${this.#process.pid}/stat`, "utf8")).split(") ").at(-1)[0];
    await until(async () => (await state()) === "T", "the relay stands still");
  }

  /** Ends it, stopped or not. */
  async end() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** The next message that has this. */
  #hears(what) {
    return new Promise((heard) => {
      const listen = (message) => {
        if (!(what in message)) return;
        this.#process.off("message", listen);
        heard(message);
      };
      this.#process.on("message", listen);
    });
  }
}
