// A member in release: the program on a free port, with a folder of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ECOT } from "./paths.mjs";

/** How long a start or a stop may take, in ms. */
const LIMIT_MS = 30_000;

export class Member {
  #process;
  #output = "";
  /** The folder that holds its configuration and its data. */
  folder = "";
  /** Its address, without a slash at the end. */
  url = "";
  /** An author's, who is operator too. */
  token = "";

  /** Starts a member; `http` is TOML for that section. Until this returns, it is not ready. */
  static async start(http = "") {
    const member = new Member();
    member.folder = await mkdtemp(join(tmpdir(), "ecot-bench-"));
    await member.#serve(http);
    return member;
  }

  /** The same with an author. */
  static async withAuthor() {
    const member = await Member.start();
    try {
      member.token = await member.#author();
    } catch (error) {
      await member.stop();
      throw error;
    }
    return member;
  }

  get pid() {
    return this.#process.pid;
  }

  /** Stops it and starts it again with other settings and the same data. */
  async restartWith(http) {
    await this.#end();
    await this.#serve(http);
  }

  /** Ends it and removes its folder. */
  async stop() {
    await this.#end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Publishes a file for everybody and waits until it is whole; gives what `ecot publish` prints. */
  async publish(file, title) {
    const words = ["publish", "--server", this.url, "--token", this.token, "--title", title, "--visibility", "public", "--wait", file];
    return JSON.parse(await this.#run(...words));
  }

  /** Makes the first account through the one-time link, as its form does; gives a token of it. */
  async #author() {
    const [link] = await this.#written(/https?:\/\/\S+\/welcome\/[\w-]+(?=\s)/);
    const form = new URL((await fetch(link)).url);
    const fields = { invitation: form.searchParams.get("invitation"), name: "bench", password: "a password for figures only" };
    const made = await fetch(new URL("/sign-up", form), { method: "POST", body: new URLSearchParams(fields) });
    if (!made.ok) throw new Error(`the account was not made: ${made.status}`);
    return this.#run("token", "--config", this.#config, "--user", fields.name);
  }

  get #config() {
    return join(this.folder, "ecot.toml");
  }

  async #run(...words) {
    return (await promisify(execFile)(ECOT, words)).stdout.trim();
  }

  async #serve(http) {
    await writeFile(this.#config, `[member]\nname = "Figures"\n[http]\nlisten = "127.0.0.1:0"\n${http}\n`);
    this.#output = "";
    const child = spawn(ECOT, ["serve", "--config", this.#config], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    // A run that dies leaves no member behind.
    const killed = () => child.kill("SIGKILL");
    process.once("exit", killed);
    child.once("exit", () => process.off("exit", killed));
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (this.#output += text));
    const [, url] = await this.#written(/ready address=\S+ url="([^"]+)"/);
    this.url = url.replace(/\/$/, "");
  }

  /** Waits until the program has written what `pattern` matches; gives the match. */
  async #written(pattern) {
    const child = this.#process;
    const start = performance.now();
    while (performance.now() - start < LIMIT_MS && child.exitCode === null) {
      const match = pattern.exec(this.#output);
      if (match) return match;
      await new Promise((again) => setTimeout(again, 1));
    }
    throw new Error(`ecot has not written ${pattern}:\n${this.#output}`);
  }

  async #end() {
    const child = this.#process;
    if (child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    await ended;
    clearTimeout(late);
  }
}
