// A person who uses no pointer: from an account to a video that plays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newcomer } from "../pages/account.mjs";
import { uploads } from "../pages/space.mjs";
import { moves } from "../pages/watch.mjs";

const world = journey();
/** Presses of Tab before something counts as out of reach. */
const TABS_LIMIT = 40;

/** Presses Tab until the element has the focus, and checks that one sees it. */
async function tabTo(page, target) {
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; !(await focused()); tabs++) {
    assert.ok(tabs < TABS_LIMIT, `out of reach: ${target}`);
    await page.keyboard.press("Tab");
  }
  const seen = await target.evaluate((element) => {
    const visible = (one) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // A file field is drawn by its label.
    return [element, ...(element.labels ?? [])].some(visible);
  });
  assert.ok(seen, `one sees where the focus is: ${target}`);
}

async function press(page, target) {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

test("an account is made, a video is sent and played, by the keyboard alone", async (t) => {
  const made = await studio();
  t.after(made.remove);
  const clip = await made.small();
  const { page } = await world.visitor(t);
  // Listened for from the start: what the browser is told only when the key goes down it may hear too late.
  const choosers = [];
  page.on("filechooser", (chooser) => choosers.push(chooser));
  const person = newcomer();
  await page.goto("/");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main", "the first stop skips to the content");
  await press(page, page.getByRole("link", { name: "Make an account" }));
  await tabTo(page, page.getByLabel("Name"));
  await page.keyboard.type(person.name);
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await press(page, page.getByRole("link", { name: "go to my space" }));
  await page.waitForURL("**/space");
  await tabTo(page, page.getByLabel("Choose videos"));
  await page.keyboard.press("Space");
  const chooser = await until(() => choosers[0], "the browser asks for files");
  await chooser.setFiles(clip);
  const row = uploads(page);
  await row.getByText("Ready", { exact: true }).waitFor({ timeout: 90_000 });
  await press(page, row.getByRole("button", { name: "Watch" }));
  await page.waitForURL("**/v/*");
  await page.getByRole("region", { name: "Video player" }).waitFor();
  await press(page, page.getByRole("button", { name: "Play", exact: true }).first());
  await moves(page);
});
