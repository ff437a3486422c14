// A player of HLS over HTTP without a picture: it follows a multivariant playlist's pathways and the steering, fetches parts
// by range as it plays, asks the next member when one refuses or is silent, and tells the home what it received.
import { Agent, request } from "node:http";

/** Seconds of the video that are loaded ahead: small, so that one who leaves has cost little. */
const AHEAD_S = 12;
/** Until the next member is asked, in ms. */
const PATIENCE_MS = 5_000;
/** Between two reports, in ms. */
const REPORT_MS = 30_000;
/** How long a member that failed is asked last, in ms. */
const PENALTY_MS = 30_000;

const pause = (ms) => new Promise((passed) => setTimeout(passed, ms));

/** One viewer at an address of its own. */
export class Player {
  #agent = new Agent({ keepAlive: true, maxSockets: 2 });
  #troubles = new Map();
  #untold = new Map();
  #reported = 0;
  #steerAt = Infinity;
  /** By pathway: where its media playlist is. */
  #media = new Map();
  #priority = [];
  #steering = "";
  /** What became of it: bytes by pathway, parts, and those that nobody gave, that one member refused, or that came too late. */
  told = { bytes: {}, parts: 0, failed: 0, refused: 0, late: 0, seconds: 0, steered: 0 };

  /** `origin` is the home's, `local` the viewer's own address. */
  constructor({ origin, id, local }) {
    Object.assign(this, { origin, id, local });
  }

