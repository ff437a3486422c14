// Clips that take long to make: kept in target/bench between runs.
import { execFile } from "node:child_process";
import { access, mkdir, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const FOLDER = resolve(import.meta.dirname, "../target/bench");

/** Makes `name` by ffmpeg once. */
async function made(name, ...args) {
  const path = join(FOLDER, name);
  if (await access(path).then(() => true, () => false)) return path;
  await mkdir(FOLDER, { recursive: true });
  await promisify(execFile)("ffmpeg", ["-y", "-hide_banner", "-loglevel", "error", ...args, join(FOLDER, `half-${name}`)]);
  await rename(join(FOLDER, `half-${name}`), path);
  return path;
}

/** What a phone makes: HEVC Main 3840x2160 at 30 frames a second with AAC stereo, 30 s, about 45 Mbit/s. */
export function phone4k() {
  return made(
    "phone-4k.mp4",
    ..."-f lavfi -i testsrc2=size=3840x2160:rate=30:duration=30 -f lavfi -i sine=frequency=440:duration=30:sample_rate=48000".split(" "),
    ..."-vf noise=alls=6:allf=t -c:v libx265 -preset ultrafast -b:v 45M -pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=error".split(" "),
    ..."-c:a aac -ac 2 -b:a 128k -movflags +faststart".split(" "),
  );
}
