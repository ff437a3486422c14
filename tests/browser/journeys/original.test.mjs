import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newSpace } from "../pages/account.mjs";
import { openSpace, reach, settings } from "../pages/space.mjs";

const made = await studio();
after(() => made.remove());
const world = journey();

test("an author keeps the original file, gets it back as it was, and gives it up", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await openSpace(page);
  await page.getByRole("checkbox", { name: "Keep the original files too" }).check();
  const file = await made.small();
  await page.getByLabel("Choose videos").setInputFiles(file);
  const [id] = await reach(page, ["ready"]);

  await page.goto(`/space/videos/${id}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the original" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), file.split("/").at(-1));
  const saved = `${file}.saved`;
  await download.saveAs(saved);
  assert.ok((await readFile(saved)).equals(await readFile(file)), "it is the same file");

  await settings(page, id, (form) => form.getByRole("checkbox", { name: "Keep the original file" }).uncheck());
  await until(async () => {
    await page.goto(`/space/videos/${id}`);
    return page.getByText("The original file is no longer here").isVisible();
  }, "the original is gone");
  const gone = await page.request.get(`/space/videos/${id}/original`);
  assert.equal(gone.status(), 404);
});
