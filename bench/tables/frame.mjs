// From the tap on a link to the first moving picture, on a phone over a 4G-like link.
import { LONG, SHORT } from "../../tests/browser/harness/clips.mjs";
import { browser, visitor } from "../chromium.mjs";
import { Member } from "../member.mjs";
import { against, median, seconds } from "../table.mjs";

const ROUNDS = 5;
const LINK = { offline: false, latency: 85, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const WANTED_MS = { cold: 3_000, warm: 2_000 };
const LIMIT_MS = 30_000;

/** Opens the page, taps the player's button as soon as it is there, and gives the time of the first new picture. */
async function firstFrame(page, address) {
  const start = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("video").waitFor({ state: "attached" });
  const shown = page.evaluate(
    (limit) =>
      new Promise((frame, late) => {
        document.querySelector("video").requestVideoFrameCallback(() => frame());
        setTimeout(() => late(new Error(`no picture after ${limit} ms`)), limit);
      }),
    LIMIT_MS,
  );
  await Promise.all([shown, page.locator("button.player-large").click()]);
  return performance.now() - start;
}

export async function measure() {
  const member = await Member.withAuthor();
  const chromium = await browser();
  try {
    const first = await member.publish(LONG, "The first video");
    const second = await member.publish(SHORT, "Another video");
    const times = { cold: [], warm: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const { page, context, session } = await visitor(chromium, PHONE);
      await session.send("Network.emulateNetworkConditions", LINK);
      times.cold.push(await firstFrame(page, first.watch_url));
      await page.goto("about:blank");
      times.warm.push(await firstFrame(page, second.watch_url));
      await context.close();
    }
    return {
      title: "First frame",
      note: `390x844, 9 Mbit/s, 85 ms round trip (Chromium's emulation); from the tap on a link to the first picture, playing as soon as the page allows; median of ${ROUNDS}. Cold: a browser that was never here. Warm: its second visit, to another video.`,
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
