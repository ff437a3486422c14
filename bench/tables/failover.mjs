// For how long nothing moves in a real player when the carrier that it uses fails.
import { studio } from "../../tests/browser/harness/clips.mjs";
import { Relay } from "../../tests/browser/harness/relay.mjs";
import { watchStalls } from "../../tests/browser/pages/stalls.mjs";
import { browser, visitor } from "../chromium.mjs";
import { Member } from "../member.mjs";
import { against, median, seconds } from "../table.mjs";

const RUNS = 9;
const WANTED_MS = 2_000;
/** Longer than what is loaded ahead. */
const CLIP_S = 60;
/** Past what one segment is good for, in seconds of the video. */
const PAST_S = 7;
const LIMIT_MS = 60_000;
/** The beginnings and the first segments of picture and sound. */
const ONE_SEGMENT = 4;
const WAYS = { kill: "killed", stop: "stopped (SIGSTOP)", hole: "blackholed" };

/** The longest wait for a picture while somebody watches the first seconds, playing as soon as the page allows. */
async function watch(chromium, address) {
  const { page, context } = await visitor(chromium);
  try {
    await page.goto(address, { waitUntil: "commit" });
    await page.locator("video").waitFor({ state: "attached" });
    const stalls = await watchStalls(page);
    await page.locator("button.player-large").click();
    await page.waitForFunction((past) => document.querySelector("video").currentTime > past, PAST_S, { timeout: LIMIT_MS, polling: 100 });
    return await stalls();
  } finally {
    await context.close();
  }
}

/** So many runs, each with a carrier of its own. */
async function runs(member, chromium, video, prepare) {
  const values = [];
  for (let run = 0; run < RUNS; run++) {
    const relay = await Relay.before(member);
    try {
      await relay.preferredBy(member);
      await prepare(relay);
      values.push(await watch(chromium, video.watch_url));
    } finally {
      await relay.end();
    }
  }
  return values.sort((one, other) => one - other);
}

export async function measure() {
  const [member, chromium, made] = await Promise.all([Member.withAuthor(), browser(), studio()]);
  try {
    const video = await member.publish(await made.small(CLIP_S), "A carried video");
    const table = [["nothing fails", "", await runs(member, chromium, video, async () => undefined)]];
    for (const [way, what] of Object.entries(WAYS)) {
      table.push([what, "before the start", await runs(member, chromium, video, (relay) => relay.fail(way))]);
      const armed = (relay) => relay.arm(way, ONE_SEGMENT);
      table.push([what, "with one segment loaded", await runs(member, chromium, video, armed)]);
    }
    return {
      title: "A carrier fails",
      note: `The longest time without a new picture in the first ${PAST_S} s, from the tap on play on, in Chromium; ${RUNS} runs each. Two members serve, both on loopback: the one that the home names first, a relay, fails; the wait for the first picture counts.`,
      columns: ["the carrier in use is", "when", "least", "median", "most", "wanted", "holds"],
      rows: table.map(([what, when, values]) => {
        const figures = [values[0], median(values), values.at(-1)].map(seconds);
        return [what, when, ...figures, `at most ${seconds(WANTED_MS)}`, against(values.at(-1) <= WANTED_MS)];
      }),
    };
  } finally {
    await chromium.close();
    await member.stop();
    await made.remove();
  }
}
