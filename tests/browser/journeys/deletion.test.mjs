import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { newSpace } from "../pages/account.mjs";
import { remove, settings, upload } from "../pages/space.mjs";
import { opens, play, trouble } from "../pages/watch.mjs";

let made;
const world = journey(async () => {
  made = await studio();
});
after(() => made.remove());

test("a video that its author deletes is gone for everybody at once", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  const id = await upload(page, await made.small());
  await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  const { page: viewer } = await world.visitor(t);
  const addresses = [`/v/${id}`, `/v/${id}/master.m3u8`, `/v/${id}/thumbnail`];
  for (const address of addresses) await opens(viewer, address);
  await remove(page, id);
  await page.getByRole("status").getByText("The video is deleted").waitFor();
  assert.equal(await page.locator(`a[href="/v/${id}"]`).count(), 0);
  for (const address of addresses) {
    assert.equal((await viewer.request.get(address)).status(), 410, address);
  }
  await viewer.goto(`/v/${id}`);
  await viewer.getByRole("heading", { name: "This video was deleted" }).waitFor();
});

test("a viewer is told that a video was deleted while they watched it", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  // Longer than what a player loads ahead.
  const id = await upload(page, await made.small(60));
  await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  const { page: viewer } = await world.visitor(t);
  await opens(viewer, `/v/${id}/master.m3u8`);
  await play(viewer, `/v/${id}`);
  await remove(page, id);
  await viewer.keyboard.press("9");
  await trouble(viewer).getByText("no longer here").waitFor();
});
