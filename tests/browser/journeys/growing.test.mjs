// A video that has to be encoded is watched before it is whole. The encoder is held so that it stays so for as long as the test
// looks; therefore this member is the test's own.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { hold } from "../harness/processes.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, reach, state } from "../pages/space.mjs";
import { play, player, watchToTheEnd } from "../pages/watch.mjs";

const SECONDS = 16;
let made;
let clip;
const world = journeyAlone({}, async () => {
  made = await studio();
  clip = await made.webm(SECONDS);
});
after(() => made.remove());

test("a video that has to be encoded plays while its 360p rendition still grows, and on to its end", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await giveFiles(page, clip);
  const [id] = await reach(page, ["playable"]);
  const release = await hold(world.member.pid, "ffmpeg");
  t.after(release);
  await play(page, `/v/${id}`);
  assert.equal(await state(page, id), "playable", "it still grows");
  await player(page).getByText("its end is still being made ready").waitFor();
  release();
  const end = await watchToTheEnd(page);
  assert.ok(end.length > SECONDS - 0.3, JSON.stringify(end));
  assert.ok(end.soundBytes > 10_000, JSON.stringify(end));
});
