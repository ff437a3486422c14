// Somebody watches a video at the very moment at which it becomes whole. The encoder is held until they do; therefore this member
// is the test's own.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { holdEncoder } from "../harness/processes.mjs";
import { until } from "../harness/until.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, reach, ready, settings, state as videoState } from "../pages/space.mjs";
import { events, play, player, speed, state, trouble, watchToTheEnd } from "../pages/watch.mjs";

const SECONDS = 16;
/** So slow that the encoder is done long before the viewer, however busy the machine is. */
const SLOW = 0.1;
let made;
let clip;
const world = journeyAlone({}, async () => {
  made = await studio();
  clip = await made.webm(SECONDS, "854x480");
});
after(() => made.remove());

/** Gives the clip, watches while it grows, and on until it has ended. */
async function watchItGrow(t, page, choose) {
  await giveFiles(page, clip);
  const [id] = await reach(page, ["playable"]);
  const release = await holdEncoder(world.member.pid);
  t.after(release);
  if (choose) await settings(page, id, choose);
  const asked = new Set();
  const failed = [];
  page.on("response", (answer) => {
    const path = new URL(answer.url()).pathname;
    asked.add(path);
    if (answer.status() >= 400) failed.push(`${answer.status()} ${path}`);
  });
  await play(page, `/v/${id}`);
  assert.equal(await videoState(page, id), "playable", "it still grows");
  await player(page).getByText("its end is still being made ready").waitFor();
  const told = await events(page);
  await speed(page, SLOW);
  release();
  await ready(page, id);
  const { at: published } = await state(page);
  assert.ok(published < SECONDS - 6, `whole only when ${published} s were played`);
  await until(() => [...asked].some((path) => path.startsWith("/o/")), "the player has gone over to the objects");
  await speed(page, 1);
  const end = await watchToTheEnd(page);
  const text = JSON.stringify({ published, end, told: await told(), failed });
  assert.ok(Math.abs(end.at - end.length) < 0.2 && end.length > SECONDS - 0.3, text);
  assert.equal(end.stretches.length, 1, text);
  assert.ok(end.stretches[0][0] < 0.1, text);
  assert.ok(end.soundBytes > 10_000, text);
  const interrupted = (await told()).filter(({ type, at }) => type !== "waiting" || at >= published);
  assert.deepEqual(interrupted, [], text);
  assert.deepEqual(failed, [], text);
  assert.equal(await trouble(page).count(), 0, text);
  return asked;
}

test("a viewer watches a video become whole without noticing", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await watchItGrow(t, page);
  await page.getByRole("button", { name: "Quality and speed" }).click();
  const qualities = page.getByLabel("Quality", { exact: true }).locator("option:not(:first-child)");
  assert.deepEqual(await qualities.allInnerTexts(), ["480p", "360p"]);
});

test("authors watch their own unlisted video become whole without noticing", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  const asked = await watchItGrow(t, page, (form) => form.locator('[name="visibility"][value="unlisted"]').check());
  assert.ok([...asked].some((path) => path.endsWith("/key")), "the home was asked for the key");
});
