// Encoding the renditions, against the best one-pass command of ffmpeg. The measuring is in Rust, beside the encoder.
import { spawn } from "node:child_process";
import { LONG } from "../../tests/browser/harness/clips.mjs";

/** Runs crates/media/examples/ladder.rs; its lines are cells separated by tabs, the first the columns. */
export async function measure() {
  const running = spawn("cargo", ["run", "--release", "--locked", "--quiet", "--package", "media", "--example", "ladder", "--", LONG], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  running.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  const code = await new Promise((done) => running.once("exit", done));
  if (code !== 0) throw new Error(`the example ended with ${code}`);
  const [columns, ...rows] = text.trim().split("\n").map((line) => line.split("\t"));
  return { title: "Encoding", note: "Wall time of all renditions of one clip.", columns, rows };
}
