// A member as its command line and its address reach it, whoever runs it.
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** The binary that make test built. */
const ECOT = resolve(process.env.ECOT ?? join(import.meta.dirname, "../../../target/debug/ecot"));

const output = async (binary, ...args) => (await promisify(execFile)(binary, args)).stdout.trim();

export class Reached {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url = "";
  /** The folder that holds its configuration and its data. */
  folder = "";
  /** The program. */
  binary = ECOT;

  static at({ url, folder, binary }) {
    return Object.assign(new Reached(), { url, folder, binary });
  }

  /** What another process needs to reach it. */
  get told() {
    const { url, folder, binary } = this;
    return { url, folder, binary };
  }

  get config() {
    return join(this.folder, "ecot.toml");
  }

  /** Runs `ecot COMMAND --config …`; gives standard output. */
  command(name, ...args) {
    return output(this.binary, name, "--config", this.config, ...args);
  }

  /** Runs `ecot publish` against this member; gives its JSON. */
  async publish(token, file, ...args) {
    return JSON.parse(await output(this.binary, "publish", "--server", this.url, "--token", token, ...args, file));
  }
}
