// Clips: the samples of the repository, and what ffmpeg makes of its own test sources.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const SAMPLES = resolve(import.meta.dirname, "../../../testdata");

/** H.264 and AAC 5.1, 1280x720, 5 s: a player could take it as it is. */
export const SHORT = join(SAMPLES, "big-buck-bunny-720p-5s.mp4");
/** H.264 and AAC 5.1, 854x480, 30 s. */
export const LONG = join(SAMPLES, "big-buck-bunny-480p-30s.mp4");

/** A folder for made clips; `remove` it. */
export async function studio() {
  const folder = await mkdtemp(join(tmpdir(), "ecot-clips-"));
  const ffmpeg = (name, ...args) =>
    promisify(execFile)("ffmpeg", ["-hide_banner", "-loglevel", "error", ...args, join(folder, name)]).then(() => join(folder, name));
  return {
    /** VP9 and Opus in WebM, `seconds` long: it has to be encoded. */
    webm: (seconds) =>
      ffmpeg(
        "made.webm",
        ..."-f lavfi -i".split(" "), `testsrc2=size=640x360:rate=25:duration=${seconds}`,
        ..."-f lavfi -i".split(" "), `sine=frequency=440:duration=${seconds}`,
        ..."-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M -c:a libopus -shortest".split(" "),
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
