// The network fails while somebody watches: what is loaded plays on, and the rest comes when it can.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { ready } from "../pages/space.mjs";
import { button, events, moves, play, player, state, trouble } from "../pages/watch.mjs";

/** Longer than a player loads ahead. */
const SECONDS = 120;
let made;
let video;
const world = journeyAlone({ slow: true }, async () => {
  made = await studio();
  const clip = await made.small(SECONDS);
  video = await world.member.publish(world.operator.token, clip, "--title", "Long", "--visibility", "public", "--wait");
});
after(() => made.remove());

/** A visitor in the middle of the video; `broken` has the requests that failed. */
async function watching(t) {
  t.after(() => world.member.link.mend());
  const { page } = await world.visitor(t);
  await ready(page, video.id);
  await play(page, video.watch_url);
  const broken = [];
  page.on("requestfailed", (request) => broken.push(request.url()));
  return { page, broken };
}

test("a link that is cut for five seconds stops nobody who watches", async (t) => {
  const { page, broken } = await watching(t);
  const told = await events(page);
  world.member.link.cut();
  const begun = performance.now();
  await until(() => broken.length > 0 && performance.now() - begun > 5000, "something did not arrive for five seconds");
  world.member.link.mend();
  const { at } = await state(page);
  await page.waitForResponse((answer) => answer.ok() && answer.url().includes("/o/"));
  await moves(page, at + 5);
  assert.deepEqual(await told(), []);
  assert.equal(await trouble(page).count(), 0);
  assert.equal(await player(page).getByText("does not arrive").count(), 0);
});

test("a viewer who does not want to wait for the next try asks for it", async (t) => {
  const { page, broken } = await watching(t);
  world.member.link.cut();
  // A moment that is not loaded yet.
  await page.keyboard.press("9");
  const away = player(page).getByRole("status").getByText("does not arrive at the moment");
  await away.waitFor();
  const tried = broken.length;
  await button(page, "Try again").click();
  await until(() => broken.length > tried, "it was tried again");
  await away.waitFor();
  // From here on the player's own next try may come before anybody's hand.
  world.member.link.mend();
  await moves(page, SECONDS * 0.9);
  await away.waitFor({ state: "hidden" });
});
