// Somebody else carries the video too, and fails while it is watched: the viewer hardly sees it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { Relay } from "../harness/relay.mjs";
import { until } from "../harness/until.mjs";
import { ready } from "../pages/space.mjs";
import { button, moves, play, trouble } from "../pages/watch.mjs";
import { watchStalls } from "../pages/stalls.mjs";

/** Longer than a player loads ahead. */
const SECONDS = 60;
/** Longest stall on a busy machine, in ms; docs/BENCHMARKS.md has what it is on a quiet one, and what is wanted. */
const STALL_LIMIT_MS = 5000;
/** The beginnings and the first segments of picture and sound. */
const ONE_SEGMENT = 4;
/** How far a viewer gets by what was loaded before the failure, in seconds, and then some. */
const PAST_S = 6;
const WAYS = { kill: "is killed", stop: "stands still", hole: "reads and answers nothing" };

let made;
let video;
const world = journeyAlone({}, async () => {
  made = await studio();
  const clip = await made.small(SECONDS);
  video = await world.member.publish(world.operator.token, clip, "--title", "Carried", "--visibility", "public", "--wait");
});
after(() => made.remove());

/** A visitor and the carrier that the member names before itself. */
async function carried(t) {
  const relay = await Relay.before(world.member);
  t.after(() => relay.end());
  await relay.preferredBy(world.member);
  // A header of a proxy's is none that a page may send to another member.
  const { page, conduct } = await world.visitor(t, { extraHTTPHeaders: {} });
  conduct.alsoAt(relay.url);
  await ready(page, video.id);
  return { page, relay };
}

/** In the page: what it waits for about a second before it asks another member too, it waits for ten: a machine may have other work. */
function patient() {
  const after = window.setTimeout;
  window.setTimeout = (act, ms, ...more) => after(act, ms >= 700 && ms <= 1200 ? 10 * ms : ms, ...more);
}

test("a carrier that the member names first delivers most of it", async (t) => {
  const { page, relay } = await carried(t);
  await page.addInitScript(patient);
  const own = [];
  page.on("request", (request) => request.url().startsWith(`${world.member.url}/o/`) && own.push(request.url()));
  await play(page, video.watch_url);
  await moves(page, 3);
  assert.ok(relay.parts >= ONE_SEGMENT, `the carrier delivered ${relay.parts} parts`);
  assert.ok(own.length < relay.parts, `the member was asked for ${own.length} parts, the carrier for ${relay.parts}`);
});

for (const [way, what] of Object.entries(WAYS)) {
  test(`a carrier that ${what} before the start delays it only a little`, async (t) => {
    const { page, relay } = await carried(t);
    await relay.fail(way);
    await page.goto(video.watch_url);
    const stalls = await watchStalls(page);
    await button(page, "Play").first().click();
    await moves(page, PAST_S);
    await within(page, stalls);
  });

  test(`a carrier that ${what} when one segment is loaded hardly stops who watches`, async (t) => {
    const { page, relay } = await carried(t);
    await relay.arm(way, ONE_SEGMENT);
    await page.goto(video.watch_url);
    const stalls = await watchStalls(page);
    await button(page, "Play").first().click();
    await moves(page, PAST_S);
    assert.equal(relay.parts, ONE_SEGMENT, "it delivered until it failed");
    await within(page, stalls);
  });
}

test("what a carrier altered is fetched from the member, and the home is told with the proof", async (t) => {
  const { page, relay } = await carried(t);
  await relay.arm("alter");
  await play(page, video.watch_url);
  await moves(page, PAST_S);
  assert.equal(await trouble(page).count(), 0);
  const report = page.waitForRequest((request) => request.url().endsWith(`/v/${video.id}/report`));
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
  const told = (await report).postData();
  const [, expected, found] = /org\.ecot-expected="([0-9a-f]{64})",org\.ecot-found="([0-9a-f]{64})"/.exec(told) ?? [];
  assert.ok(expected && found && expected !== found, told);
  assert.ok(told.includes(`cdn="${relay.pathway}"`), told);
});

/** Fails if somebody waited for too long, or was told of trouble. */
async function within(page, stalls) {
  const longest = await until(stalls, "frames were seen");
  assert.ok(longest < STALL_LIMIT_MS, `nothing moved for ${longest} ms`);
  assert.equal(await trouble(page).count(), 0);
}
