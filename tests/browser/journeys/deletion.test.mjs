import assert from "node:assert/strict";
import { test } from "node:test";
import { SHORT } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { newSpace } from "../pages/account.mjs";
import { remove, settings, upload } from "../pages/space.mjs";

const world = journey();

/** Waits until the address answers: what was private is published anew by a job. */
async function opens(page, address) {
  for (let looks = 0; looks < 120; looks++) {
    if ((await page.request.get(address)).status() === 200) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`${address} does not open`);
}

test("a video that its author deletes is gone for everybody at once", async () => {
  const { page } = await world.visitor();
  await newSpace(page);
  const id = await upload(page, SHORT);
  await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  const { page: viewer } = await world.visitor();
  const addresses = [`/v/${id}`, `/v/${id}/master.m3u8`, `/v/${id}/thumbnail`];
  for (const address of addresses) await opens(viewer, address);
  await remove(page, id);
  assert.equal(await page.locator(`a[href="/v/${id}"]`).count(), 0);
  for (const address of addresses) {
    assert.equal((await viewer.request.get(address)).status(), 410, address);
  }
  await viewer.goto(`/v/${id}`);
  await viewer.getByRole("heading", { level: 1 }).waitFor();
});
