// What a viewer does with the player.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE } from "../harness/chromium.mjs";
import { journey } from "../harness/journey.mjs";
import { Link } from "../harness/link.mjs";
import { inPage } from "../harness/until.mjs";
import { ready } from "../pages/space.mjs";
import { button, events, moves, play, state, watchToTheEnd } from "../pages/watch.mjs";

const world = journey(async () => {
  long = world.videos.Long;
});
let long;

/** A visitor of the long clip, whole. */
async function visitor(t, options) {
  const opened = await world.visitor(t, options);
  await ready(opened.page, long.id);
  return opened.page;
}

test("a viewer chooses a quality and a speed, and the picture has them", async (t) => {
  const page = await visitor(t);
  await play(page, long.watch_url);
  await button(page, "Quality and speed").click();
  const quality = page.getByLabel("Quality", { exact: true });
  assert.deepEqual(await quality.locator("option:not(:first-child)").allInnerTexts(), ["480p", "360p"]);
  for (const height of [360, 480, 360]) {
    await quality.selectOption({ label: `${height}p` });
    await inPage(page, (height) => document.querySelector("video").videoHeight === height, height);
  }
  await page.getByLabel("Speed", { exact: true }).selectOption("2");
  const { at } = await state(page);
  assert.equal(await page.evaluate(() => document.querySelector("video").playbackRate), 2);
  await moves(page, at);
});

test("who opens a page and does not play has loaded the beginning, and no more", async (t) => {
  const page = await visitor(t);
  const ranges = [];
  page.on("request", (request) => {
    if (/\/o\//.test(request.url())) ranges.push(request.headers().range);
  });
  await page.goto(long.watch_url);
  await inPage(page, () => document.querySelector("video").readyState >= 2);
  await page.waitForLoadState("networkidle");
  // Of picture and sound the init section and a segment or two of about 4 s; of 30 s there are eight of each.
  assert.ok(ranges.length <= 6, `${ranges}`);
});

test("the player is used from the keyboard alone", async (t) => {
  const page = await visitor(t);
  await page.goto(long.watch_url);
  await button(page, "Play").first().waitFor();
  const name = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  for (let presses = 0; presses < 20 && (await name()) !== "Play"; presses++) await page.keyboard.press("Tab");
  assert.equal(await name(), "Play");
  await page.keyboard.press("Enter");
  await moves(page);
  await page.keyboard.press("k");
  assert.equal((await state(page)).paused, true);
  const { at } = await state(page);
  await page.keyboard.press("ArrowRight");
  assert.ok(Math.abs((await state(page)).at - at - 5) < 0.01, "five seconds on");
  await page.keyboard.press("5");
  assert.ok(Math.abs((await state(page)).at - 15) < 0.1, "half of it");
  await page.keyboard.press("m");
  assert.equal((await state(page)).muted, true);
  await page.keyboard.press("ArrowDown");
  assert.ok((await state(page)).volume < 1);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await keys.waitFor();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "hidden" });
  await page.keyboard.press("f");
  await inPage(page, () => document.fullscreenElement?.id === "player");
  await page.keyboard.press("k");
  await moves(page, 15);
});

test("a visitor plays a video on a phone, by touch", async (t) => {
  const page = await visitor(t, PHONE);
  await page.goto(long.watch_url);
  await button(page, "Play").first().tap();
  await moves(page);
  // A touch on the picture shows the controls; it does not stop the video.
  await page.locator("video").tap();
  assert.equal((await state(page)).paused, false);
  await button(page, "Pause").last().tap();
  await inPage(page, () => document.querySelector("video").paused);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} px wide`);
});

test("a viewer who comes back finds the place where they stopped", async (t) => {
  const page = await visitor(t);
  await play(page, long.watch_url);
  await page.keyboard.press("5");
  await moves(page, 15);
  await page.goto("/");
  await page.goto(long.watch_url);
  await inPage(page, () => document.querySelector("video").currentTime >= 15);
  assert.equal((await state(page)).paused, true, "it waits for the viewer");
  await button(page, "From the start").click();
  // The player may step over the few milliseconds before the first picture.
  await inPage(page, () => document.querySelector("video").currentTime < 0.2);
});

test("on a slow line the smallest picture is played, without a halt", async (t) => {
  const link = await Link.listen(Number(new URL(world.member.url).port));
  t.after(() => link.close());
  const { page } = await world.visitor(t, { baseURL: link.url });
  const { id } = world.videos.Short;
  await ready(page, id);
  // More than 360p needs, and less than 720p does.
  link.slow({ down: 100_000 });
  await page.goto(`/v/${id}`);
  await button(page, "Play").first().click();
  await moves(page);
  const told = await events(page);
  assert.equal((await state(page)).height, 360);
  const end = await watchToTheEnd(page);
  assert.equal(end.stretches.length, 1, JSON.stringify(end));
  assert.deepEqual(await told(), []);
  assert.equal((await state(page)).height, 360);
});
