// Placing videos among members, and what moves: crates/carry/examples/placement.rs.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { TARGET } from "../paths.mjs";
import { against, ratio, seconds } from "../table.mjs";

const run = promisify(execFile);

export async function measure() {
  const { stdout } = await run(join(TARGET, "release/examples/placement"));
  const told = JSON.parse(stdout.trim().split("\n").at(-1));
  const [lost, came] = [told.lost_permille / 1000, told.came_permille / 1000];
  return {
    title: "Placement",
    note: `${told.videos.toLocaleString("en")} videos of 0.2 to 3.2 GB among ${told.members} members that offer 10 to 40 TB; times are the middle one of five.`,
    columns: ["what", "measured", "wanted", "holds"],
    rows: [
      ["placed for the first time", seconds(told.first_ms), "under 1 s", against(told.first_ms < 1000)],
      ["planned again, all of it there", seconds(told.again_ms), "under 1 s", against(told.again_ms < 1000)],
      ["planned and checked", seconds(told.check_ms), "", ""],
      ["one member lost, each in its turn: the most that moves, by its share", ratio(lost), "at most 1.2", against(lost <= 1.2)],
      ["a newcomer: what moves, by its share", ratio(came), "at most 1.2", against(came <= 1.2)],
    ],
  };
}
