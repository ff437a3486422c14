// Members in one federation, in release: the demonstration's town, each in a process of its own.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startedWith } from "../tests/browser/harness/processes.mjs";
import { Program } from "../tests/browser/harness/program.mjs";
import { ECOT } from "./paths.mjs";

/** In the order of crates/node/src/demo/town.rs. */
const NAMES = ["aubepine", "bruyere", "chardon", "digitale", "eglantine"];
/** How long the town may take to live through its month, in ms. */
const START_LIMIT_MS = 480_000;
/** How long one wait for something that members do by themselves may take, in ms; and between two looks. */
const WAIT_LIMIT_MS = 120_000;
const LOOK_MS = 20;
/** Without it nobody moves a clock or plays the people. */
const HEADERS = { "ecot-demo": "yes", "content-type": "application/json" };

export class Town {
  #program;
  #members;
  #tokens = {};
  folder = "";
  /** In their order; the first holds the fund. `url` is where it listens, `path` its folder. */
  houses = [];

  /** Starts so many members, and waits until they have lived through a month. */
  static async start(members) {
    const town = new Town();
    town.#members = members;
    town.folder = await mkdtemp(join(tmpdir(), "ecot-bench-town-"));
    try {
      await town.#serve();
    } catch (error) {
      await town.stop();
      throw error;
    }
    return town;
  }

  /** Stops all, lets `change` work on their folders, and starts them again. */
  async restart(change) {
    await this.#program.end("SIGTERM");
    await change();
    await this.#serve();
  }

  /** Ends it and removes its folder. */
  async stop() {
    await this.#program.end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** All that the members have written to their logs so far. */
  get said() {
    return this.#program.output;
  }

  /** Sets some of a house's configuration, while it is stopped: by section, lines of TOML. */
  async configure(house, sections) {
    const text = Object.entries(sections).map(([section, lines]) => `[${section}]\n${lines}\n`).join("");
    await writeFile(join(house.path, "ecot.toml"), text);
  }

  /** What its people do: crates/node/src/demo/acts.rs. */
  async act(house, what) {
    return ask(house, "/demo/act", what);
  }

  /** Lets time pass for everybody. */
  async pass(seconds) {
    await Promise.all(this.houses.map((house) => ask(house, `/demo/clock?forward_seconds=${seconds}`)));
  }

  /** What the clocks show. */
  async now() {
    return new Date((await (await fetch(`${this.houses[0].url}/demo/clock`)).json()).now);
  }

  /** Publishes a file at a house and waits until it is whole; gives what `ecot publish` prints. */
  async publish(house, file, title, visibility) {
    this.#tokens[house.name] ??= await run("token", "--config", join(house.path, "ecot.toml"), "--user", "demo");
    const token = this.#tokens[house.name];
    const words = ["publish", "--server", house.url, "--token", token, "--title", title, "--visibility", visibility, "--wait", file];
    return JSON.parse(await run(...words));
  }

  /** A house's machine stands still; gives what lets it go on. */
  async freeze(house) {
    const pid = await this.pid(house);
    process.kill(pid, "SIGSTOP");
    return () => process.kill(pid, "SIGCONT");
  }

  /** A house's process. */
  pid(house) {
    return startedWith(this.#program.pid, "ecot", house.name);
  }

  async #serve() {
    this.#program = new Program(ECOT, "demo", "--data", this.folder, "--port", "0", "--members", String(this.#members));
    await this.#program.written(/Ctrl-C stops the members/, START_LIMIT_MS);
    const { ports } = JSON.parse(await readFile(join(this.folder, "town.json"), "utf8"));
    this.houses = ports.map((port, index) => {
      const name = NAMES[index];
      return { name, port, url: `http://127.0.0.1:${port}`, path: join(this.folder, name) };
    });
  }
}

/** Waits until `look` gives something that counts as true; gives it. */
export async function until(look, what) {
  const start = performance.now();
  while (performance.now() - start < WAIT_LIMIT_MS) {
    const found = await look();
    if (found) return found;
    await new Promise((again) => setTimeout(again, LOOK_MS));
  }
  throw new Error(`it took too long until ${what}`);
}

async function run(...words) {
  return (await promisify(execFile)(ECOT, words)).stdout.trim();
}

/** Asks a house to do something, again while a video is worked on there. */
async function ask(house, path, what = undefined) {
  return until(async () => {
    const answer = await fetch(house.url + path, { method: "POST", headers: HEADERS, body: JSON.stringify(what) });
    if (answer.status === 409) return undefined;
    if (!answer.ok) throw new Error(`${house.name} answered ${path} with ${answer.status}: ${await answer.text()}`);
    return { answer: await answer.json() };
  }, `${house.name} does ${path}`).then(({ answer }) => answer);
}
