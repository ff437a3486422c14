// The clips play to their end: each in real time, all at once.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { ready } from "../pages/space.mjs";
import { play, player, sounds, watchToTheEnd } from "../pages/watch.mjs";

const world = journey();

/** As somebody without an account: opens a video of the stage once it is whole, and starts it. */
async function playing(t, title) {
  // A small window: the clips are drawn by the processor.
  const { page } = await world.visitor(t, { viewport: { width: 640, height: 480 } });
  await ready(page, world.videos[title].id);
  await play(page, world.videos[title].watch_url);
  return page;
}

/** Checks that a video was shown from its first moment to its last, without a hole. */
function whole(end, seconds, frames) {
  const told = JSON.stringify(end);
  assert.ok(Math.abs(end.length - seconds) < 0.3, told);
  assert.ok(Math.abs(end.at - end.length) < 0.2, told);
  assert.equal(end.stretches.length, 1, told);
  assert.ok(end.stretches[0][0] < 0.1 && end.stretches[0][1] > end.length - 0.2, told);
  assert.ok(end.frames >= frames, told);
}

describe("a visitor without an account plays to the end", { concurrency: true }, () => {
  test("a short clip, with sound", async (t) => {
    const page = await playing(t, "Short");
    await sounds(page);
    const end = await watchToTheEnd(page);
    whole(end, 5, 100);
    assert.ok(end.soundBytes > 10_000, JSON.stringify(end));
  });

  test("a clip of half a minute, with sound", async (t) => {
    const page = await playing(t, "Long");
    await sounds(page);
    const end = await watchToTheEnd(page);
    whole(end, 30, 600);
    assert.ok(end.soundBytes > 100_000, JSON.stringify(end));
  });

  test("a clip without sound", async (t) => {
    const page = await playing(t, "Silent");
    const end = await watchToTheEnd(page);
    whole(end, 5, 100);
    assert.equal(end.soundBytes, 0);
  });

  test("sound without a picture, with a picture that stands still", async (t) => {
    const page = await playing(t, "Sound");
    await sounds(page);
    const end = await watchToTheEnd(page);
    whole(end, 5, 10);
    assert.ok(end.soundBytes > 10_000, JSON.stringify(end));
    assert.ok(await page.evaluate(() => document.querySelector("video").videoHeight > 0), "a picture stands there");
    await player(page).getByRole("button", { name: "Play again" }).waitFor();
  });
});
