// What a member does in an hour, as the federation grows: crates/exchange/examples/hourly.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { TARGET } from "../paths.mjs";
import { megabytes, seconds } from "../table.mjs";

const run = promisify(execFile);
const SIZES = [10, 30, 100, 300, 1000];

export async function measure() {
  const rows = [];
  for (const size of SIZES) {
    const { stdout } = await run(join(TARGET, "release/examples/hourly"), [String(size)]);
    const told = JSON.parse(stdout.trim().split("\n").at(-1));
    rows.push([
      size,
      seconds(told.all_ms),
      seconds(told.new_ms),
      seconds(told.again_ms),
      seconds(told.answering_ms),
      megabytes(told.bytes),
      seconds(told.opened_ms),
      `${(told.peak_kb / 1e3).toFixed(0)} MB`,
    ]);
  }
  return {
    title: "An hour of one member, as its federation grows",
    note: "Two entries of nine rows by each member; taking, verifying, keeping and cosigning them, asking again 59 times, and answering as often as one asks. Without the network and what signing requests costs.",
    columns: ["members", "an hour", "what is new", "asking again", "answering", "heard", "start", "memory, two members and the makers'"],
    rows,
  };
}
