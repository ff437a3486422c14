// The watch page, seen from outside: what the video element really does.

/** How long a video may take until it moves, in ms. */
const START_LIMIT_MS = 30_000;

/** Opens a watch page and starts the video with the page's own button. */
export async function play(page, address) {
  await page.goto(address);
  await page.locator("video").waitFor();
  await page.locator("button.player-large").click();
  await moves(page);
}

/** Waits until the picture moves. */
export async function moves(page, from = 0) {
  const past = (from) => document.querySelector("video").currentTime > from + 0.3;
  await page.waitForFunction(past, from, { timeout: START_LIMIT_MS });
}

/** Listens to what really comes out of the video for a moment; gives the loudest sample, 0 to 1. */
export async function loudness(page) {
  return page.evaluate(async () => {
    const context = new AudioContext();
    const meter = context.createAnalyser();
    context.createMediaStreamSource(document.querySelector("video").captureStream()).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    let loudest = 0;
    for (let frame = 0; frame < 90; frame++) {
      await new Promise((next) => requestAnimationFrame(next));
      meter.getFloatTimeDomainData(samples);
      loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
    }
    await context.close();
    return loudest;
  });
}

/** Waits until the video has ended; gives where it stands, how long it is, and the frames shown. */
export async function watchToTheEnd(page) {
  await page.waitForFunction(() => document.querySelector("video").ended, undefined, { timeout: 90_000 });
  return page.evaluate(() => {
    const video = document.querySelector("video");
    return { at: video.currentTime, length: video.duration, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  });
}

/** What the video element says of itself. */
export async function state(page) {
  return page.evaluate(() => {
    const video = document.querySelector("video");
    return { at: video.currentTime, paused: video.paused, muted: video.muted, height: video.videoHeight, volume: video.volume };
  });
}
