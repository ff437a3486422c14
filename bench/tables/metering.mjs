// What metering adds to a request. The measuring is in Rust, beside the meter.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, TARGET } from "../paths.mjs";
import { against } from "../table.mjs";

const SEGMENTS = { "200 kB": 200_000, "2 MB": 2_000_000 };
/** Until enough viewers of an object were seen in an hour, each one's address is hashed. */
const CASES = ["first viewers", "enough viewers"];
/** Hundredths of what it costs to send 200 kB. */
const WANTED_NS = 1_000;

/** Median nanoseconds of a case, from what criterion wrote. */
async function median(name, bytes) {
  const file = join(TARGET, "criterion/metering", name, String(bytes), "new/estimates.json");
  return JSON.parse(await readFile(file, "utf8")).median.point_estimate;
}

export async function measure() {
  // The packages of scripts/bench.sh: with others, features of dependencies differ, and they are compiled again.
  const words = "bench --locked --quiet --package node --package media --package web --bench metering -- --noplot --warm-up-time 1 --measurement-time 2";
  await promisify(execFile)("cargo", words.split(" "), { cwd: ROOT });
  const rows = [];
  for (const [size, bytes] of Object.entries(SEGMENTS)) {
    const without = await median("without", bytes);
    for (const name of CASES) {
      const added = (await median(name, bytes)) - without;
      rows.push([size, name, `${added.toFixed(0)} ns`, `under ${WANTED_NS} ns`, against(added < WANTED_NS)]);
    }
  }
  return {
    title: "Metering",
    note: "Added to a request: noting the viewer, and counting the frames of the body. A microbenchmark (crates/web/benches/metering.rs).",
    columns: ["segment", "object with", "added", "wanted", "holds"],
    rows,
  };
}
