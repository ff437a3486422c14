// A program of ours that a test starts: what it has written, and its end.
import { spawn } from "node:child_process";

/** How long a stop may take before it counts as hanging, in ms. */
const STOP_LIMIT_MS = 30_000;

export class Program {
  #process;
  #output = "";
  /** Its exit code, or the signal by which it ended. */
  #ended;

  constructor(binary, ...args) {
    // Nothing is written to its input, and a house of the town ends when that is shut.
    this.#process = spawn(binary, args, { stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of this.#streams) stream.setEncoding("utf8").on("data", (text) => (this.#output += text));
    this.#ended = new Promise((ended) => this.#process.once("exit", (code, by) => ended(code ?? by)));
    // A test that dies leaves no program behind.
    const killed = () => this.#process.kill("SIGKILL");
    process.once("exit", killed);
    this.#process.once("exit", () => process.off("exit", killed));
  }

  get #streams() {
    return [this.#process.stdout, this.#process.stderr];
  }

  /** Everything that it has written so far. */
  get output() {
    return this.#output;
  }

  get pid() {
    return this.#process.pid;
  }

  /** Waits until it has written what `pattern` matches, `limit` ms at most; gives the match. */
  async written(pattern, limit) {
    return new Promise((found, failed) => {
      const end = (act, value) => {
        clearTimeout(timer);
        this.#streams.forEach((stream) => stream.off("data", look));
        this.#process.off("exit", gone);
        act(value);
      };
      const look = () => {
        const match = pattern.exec(this.#output);
        if (match) end(found, match);
      };
      const gone = (code) => end(failed, new Error(`ecot ended with ${code}:\n${this.#output}`));
      const late = () => end(failed, new Error(`ecot has not written ${pattern}:\n${this.#output}`));
      const timer = setTimeout(late, limit);
      this.#streams.forEach((stream) => stream.on("data", look));
      this.#process.on("exit", gone);
      look();
    });
  }

  /** Ends it by a signal, unless it has ended; gives its exit code, or the signal by which it really ended. */
  async end(signal) {
    this.#process.kill(signal);
    const late = setTimeout(() => this.#process.kill("SIGKILL"), STOP_LIMIT_MS);
    const code = await this.#ended;
    clearTimeout(late);
    return code;
  }
}
