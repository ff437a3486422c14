// Encoding all renditions, against the best plain command of ffmpeg. The measuring is in Rust, beside the encoder.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { fullHd } from "../clips.mjs";
import { TARGET } from "../paths.mjs";
import { against, median, ratio, seconds } from "../table.mjs";

const ROUNDS = 3;
const WANTED = 1.05;
const OURS = "ecot";

/** Runs of crates/media/examples/ladder.rs: `{ who, wall, cpu, playable }` in ms, in order. */
async function runs(file) {
  const { stdout } = await promisify(execFile)(join(TARGET, "release/examples/ladder"), [file, String(ROUNDS)]);
  return stdout.trim().split("\n").map((line) => {
    const [who, wall, cpu, playable] = line.split("\t");
    return { who, wall: Number(wall), cpu: Number(cpu), playable: Number(playable) };
  });
}

export async function measure() {
  const all = await runs(await fullHd());
  const ours = all.filter(({ who }) => who === OURS);
  const plain = all.filter(({ who }) => who !== OURS);
  // Each plain command once, in search of the best; then the best of them beside ours.
  const search = plain.slice(0, -ROUNDS);
  const best = plain.slice(-ROUNDS);
  const wall = (list) => seconds(median(list.map((run) => run.wall)));
  const cpu = (list) => seconds(median(list.map((run) => run.cpu)));
  const measured = median(ours.map((run, round) => run.wall / best[round].wall));
  return {
    title: "Encoding",
    note: `Wall time of 360p, 720p and 1080p of one clip (12 s of 1080p HEVC), the same encoder settings; each plain command once, then the quickest of them and Ecot, median of ${ROUNDS} pairs. Ecot probes, confines, hashes and lists segments meanwhile.`,
    columns: ["command", "wall", "CPU", "ratio", "wanted", "holds"],
    rows: [
      ...search.map((run) => [run.who, wall([run]), cpu([run]), "", "", ""]),
      [`the best: ${best[0].who}`, wall(best), cpu(best), "", "", ""],
      ["Ecot", wall(ours), cpu(ours), ratio(measured), `at most ${WANTED}`, against(measured <= WANTED)],
    ],
  };
}
