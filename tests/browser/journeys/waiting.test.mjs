// Somebody opens a video that cannot be played yet. The encoder is held until they have; therefore this member is the test's own.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { holdEncoder } from "../harness/processes.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, reach } from "../pages/space.mjs";
import { button, moves } from "../pages/watch.mjs";

let made;
let clip;
const world = journeyAlone({}, async () => {
  made = await studio();
  clip = await made.webm(8);
});
after(() => made.remove());

/** Somebody's video that is being made ready, and stays so until `release`. */
async function waiting(t, page) {
  await newSpace(page);
  await giveFiles(page, clip);
  const release = await holdEncoder(world.member.pid);
  t.after(release);
  const [id] = await reach(page, ["processing"]);
  return { id, release };
}

test("a page that waits for its video plays it by itself, and says so in words", async (t) => {
  const { page } = await world.visitor(t);
  const { id, release } = await waiting(t, page);
  await page.goto(`/v/${id}`);
  const main = page.getByRole("main");
  await main.getByText("It will play here as soon as it can").waitFor();
  const progress = main.getByRole("progressbar", { name: "This video is being made ready" });
  assert.equal(await progress.getAttribute("max"), "1000");
  await main.getByText(/^\d+% done$/).first().waitFor();
  assert.equal(await main.getByRole("link", { name: "Look again" }).count(), 0);
  release();
  await button(page, "Play").first().click();
  await moves(page);
  // It plays before it is whole, and the next test holds whatever encoder runs.
  await reach(page, ["ready"]);
});

test("without script a page that waits for its video has a link that looks again", async (t) => {
  const { page } = await world.visitor(t);
  const { id, release } = await waiting(t, page);
  const address = new URL(`/v/${id}`, page.url()).href;
  const cookies = await page.context().cookies();
  const { page: plain, context } = await world.visitor(t, { javaScriptEnabled: false });
  await context.addCookies(cookies);
  await plain.goto(address);
  await plain.getByText("This video is being made ready").waitFor();
  await plain.getByRole("link", { name: "Look again" }).click();
  await plain.getByText("This video is being made ready").waitFor();
  release();
  await reach(page, ["ready"]);
  await plain.getByRole("link", { name: "Look again" }).click();
  await plain.locator("video").waitFor();
});