  /** Plays from the beginning to the end. */
  async play() {
    try {
      await this.#open();
      const parts = await this.#parts();
      const start = performance.now();
      let played = 0;
      for (const part of parts) {
        await pause(start + (played - AHEAD_S) * 1000 - performance.now());
        await this.#steer();
        await this.#fetch(part);
        // The first one is waited for; each later one is wanted when those before it are over.
        if (played > 0 && performance.now() - start > played * 1000) this.told.late += 1;
        played += part.seconds;
        if (performance.now() - this.#reported > REPORT_MS) await this.#report();
      }
      this.told.seconds += played;
      await this.#report();
    } finally {
      this.#agent.destroy();
    }
    return this.told;
  }

  /** The multivariant playlist: the smallest rendition of each pathway, the first pathway first. */
  async #open() {
    const { body } = await this.#get(`${this.origin}/v/${this.id}/master.m3u8`);
    const text = body.toString();
    const lines = text.split("\n");
    lines.forEach((line, index) => {
      if (!line.startsWith("#EXT-X-STREAM-INF:")) return;
      const [, pathway] = /PATHWAY-ID="([^"]+)"/.exec(line) ?? [];
      if (!this.#media.has(pathway)) this.#media.set(pathway, new URL(lines[index + 1], this.origin).href);
    });
    this.#priority = [...this.#media.keys()];
    const [, steering] = /#EXT-X-CONTENT-STEERING:SERVER-URI="([^"]+)"/.exec(text) ?? [];
    this.#steering = new URL(steering, this.origin).href;
    this.#reported = performance.now();
    this.#steerAt = 0;
  }

  /** Asks for the order of pathways, when it is time. */
  async #steer() {
    if (performance.now() < this.#steerAt) return;
    const down = [...this.#troubles].filter(([, until]) => until > performance.now()).map(([id]) => id);
    const url = new URL(this.#steering);
    if (down.length > 0) url.searchParams.set("down", down.join(","));
    const { status, body } = await this.#get(url.href);
    if (status !== 200) throw new Error(`steering answered ${status}`);
    const list = JSON.parse(body.toString());
    this.#priority = list["PATHWAY-PRIORITY"].filter((id) => this.#media.has(id));
    this.#steerAt = performance.now() + list.TTL * 1000;
    this.told.steered += 1;
  }

  /** The parts of the rendition, each with its range, and where it stands below any member. */
  async #parts() {
    const { body } = await this.#get(this.#media.get(this.#priority[0]));
    const parts = [];
    let [range, seconds] = [undefined, 0];
    for (const line of body.toString().split("\n")) {
      const [, length, offset] = /BYTERANGE[:=]"?(\d+)@(\d+)/.exec(line) ?? [];
      if (length) range = [Number(offset), Number(offset) + Number(length) - 1];
      const [, duration] = /^#EXTINF:([\d.]+)/.exec(line) ?? [];
      if (duration) seconds = Number(duration);
      const [, map] = /^#EXT-X-MAP:URI="([^"]+)"/.exec(line) ?? [];
      if (map) parts.push({ path: map, range, seconds: 0 });
      if (line && !line.startsWith("#")) parts.push({ path: line, range, seconds });
    }
    return parts.map((part) => ({ ...part, path: new URL(part.path, this.origin).pathname }));
  }

  /** Fetches one part from the first member that gives it. */
  async #fetch({ path, range: [first, last] }) {
    this.told.parts += 1;
    const now = performance.now();
    const until = (id) => Math.max(now, this.#troubles.get(id) ?? 0);
    const order = [...this.#priority, ...[...this.#media.keys()].filter((id) => !this.#priority.includes(id))];
    for (const id of order.sort((one, other) => until(one) - until(other))) {
      const url = new URL(path, this.#media.get(id)).href;
      const answer = await this.#get(url, { range: `bytes=${first}-${last}` }).catch(() => undefined);
      const right = answer?.status === 206 && answer.body.length === last + 1 - first;
      this.#note(id, path, answer?.body.length ?? 0, right);
      if (right) return;
      this.told.refused += 1;
      this.#troubles.set(id, performance.now() + PENALTY_MS);
    }
    this.told.failed += 1;
  }

  #note(id, path, length, right) {
    const bytes = right ? length : 0;
    this.told.bytes[id] = (this.told.bytes[id] ?? 0) + bytes;
    const key = `${id} ${path}`;
    const sum = this.#untold.get(key) ?? { bytes: 0, answers: 0, failures: 0 };
    sum.bytes += bytes;
    sum[right ? "answers" : "failures"] += 1;
    this.#untold.set(key, sum);
  }

  /** Tells the home: docs/formats/report.md. */
  async #report() {
    this.#reported = performance.now();
    const home = this.#homePathway();
    const rows = [...this.#untold].map(([key, sum]) => [...key.split(" "), sum]).filter(([id]) => id !== home);
    this.#untold.clear();
    if (rows.length === 0) return;
    const line = ([id, path, sum]) =>
      `cdn="${id}",e=rr,org.ecot-b=${sum.bytes},org.ecot-f=${sum.failures},org.ecot-n=${sum.answers},url="${path}",v=2\n`;
    const body = rows.map(line).join("");
    const answer = await this.#send("POST", `${this.origin}/v/${this.id}/report`, { "content-type": "application/cmcd" }, body);
    if (answer.status >= 300) throw new Error(`the report was answered ${answer.status}: ${answer.body}`);
  }

  #homePathway() {
    return [...this.#media].find(([, url]) => new URL(url).port === new URL(this.origin).port)?.[0];
  }

  #get(url, headers = {}) {
    return this.#send("GET", url, headers);
  }

  #send(method, address, headers, body = undefined) {
    const { port, pathname, search, hostname } = new URL(address);
    const host = `${hostname}:${port}`;
    const length = body ? { "content-length": Buffer.byteLength(body) } : {};
    return new Promise((done, failed) => {
      const options = {
        host: "127.0.0.1", port, path: pathname + search, method, agent: this.#agent, localAddress: this.local,
        headers: { host, ...headers, ...length }, timeout: PATIENCE_MS,
      };
      const asked = request(options, (answer) => {
        const pieces = [];
        answer.on("data", (piece) => pieces.push(piece));
        answer.on("end", () => done({ status: answer.statusCode, body: Buffer.concat(pieces) }));
        answer.on("error", failed);
      });
      asked.on("timeout", () => asked.destroy(new Error("nothing came in time")));
      asked.on("error", failed);
      asked.end(body);
    });
  }
}
