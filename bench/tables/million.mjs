// A million players on one video: crates/simulation/examples/million.rs.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { TARGET } from "../paths.mjs";
import { against } from "../table.mjs";

const run = promisify(execFile);

const percent = (parts, of) => `${((100 * parts) / of).toFixed(2)} %`;
const euros = (micros) => `${(micros / 1e6).toFixed(6)} euros`;

export async function measure() {
  const { stdout } = await run(join(TARGET, "release/examples/million"));
  const [alone, together, scarce] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  return {
    title: "A million players",
    note: `${together.players.toLocaleString("en")} players of one video in three days, ${together.viewer_hours.toLocaleString("en")} hours at 1 Mbit/s, ${(together.asked / 1e12).toFixed(1)} TB. ${together.members} members, each with 1 Gbit/s and 100 TB a month for 120.00. Simulated by the minute.`,
    columns: ["what", "measured", "wanted", "holds"],
    rows: [
      ["carriers beside home at the end", `${together.carriers}`, "", ""],
      ["the most at once", `${(together.peak_megabits / 1000).toFixed(1)} Gbit/s`, "", ""],
      ["the most that a carrier sent of its day's allowance", percent(together.worst_permille, 1000), "at most 105 %", against(together.worst_permille <= 1050)],
      ["bytes that nobody gave", percent(together.failed_ppm, 1e6), "under 0.1 %", against(together.failed_ppm < 1000)],
      ["offers of 70 TB: the most that a carrier sent of its day's allowance", percent(scarce.worst_permille, 1000), "at most 105 %", against(scarce.worst_permille <= 1050)],
      ["offers of 70 TB: bytes that nobody gave", percent(scarce.failed_ppm, 1e6), "", ""],
      ["bytes that nobody gives if home is alone", percent(alone.failed_ppm, 1e6), "", ""],
      ["an hour of one viewer, as home is charged together", euros(together.together_micros), "", ""],
      ["the same by what each needs alone", euros(together.alone_micros), "", ""],
      ["its bill alone, by the hours that it could serve alone", euros((alone.bill_cents * 1e4) / (alone.viewer_hours * (1 - alone.failed_ppm / 1e6))), "", ""],
    ],
  };
}
