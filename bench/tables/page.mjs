// What the watch page weighs on the wire, without video.
import { SHORT } from "../../tests/browser/harness/clips.mjs";
import { browser, visitor } from "../chromium.mjs";
import { Member } from "../member.mjs";
import { against, kilobytes } from "../table.mjs";

const WANTED_BYTES = 250_000;
const VIDEO = /\/(o|p)\/|\.m3u8|integrity\.json/;
/** Parts that are lighter are one row together. */
const NAMED_FROM_BYTES = 2_000;

export async function measure() {
  const member = await Member.withAuthor();
  const chromium = await browser();
  try {
    const video = await member.publish(SHORT, "Weight");
    const { page, session } = await visitor(chromium);
    const addresses = new Map();
    const weights = new Map();
    session.on("Network.responseReceived", ({ requestId, response }) => addresses.set(requestId, response.url));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const { origin, pathname } = new URL(addresses.get(requestId) ?? "about:blank");
      if (origin !== member.url || VIDEO.test(pathname)) return;
      const name = pathname.replace(video.id, "ID").replace(/-[A-Z0-9]{8}(?=\.)/, "");
      weights.set(name, (weights.get(name) ?? 0) + encodedDataLength);
    });
    await page.goto(video.watch_url);
    await page.locator("video").waitFor();
    await page.waitForLoadState("networkidle");
    const parts = [...weights].sort((one, other) => other[1] - one[1]);
    const sum = (list) => list.reduce((bytes, part) => bytes + part[1], 0);
    const light = parts.filter(([, bytes]) => bytes < NAMED_FROM_BYTES);
    const named = [...parts.slice(0, parts.length - light.length), [`${light.length} lighter ones`, sum(light)]];
    const total = sum(parts);
    return {
      title: "Weight of the watch page",
      note: "Bytes on the wire with the answers' heads, a first visit in Chromium, without video and playlists.",
      columns: ["part", "bytes", "wanted", "holds"],
      rows: [
        ...named.map(([name, bytes]) => [name, kilobytes(bytes), "", ""]),
        ["all", kilobytes(total), `under ${kilobytes(WANTED_BYTES)}`, against(total < WANTED_BYTES)],
      ],
    };
  } finally {
    await chromium.close();
    await member.stop();
  }
}
