// What the watch page weighs on the wire, without video.
import { SHORT } from "../../tests/browser/harness/clips.mjs";
import { browser, visitor } from "../../tests/browser/harness/chromium.mjs";
import { furnished } from "../furnished.mjs";
import { against, kilobytes } from "../table.mjs";

const WANTED_BYTES = 250_000;
const VIDEO = /\/(o|p)\/|\.m3u8|integrity\.json/;

export async function measure() {
  const { member, token } = await furnished();
  const chromium = await browser();
  try {
    const video = await member.publish(token, SHORT, "--title", "Weight", "--wait");
    const { page, context } = await visitor(chromium, member);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const addresses = new Map();
    const weights = new Map();
    session.on("Network.responseReceived", ({ requestId, response }) => addresses.set(requestId, response.url));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const path = new URL(addresses.get(requestId) ?? "about:blank").pathname;
      weights.set(path, (weights.get(path) ?? 0) + encodedDataLength);
    });
    await page.goto(video.watch_url);
    await page.locator("video").waitFor();
    await page.waitForLoadState("networkidle");
    const parts = [...weights].filter(([path]) => !VIDEO.test(path)).sort((one, other) => other[1] - one[1]);
    const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
    return {
      title: "Weight of the watch page",
      note: "Bytes on the wire with their heads, a first visit in Chromium, without video and playlists.",
      columns: ["part", "bytes", "wanted", "holds"],
      rows: [...parts.map(([path, bytes]) => [path.replace(video.id, "ID"), kilobytes(bytes), "", ""]), ["all", kilobytes(total), `under ${kilobytes(WANTED_BYTES)}`, against(total < WANTED_BYTES)]],
    };
  } finally {
    await chromium.close();
    await member.stop();
  }
}
