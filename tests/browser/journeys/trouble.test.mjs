// The player in trouble: bytes that are altered, a member that goes away, a slow line.
import assert from "node:assert/strict";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { newSpace } from "../pages/account.mjs";
import { button, moves, play, player, state, trouble, watchToTheEnd } from "../pages/watch.mjs";

let made;
let token;
const world = journeyAlone({ slow: true }, async () => {
  made = await studio();
  const { page, context } = await world.stranger();
  const author = await newSpace(page);
  await context.close();
  token = await world.member.command("token", "--user", author.name);
});
after(() => made.remove());

const publish = async (clip, title) => world.member.publish(token, clip, "--title", title, "--visibility", "public", "--wait");

/** The list of hashes of a video: `{object: {"first-last": hash}}`. */
async function hashes(page, id) {
  return (await (await page.request.get(`/v/${id}/integrity.json`)).json()).objects;
}

/** Where the file of an object lies in the member's folder. */
async function fileOf(object) {
  const folder = join(world.member.folder, "data/objects");
  const names = await readdir(folder, { recursive: true });
  const name = names.find((name) => name.endsWith(`/${object}`));
  assert.ok(name, `no file of ${object} among ${names}`);
  return join(folder, name);
}

/** Alters one byte in the middle of a segment on the member's disk, as a failing disk does. */
async function alter(object, range) {
  const [first, last] = range.split("-").map(Number);
  const file = await open(await fileOf(object), "r+");
  try {
    const place = Math.floor((first + last) / 2);
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, place);
    await file.write(Buffer.from([buffer[0] ^ 0xff]), 0, 1, place);
    await file.sync();
  } finally {
    await file.close();
  }
}

const byPlace = (ranges) => Object.keys(ranges).toSorted((one, other) => parseInt(one, 10) - parseInt(other, 10));

test("a segment that is altered on the disk is not played, and the page says so", async (t) => {
  const video = await publish(await made.small(20, 500), "Altered on the disk");
  const { page } = await world.visitor(t);
  for (const [object, ranges] of Object.entries(await hashes(page, video.id))) {
    const segments = byPlace(ranges);
    assert.ok(segments.length >= 4, `${segments}`);
    await alter(object, segments[3]);
  }
  await play(page, video.watch_url);
  await page.evaluate(() => {
    window.reached = 0;
    document.querySelector("video").addEventListener("timeupdate", ({ target }) => (window.reached = Math.max(window.reached, target.currentTime)));
  });
  await trouble(page).getByText("arrived altered, twice").waitFor();
  const reached = await page.evaluate(() => window.reached);
  // What came before it was played; the third segment begins at 8 s.
  assert.ok(reached > 7 && reached < 8.2, `it played until ${reached} s`);
  await button(page, "Try again").waitFor();
});

test("a segment that is altered on its way is fetched again, and played", async (t) => {
  const video = await publish(await made.small(12, 600), "Altered on its way");
  const { page } = await world.visitor(t);
  let altered = 0;
  await page.route(/\/o\/[0-9a-f]{64}/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    // The first segments behind the init sections, once.
    if (altered < 2 && body.length > 5_000) {
      altered += 1;
      body[body.length >> 1] ^= 0xff;
    }
    await route.fulfill({ response: answer, body });
  });
  await play(page, video.watch_url);
  assert.ok(altered > 0);
  const end = await watchToTheEnd(page);
  assert.equal(end.stretches.length, 1, JSON.stringify(end));
});

test("a member that goes away and comes back is waited for, and the video plays on", async (t) => {
  const video = await publish(await made.small(60, 700), "Away for a while");
  const { page } = await world.visitor(t);
  await play(page, video.watch_url);
  world.member.link.cut();
  t.after(() => world.member.link.mend());
  // Further than what is loaded.
  await page.keyboard.press("9");
  await player(page).getByRole("status").getByText("does not arrive at the moment").waitFor();
  assert.equal(await trouble(page).count(), 0, "it is no error yet");
  await world.member.crash();
  await world.member.restart();
  world.member.link.mend();
  await moves(page, 54);
  await player(page).getByText("does not arrive at the moment").waitFor({ state: "hidden" });
  const end = await watchToTheEnd(page);
  assert.ok(end.length > 59, JSON.stringify(end));
});

test("a line that only trickles is told of after a while, and asking again goes on where it was", async (t) => {
  const video = await publish(await made.small(60, 700), "A thread of water");
  const { page } = await world.visitor(t);
  await play(page, video.watch_url);
  // Every few seconds some of it comes: nothing that is late, and nothing to be played.
  world.member.link.slow({ down: 6000 });
  t.after(() => world.member.link.mend());
  await page.keyboard.press("9");
  const word = player(page).getByRole("status").getByText("does not arrive at the moment");
  await word.waitFor();
  assert.equal(await trouble(page).count(), 0, "it is no error");
  // While it trickles still: a line that is mended goes on by itself, and the button is gone.
  await player(page).getByRole("button", { name: "Try again" }).click();
  world.member.link.mend();
  await moves(page, 54);
  await word.waitFor({ state: "hidden" });
});
