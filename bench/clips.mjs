// Clips that take long to make: kept in target/bench between runs.
import { execFile } from "node:child_process";
import { access, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { LONG } from "../tests/browser/harness/clips.mjs";
import { TARGET } from "./paths.mjs";

const FOLDER = join(TARGET, "bench");

/** Makes `name` by ffmpeg once. */
async function made(name, ...args) {
  const path = join(FOLDER, name);
  if (await access(path).then(() => true, () => false)) return path;
  await mkdir(FOLDER, { recursive: true });
  await promisify(execFile)("ffmpeg", ["-y", "-hide_banner", "-loglevel", "error", ...args, join(FOLDER, `half-${name}`)]);
  await rename(join(FOLDER, `half-${name}`), path);
  return path;
}

/** What a phone makes: HEVC Main 3840x2160 at 30 frames a second with AAC stereo, 30 s, about 45 Mbit/s; 5 s of it, six times. */
export async function phone4k() {
  const five = await made(
    "phone-4k-5s.mp4",
    ..."-f lavfi -i testsrc2=size=3840x2160:rate=30:duration=5 -f lavfi -i sine=frequency=440:duration=5:sample_rate=48000".split(" "),
    ..."-vf noise=alls=6:allf=t -c:v libx265 -preset ultrafast -b:v 45M -pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=error".split(" "),
    ..."-c:a aac -ac 2 -b:a 128k".split(" "),
  );
  return made("phone-4k.mp4", ..."-stream_loop 5 -i".split(" "), five, ..."-c copy -tag:v hvc1 -movflags +faststart".split(" "));
}

/** A film in HEVC Main 1920x1080 with AAC 5.1, 12 s: it has to be encoded, into all three sizes. */
export function fullHd() {
  return made(
    "full-hd.mp4",
    ..."-t 12 -i".split(" "), LONG,
    ..."-vf scale=1920:1080:flags=lanczos,setsar=1,noise=alls=4:allf=t -c:v libx265 -preset ultrafast -crf 18".split(" "),
    ..."-pix_fmt yuv420p -tag:v hvc1 -x265-params log-level=error -c:a copy -movflags +faststart".split(" "),
  );
}

/**
 * Noise in 360p that is taken as it is, so that only its bytes cost time: H.264 at about 1.8 Mbit/s without sound, 15 minutes
 * of it, of 30 s.
 */
export async function long360() {
  const short = await made(
    "noise-360p-30s.mp4",
    ..."-f lavfi -i testsrc2=size=640x360:rate=25:duration=30 -vf noise=alls=20:allf=t -c:v libx264 -preset ultrafast".split(" "),
    ..."-pix_fmt yuv420p -g 50 -b:v 1700k -maxrate 1800k -bufsize 1800k".split(" "),
  );
  return made("noise-360p.mp4", ..."-stream_loop 29 -i".split(" "), short, ..."-c copy -movflags +faststart".split(" "));
}

/** What a thousand players can take on one machine: H.264 without sound, 320x180, 120 s of it, about 300 kbit/s. */
export function popular() {
  return made(
    "popular-120s.mp4",
    ..."-f lavfi -i testsrc2=size=320x180:rate=25:duration=120 -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 50".split(" "),
    ..."-b:v 300k -maxrate 320k -bufsize 320k -movflags +faststart".split(" "),
  );
}
