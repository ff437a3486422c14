// From the tap on a link to the first moving picture, on a phone over a 4G-like link.
import { LONG } from "../../tests/browser/harness/clips.mjs";
import { browser, visitor } from "../../tests/browser/harness/chromium.mjs";
import { furnished } from "../furnished.mjs";
import { against, median, seconds } from "../table.mjs";

const ROUNDS = 5;
const LINK = { offline: false, latency: 85, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const WANTED_MS = { cold: 3_000, warm: 2_000 };

/** Opens the page, plays as soon as that is possible, and gives the time of the first new frame. */
async function firstFrame(page, address) {
  const start = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("video").waitFor({ state: "attached" });
  const shown = page.evaluate(() => new Promise((frame) => document.querySelector("video").requestVideoFrameCallback(() => frame())));
  await page.locator("button.player-large").click();
  await shown;
  return performance.now() - start;
}

export async function measure() {
  const { member, token } = await furnished();
  const chromium = await browser();
  try {
    const video = await member.publish(token, LONG, "--title", "First frame", "--wait");
    const times = { cold: [], warm: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const { page, context } = await visitor(chromium, member, PHONE);
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", LINK);
      times.cold.push(await firstFrame(page, video.watch_url));
      await page.evaluate(() => localStorage.clear());
      await page.goto("about:blank");
      times.warm.push(await firstFrame(page, video.watch_url));
      await context.close();
    }
    return {
      title: "First frame",
      note: `390x844, 9 Mbit/s, 85 ms round trip (Chromium's emulation); from the tap on a link to the first picture, playing as soon as the page allows; median of ${ROUNDS}. Warm: the second visit of the same browser.`,
      columns: ["visit", "first frame after", "wanted", "holds"],
      rows: Object.entries(times).map(([visit, values]) => {
        const value = median(values);
        return [visit, seconds(value), `under ${seconds(WANTED_MS[visit])}`, against(value < WANTED_MS[visit])];
      }),
    };
  } finally {
    await chromium.close();
    await member.stop();
  }
}
