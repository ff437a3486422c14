// For how long nothing moves while somebody watches.

/**
 * Notes the longest time between two new pictures from the tap on play on; gives what tells it in milliseconds. The wait for the
 * first picture counts as one.
 */
export async function watchStalls(page) {
  await page.evaluate(() => {
    const video = document.querySelector("video");
    let last = null;
    window.longestStall = 0;
    const note = () => {
      const now = performance.now();
      if (last !== null && !video.ended) window.longestStall = Math.max(window.longestStall, now - last);
      last = now;
      video.requestVideoFrameCallback(note);
    };
    video.addEventListener("play", () => (last ??= performance.now()), { once: true });
    video.requestVideoFrameCallback(note);
  });
  return () => page.evaluate(() => window.longestStall);
}
