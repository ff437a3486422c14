// The demonstration's town: three members in one federation that has closed a month, each in a process of its own.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { given, kill, startedWith } from "./processes.mjs";
import { Program } from "./program.mjs";
import { Reached } from "./reached.mjs";
import { until } from "./until.mjs";

/** How long the town may take to live through its month on a busy machine, in ms. */
const START_LIMIT_MS = 240_000;
/** The same of one house that has lived through it. */
const AGAIN_LIMIT_MS = 60_000;
/** After so many times ten minutes of asking each other, all know what one of them said. */
const ROUNDS = 3;
const ROUND_SECONDS = 600;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
/** From the end of a month until what was seen of its last day is there. */
const SETTLED_SECONDS = 49 * HOUR_SECONDS;
/** Without it nobody moves a clock or plays the people. */
const HEADERS = { "ecot-demo": "yes" };

export class Town {
  #program;
  #folder;
  /** Houses whose machine is lost. */
  #lost = new Set();
  /** Houses that were started again, each a program of its own. */
  #again = [];

  /** By name: `name`, `url`, and `person`, who has every role. The first of them holds the fund. */
  houses = {};
  /** The month that is closed, and the one that runs: `2026-11`. */
  closed = "";
  running = "";

  /** Starts it, and waits until its people have lived through a month. */
  static async start() {
    const town = new Town();
    town.#folder = await mkdtemp(join(tmpdir(), "ecot-town-"));
    town.#program = new Program(town.binary, "demo", "--data", town.#folder, "--port", "0");
    await town.#program.written(/Ctrl-C stops the members/, START_LIMIT_MS);
    const [, links] = town.#program.output.split("operator links");
    for (const [, name, link] of links.matchAll(/^ {2}(\w+) +(\S+\/welcome\/\S+)$/gm)) {
      const { password } = await town.#notes(name, "demo.json");
      town.houses[name] = { name, url: new URL(link).origin, person: { name: "demo", password } };
    }
    town.closed = (await town.#notes("town.json")).first_day.slice(0, 7);
    await town.#avoidMonthEnd();
    return town;
  }

  /** The program. */
  get binary() {
    return new Reached().binary;
  }

  /** All that the houses have written to their logs so far. */
  get said() {
    return this.#program.output;
  }

  /** A file of the town, or of the tests' own: it goes with the town. */
  file(name) {
    return join(this.#folder, name);
  }

  /** What a house answers to somebody without a browser; where it sends them on is not followed. */
  ask(house, path) {
    return fetch(near(house, path), { redirect: "manual" });
  }

  /** What the demonstration plays of a house's people, or what no page offers because only a liar does it; gives the answer. */
  act(house, what) {
    return act(house, what);
  }

  /** The time of a house. */
  async time(house) {
    return new Date((await (await fetch(near(house, "/demo/clock"))).json()).now);
  }

  /** What somebody without a browser sends to a house. */
  tell(house, path, type, body) {
    return fetch(near(house, path), { method: "POST", headers: { "content-type": type }, body });
  }

  /** A house's machine stands still: what is sent to it arrives and is never answered. Gives what lets it go on. */
  async freeze(house) {
    const pid = await startedWith(this.#program.pid, "ecot", house.name);
    process.kill(pid, "SIGSTOP");
    return () => process.kill(pid, "SIGCONT");
  }

  /** A house's machine is lost for good: nothing answers at its address. */
  async lose(house) {
    const pid = await startedWith(this.#program.pid, "ecot", house.name);
    await kill(pid);
    this.#lost.add(house);
  }

  /** A house's machine loses power and comes back. */
  async startAgain(house) {
    const pid = await startedWith(this.#program.pid, "ecot", house.name);
    const [binary, ...args] = await given(pid);
    await kill(pid);
    const program = new Program(binary, ...args);
    this.#again.push(program);
    await program.written(/ready to be looked at/, AGAIN_LIMIT_MS);
  }

  get #there() {
    return Object.values(this.houses).filter((house) => !this.#lost.has(house));
  }

  /** Lets time pass for everybody. */
  async pass(seconds) {
    await this.#everywhere(`/demo/clock?forward_seconds=${seconds}`);
  }

  /** Everybody asks everybody until all know all, or so many times. */
  async talk(rounds = ROUNDS) {
    for (let round = 0; round < rounds; round++) {
      await this.pass(ROUND_SECONDS);
      for (const house of this.#there) await act(house, "tick");
    }
  }

  /** The running month ends, and somebody has proposed what counts in it. So long nobody stays signed in. */
  async endMonth() {
    const [year, month] = this.running.split("-").map(Number);
    const end = Date.UTC(year, month, 1);
    await this.pass(Math.ceil((end - (await this.#now()).getTime()) / 1_000) + SETTLED_SECONDS);
    await this.talk();
    await this.talk();
    this.closed = this.running;
    this.running = new Date(end).toISOString().slice(0, 7);
  }

  /** Ends it and removes its folder; says so if it did not end cleanly. */
  async stop() {
    await Promise.all(this.#again.map((program) => program.end("SIGTERM")));
    const code = await this.#program.end("SIGTERM");
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    if (code !== 0) throw new Error(`the town ended with ${code}:\n${this.#program.output.slice(-4000)}`);
  }

  async #notes(...path) {
    return JSON.parse(await readFile(join(this.#folder, ...path), "utf8"));
  }

  /** What follows stays within one month: tests let hours pass. */
  async #avoidMonthEnd() {
    const now = await this.#now();
    const tomorrow = new Date(now.getTime() + DAY_SECONDS * 1_000);
    if (tomorrow.getUTCMonth() === now.getUTCMonth()) {
      this.running = now.toISOString().slice(0, 7);
      return;
    }
    await this.pass(DAY_SECONDS + HOUR_SECONDS);
    this.running = tomorrow.toISOString().slice(0, 7);
  }

  #now() {
    const [house] = this.#there;
    return this.time(house);
  }

  async #everywhere(path) {
    await Promise.all(this.#there.map((house) => post(house, path)));
  }
}

/** An address of a house that needs no name. */
function near(house, path) {
  const { port } = new URL(house.url);
  return `http://127.0.0.1:${port}${path}`;
}

async function post(house, path, body = undefined) {
  const content = body && { body: JSON.stringify(body), headers: { ...HEADERS, "content-type": "application/json" } };
  const answer = await until(async () => {
    const answer = await fetch(near(house, path), { method: "POST", headers: HEADERS, ...content });
    // While a video is worked on, the clock stands.
    return answer.status !== 409 && answer;
  }, `${house.name} does ${path}`);
  if (!answer.ok) throw new Error(`${house.name} answered ${path} with ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const act = (house, what) => post(house, "/demo/act", what);
