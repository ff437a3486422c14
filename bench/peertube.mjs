// The files that a PeerTube server makes of a video and keeps, made by the same commands of ffmpeg.
//
// Of PeerTube 6.2: what it runs stands in packages/ffmpeg/src (ffmpeg-vod.ts, ffmpeg-default-transcoding-profile.ts,
// shared/presets.ts, shared/encoder-options.ts), the rates in packages/core-utils/src/videos/bitrate.ts, what is enabled in
// config/production.yaml.example.
import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export const VERSION = "6.2";

const run = promisify(execFile);

/** Bits for a pixel, by lines: the mean rate that is asked for is never above. The largest first. */
const MEAN_BITS_PER_PIXEL = [[2160, 0.08], [1440, 0.09], [1080, 0.1], [720, 0.11], [480, 0.12], [360, 0.15], [240, 0.17], [144, 0.19]];
const LEAST_BITS_PER_PIXEL = 0.02;
/** What is encoded may have so much more than the source, because it is encoded once more. */
const MARGIN = 1.3;
/** All that an administrator may enable, in lines. As it is installed, none is, and the source's own size is made alone. */
export const RESOLUTIONS = MEAN_BITS_PER_PIXEL.map(([lines]) => lines);

/** What ffprobe says of a file: pixels, pictures and bits a second, and whether it has sound. */
async function probed(file) {
  const words = "-v error -show_entries stream=codec_type,width,height,avg_frame_rate,bit_rate -of json".split(" ");
  const { streams } = JSON.parse((await run("ffprobe", [...words, file])).stdout);
  const video = streams.find((stream) => stream.codec_type === "video");
  const [pictures, seconds] = video.avg_frame_rate.split("/").map(Number);
  const lines = Math.min(video.width, video.height);
  const ratio = video.width / video.height;
  return { lines, ratio, fps: Math.round(pictures / seconds), bitRate: Number(video.bit_rate), sound: streams.some((stream) => stream.codec_type === "audio") };
}

/** The rate that a rendition is given at most, in bits a second. */
function rateOf(lines, { ratio, fps, bitRate }) {
  const pixels = lines * lines * (ratio < 1 ? 1 / ratio : ratio) * fps;
  const [, bits] = MEAN_BITS_PER_PIXEL.find(([of]) => of <= lines) ?? MEAN_BITS_PER_PIXEL.at(-1);
  const wanted = Math.min(Math.floor(pixels * bits), Math.floor(bitRate * MARGIN));
  return Math.max(Math.floor(pixels * LEAST_BITS_PER_PIXEL), wanted);
}

/** One rendition: fragmented MP4 in one file with picture and sound, and its playlist. AAC is taken over as it is. */
async function encode(file, folder, lines, source) {
  const rate = rateOf(lines, source);
  const size = source.ratio < 1 ? `w=${lines}:h=-2` : `w=-2:h=${lines}`;
  await run("ffmpeg", [
    ..."-y -hide_banner -nostdin -loglevel error -i".split(" "), file,
    ..."-max_muxing_queue_size 1024 -map_metadata -1 -pix_fmt yuv420p".split(" "),
    "-vf", `scale=${size}`, ..."-c:v libx264 -preset veryfast".split(" "),
    ..."-maxrate:v".split(" "), String(rate), "-bufsize:v", String(rate * 2), ..."-b_strategy 1 -bf 16".split(" "),
    "-r", String(source.fps), "-g:v", String(source.fps * 2), ...(source.sound ? ["-c:a", "copy"] : ["-an"]),
    ..."-hls_time 4 -hls_list_size 0 -hls_playlist_type vod -hls_segment_type fmp4 -f hls -hls_flags single_file".split(" "),
    "-hls_segment_filename", join(folder, `${lines}.mp4`), join(folder, `${lines}.m3u8`),
  ]);
}

/**
 * Makes in `folder` what is kept of a file: its own size, and smaller ones of `enabled` lines; gives the bytes of all, the
 * source as it was uploaded included.
 */
export async function kept(file, folder, enabled) {
  const source = await probed(file);
  const smaller = enabled.filter((lines) => lines < source.lines);
  for (const lines of [source.lines, ...smaller]) await encode(file, folder, lines, source);
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const sizes = await Promise.all([file, ...files].map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
