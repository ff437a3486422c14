// A real member: the `ecot` binary on a free port with a folder of its own.
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Link } from "./link.mjs";
import { Program } from "./program.mjs";
import { Reached } from "./reached.mjs";

/** How long a start may take on a busy machine, in ms. */
const START_LIMIT_MS = 30_000;

export class Member extends Reached {
  #settings;
  #program;

  /**
   * Starts a member behind a trusted proxy (the test itself). `settings.http` is TOML for that section, `settings.more` for
   * others. With `settings.slow` people reach it through `link`.
   */
  static async start(settings = {}) {
    const member = new Member();
    member.#settings = settings;
    member.folder = await mkdtemp(join(tmpdir(), "ecot-browser-"));
    if (settings.slow) member.link = await Link.listen();
    await member.#configure("127.0.0.1:0");
    await member.#serve();
    return member;
  }

  /** The network in front of it, if the settings asked for one. */
  link = undefined;

  /** Everything that the program has written so far. */
  get output() {
    return this.#program.output;
  }

  /** The one-time address that makes the first account an operator's; printed until it was used. */
  async operatorLink() {
    return (await this.#program.written(/https?:\/\/\S+\/welcome\/[\w-]+/, START_LIMIT_MS))[0];
  }

  get pid() {
    return this.#program.pid;
  }

  /** The files of uploads on its disk, and how many bytes each has. */
  async uploads() {
    const folder = join(this.folder, "data/uploads");
    const names = await readdir(folder).catch(() => []);
    const sizes = names.map(async (name) => [name, await stat(join(folder, name)).then(({ size }) => size, () => 0)]);
    return new Map(await Promise.all(sizes));
  }

  /** Kills it in the midst of whatever it does. */
  async crash() {
    await this.#program.end("SIGKILL");
  }

  /** Starts it again after a crash, on the same port, with what is on the disk. */
  async restart() {
    await this.#serve();
  }

  /** Ends it politely and removes its folder; says so if it did not end cleanly. */
  async stop() {
    const code = await this.#program.end("SIGTERM");
    await this.link?.close();
    await rm(this.folder, { recursive: true, force: true });
    if (code !== 0) {
      throw new Error(`the member ended with ${code}:\n${this.output.slice(-4000)}`);
    }
  }

  async #configure(listen) {
    const { http = "", more = "" } = this.#settings;
    const base = this.link ? `base_url = "${this.link.url}"\n` : "";
    const own = `[member]\nname = "Test member"\n${base}[http]\nlisten = "${listen}"\ntrusted_proxies = ["127.0.0.1"]\n${http}\n${more}\n`;
    await writeFile(this.config, own);
  }

  async #serve() {
    this.#program = new Program(this.binary, "serve", "--config", this.config);
    const [, address, url] = await this.#program.written(/ready address=(\S+) url="([^"]+)"/, START_LIMIT_MS);
    this.url = url.replace(/\/$/, "");
    // The next start takes the same port, so that an open page finds the member again.
    await this.#configure(address);
    if (this.link) this.link.target = Number(address.split(":").at(-1));
  }
}
