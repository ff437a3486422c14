// The watch page, seen from outside: what the video element really does.
import { inPage, until } from "../harness/until.mjs";

/** What counts as sound, of 1 at full scale. */
const AUDIBLE = 0.001;

export const player = (page) => page.getByRole("region", { name: "Video player" });

/** The error that the player shows until something is done. */
export const trouble = (page) => player(page).getByRole("alert");

/** A button of the player, by its words. */
export const button = (page, name) => player(page).getByRole("button", { name, exact: true });

/** Opens a watch page and starts the video with the page's own button. */
export async function play(page, address) {
  await page.goto(address);
  await button(page, "Play").first().click();
  await moves(page);
}

/** Waits until the picture has moved past a moment, in seconds. */
export async function moves(page, from = 0) {
  const past = (from) => document.querySelector("video").currentTime > from + 0.3;
  await inPage(page, past, from);
}

/** Waits until sound really comes out of the video. */
export async function sounds(page) {
  await page.evaluate(() => {
    const context = new AudioContext();
    const meter = context.createAnalyser();
    const stream = document.querySelector("video").captureStream();
    context.createMediaStreamSource(stream).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    window.loudest = () => {
      meter.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
    window.listenNoMore = async () => {
      stream.getTracks().forEach((track) => track.stop());
      await context.close();
    };
  });
  await inPage(page, (audible) => window.loudest() > audible, AUDIBLE);
  await page.evaluate(() => window.listenNoMore());
}

/** Waits until the video has ended; gives where it stands, what was played of it, and what was decoded. */
export async function watchToTheEnd(page) {
  await inPage(page, () => document.querySelector("video").ended);
  return page.evaluate(() => {
    const video = document.querySelector("video");
    const stretches = Array.from({ length: video.played.length }, (_, place) => [video.played.start(place), video.played.end(place)]);
    return {
      at: video.currentTime,
      length: video.duration,
      stretches,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      soundBytes: video.webkitAudioDecodedByteCount,
    };
  });
}

/** What the video element says of itself. */
export async function state(page) {
  return page.evaluate(() => {
    const video = document.querySelector("video");
    return { at: video.currentTime, paused: video.paused, muted: video.muted, height: video.videoHeight, volume: video.volume };
  });
}

/** Waits until an address answers this visitor: what was not public is published anew by a job. */
export async function opens(page, address) {
  const answers = async () => (await page.request.get(address)).status() === 200;
  await until(answers, `${address} opens`);
}

/** Plays so many times as fast. */
export async function speed(page, times) {
  await page.evaluate((times) => (document.querySelector("video").playbackRate = times), times);
}

/** Notes from now on what an undisturbed viewer never meets; gives what tells it. */
export async function events(page) {
  await page.evaluate(() => {
    const video = document.querySelector("video");
    window.met = [];
    const loaded = (at) => {
      const { buffered } = video;
      const around = Array.from({ length: buffered.length }, (_, place) => place).find((place) => buffered.start(place) <= at && at < buffered.end(place));
      return around === undefined ? 0 : buffered.end(around) - at;
    };
    for (const type of ["waiting", "emptied", "seeking", "pause", "error"]) {
      video.addEventListener(type, () => {
        const at = video.currentTime;
        // The end of the video is a pause too; and what is there, a second of it or the rest, and waits, waits for a busy machine to
        // decode it.
        const missing = loaded(at) < Math.min(1, video.duration - at - 0.1);
        if ((type === "pause" && video.ended) || (type === "waiting" && !missing)) return;
        window.met.push({ type, at });
      });
    }
  });
  return () => page.evaluate(() => window.met);
}
