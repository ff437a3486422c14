// A month of 50 million raw usage rows in a Parquet file: summed and split here, grouped by DuckDB.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, TARGET } from "../paths.mjs";
import { against, median, paired, ratio, seconds } from "../table.mjs";

const run = promisify(execFile);
const ROWS = 50_000_000;
const ROUNDS = 3;
const MOST_KB = 1_000_000;
const CRATE = join(ROOT, "bench/rows");
const PYTHON = { PYTHONPATH: join(ROOT, "target/tools/duckdb") };

export async function measure() {
  const target = join(TARGET, "rows");
  const manifest = ["--manifest-path", join(CRATE, "Cargo.toml"), "--target-dir", target];
  await run("cargo", ["build", "--release", "--locked", "--quiet", ...manifest]);
  const program = join(target, "release/rows");
  const folder = await mkdtemp(join(tmpdir(), "ecot-rows-"));
  try {
    const file = join(folder, "rows.parquet");
    await run(program, ["make", file, String(ROWS)]);
    let [ours, theirs] = [[], []];
    const own = async () => {
      ours.push(JSON.parse((await run(program, ["sum", file])).stdout));
      return ours.at(-1).closed_ms;
    };
    const peer = async () => {
      const script = join(ROOT, "bench/tables/rows.duckdb.py");
      const { stdout } = await run("/usr/bin/python3", [script, file], { env: { ...process.env, ...PYTHON } });
      theirs.push(JSON.parse(stdout));
      return theirs.at(-1).summed_ms;
    };
    // Once each, so that the file is in memory for both.
    await own();
    await peer();
    [ours, theirs] = [[], []];
    const measured = await paired(ROUNDS, own, peer);
    for (const one of [...ours, ...theirs]) {
      if (one.groups !== ours[0].groups || one.total !== ours[0].total) throw new Error("the sums are not the same");
    }
    const peak = Math.max(...ours.map((one) => one.peak_kb));
    const split = median(ours.map((one) => one.closed_ms - one.summed_ms));
    const peers = Math.max(...theirs.map((one) => one.peak_kb));
    return {
      title: "A month of 50 million usage rows",
      note: `From a Parquet file in the page cache, two threads: ${ours[0].groups} sums by home, carrier, service, unit and hour. Ours go on to a split of ${ours[0].members} members.`,
      columns: ["what", "ours", "DuckDB", "ratio", "wanted", "holds"],
      rows: [
        ["time", seconds(measured.ours), seconds(measured.theirs), ratio(measured.ratio), "at most 1", against(measured.ratio <= 1)],
        ["of it from the sums, which a member keeps, to the split", seconds(split), "", "", "under 1 s", against(split < 1_000)],
        ["memory at most", `${(peak / 1e3).toFixed(0)} MB`, `${(peers / 1e3).toFixed(0)} MB`, ratio(peak / peers), "under 1 GB", against(peak < MOST_KB)],
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
