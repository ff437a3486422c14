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

const picture = (seconds, size) => ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25:duration=${seconds}`];
const tone = (seconds, pitch = 440) => ["-f", "lavfi", "-i", `sine=frequency=${pitch}:duration=${seconds}`];
const H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50".split(" ");
const AAC = "-c:a aac -ac 2 -shortest".split(" ");

/** A folder for made clips; `remove` it. */
export async function studio() {
  const folder = await mkdtemp(join(tmpdir(), "ecot-clips-"));
  const made = new Map();
  const make = async (name, args) => {
    const file = join(folder, name);
    await promisify(execFile)("ffmpeg", ["-hide_banner", "-nostdin", "-loglevel", "error", ...args, file]);
    return file;
  };
  // Each is made once, however often it is asked for.
  const ffmpeg = (name, ...args) => {
    if (!made.has(name)) made.set(name, make(name, args));
    return made.get(name);
  };
  return {
    /** H.264 and AAC, 320x180: plays as it is, and so small that it is whole in a moment. `pitch` makes it another one. */
    small: (seconds = 5, pitch = 440) =>
      ffmpeg(`small-${seconds}-${pitch}.mp4`, ...picture(seconds, "320x180"), ...tone(seconds, pitch), ...H264, ...AAC),
    /** The same in 5 MB and more, because it is all noise: sending it takes time, making it whole does not. */
    noisy: () =>
      ffmpeg(
        "noisy.mp4",
        "-f", "lavfi", "-i", "nullsrc=size=320x180:rate=25:duration=8,noise=alls=100:allf=t",
        ..."-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -b:v 6M -maxrate 6M -bufsize 6M".split(" "),
      ),
    /** H.264 without sound, 320x180. */
    silent: (seconds = 5) => ffmpeg("silent.mp4", ...picture(seconds, "320x180"), ...H264),
    /** AAC without a picture. */
    sound: (seconds = 5) => ffmpeg("sound.m4a", ...tone(seconds), ...AAC),
    /** VP9 and Opus in WebM: it has to be encoded. */
    webm: (seconds, size = "640x360") =>
      ffmpeg(
        `made-${seconds}-${size}.webm`,
        ...picture(seconds, size), ...tone(seconds),
        ..."-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M -c:a libopus -shortest".split(" "),
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
