// The player's keys, and that they are nobody else's (WCAG 2.1.4).
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { ready } from "../pages/space.mjs";
import { button, moves, play, player, state } from "../pages/watch.mjs";

const world = journey();

async function watching(t) {
  // So low that the page is longer than the window.
  const { page } = await world.visitor(t, { viewport: { width: 1280, height: 400 } });
  await ready(page, world.videos.Long.id);
  await play(page, world.videos.Long.watch_url);
  return page;
}

const focused = (page) => page.evaluate(() => document.getElementById("player").contains(document.activeElement));

test("outside of the player letters and arrows are the browser's", async (t) => {
  const page = await watching(t);
  await page.getByRole("main").getByRole("heading", { level: 1 }).click();
  assert.equal(await focused(page), false);
  const before = await state(page);
  for (const key of ["m", "k", "f", "0", "?", "j"]) await page.keyboard.press(key);
  const now = await state(page);
  assert.equal(now.muted, before.muted);
  assert.equal(now.paused, false);
  assert.ok(now.at >= before.at, "it was not sought");
  assert.equal(await page.evaluate(() => document.fullscreenElement), null);
  assert.equal(await page.getByRole("dialog").count(), 0);
  const top = await page.evaluate(() => scrollY);
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction((top) => scrollY > top, top);
  assert.equal((await state(page)).volume, before.volume);
});

test("whoever clicks into the player has its keys", async (t) => {
  const page = await watching(t);
  assert.equal(await focused(page), true, "the button that was pressed is gone, the focus is not");
  await page.keyboard.press("k");
  assert.equal((await state(page)).paused, true);
  await page.getByRole("main").getByRole("heading", { level: 1 }).click();
  await page.locator("video").click();
  await page.keyboard.press("m");
  assert.equal((await state(page)).muted, true);
  await page.keyboard.press("?");
  await player(page).getByRole("dialog", { name: "Keys" }).getByText("while the player has the focus").waitFor();
  await page.keyboard.press("Escape");
});

test("a message that goes by itself stays while somebody is at it", async (t) => {
  const page = await watching(t);
  await page.keyboard.press("5");
  await moves(page, 15);
  await page.reload();
  const restart = button(page, "From the start");
  await restart.focus();
  await page.keyboard.press("k");
  // Longer than a message stays that nobody is at.
  await moves(page, 23);
  await restart.press("Enter");
  await page.waitForFunction(() => document.querySelector("video").currentTime < 10);
  assert.equal(await focused(page), true);
});
