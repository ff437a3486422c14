import assert from "node:assert/strict";
import { before, test } from "node:test";
import { LONG, SHORT, studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, reach } from "../pages/space.mjs";
import { loudness, moves, play, state, watchToTheEnd } from "../pages/watch.mjs";

const world = journey();
let short;
let long;

before(async () => {
  const { page } = await world.visitor();
  const author = await newSpace(page);
  const token = await world.member.command("token", "--user", author.name);
  short = await world.member.publish(token, SHORT, "--title", "Short", "--wait");
  long = await world.member.publish(token, LONG, "--title", "Long", "--wait");
});

test("a visitor without an account plays a video to its end, with sound", async () => {
  const { page } = await world.visitor();
  await play(page, short.watch_url);
  assert.ok((await loudness(page)) > 0.001, "there is sound");
  const end = await watchToTheEnd(page);
  assert.ok(Math.abs(end.at - end.length) < 0.2 && end.length > 4.5, JSON.stringify(end));
  assert.ok(end.frames > 100, `${end.frames} frames`);
});

test("a visitor plays a video on a phone", async () => {
  const { page } = await world.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await play(page, short.watch_url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} px wide`);
});

test("a viewer chooses a quality, and the picture has its height", async () => {
  const { page } = await world.visitor();
  await play(page, long.watch_url);
  for (const [name, height] of [["360p", 360], ["480p", 480]]) {
    await page.getByRole("button", { name: /quality/i }).click();
    await page.getByLabel("Quality", { exact: true }).selectOption({ label: name });
    await page.keyboard.press("Escape");
    await page.waitForFunction((height) => document.querySelector("video").videoHeight === height, height, { timeout: 30_000 });
  }
});

test("the player is used from the keyboard alone", async () => {
  const { page } = await world.visitor();
  await page.goto(long.watch_url);
  await page.locator("video").waitFor();
  const name = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
  for (let presses = 0; presses < 40 && !/^\s*play/i.test(await name()); presses++) {
    await page.keyboard.press("Tab");
  }
  assert.match(await name(), /play/i);
  await page.keyboard.press("Enter");
  await moves(page);
  await page.keyboard.press("k");
  assert.equal((await state(page)).paused, true);
  const before = (await state(page)).at;
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((before) => document.querySelector("video").currentTime > before + 3, before);
  await page.keyboard.press("m");
  assert.equal((await state(page)).muted, true);
});

test("a viewer who comes back finds the place where they stopped", async () => {
  const { page } = await world.visitor();
  await play(page, long.watch_url);
  await page.evaluate(() => (document.querySelector("video").currentTime = 15));
  await moves(page, 15);
  await page.goto("/");
  await page.goto(long.watch_url);
  await page.waitForFunction(() => document.querySelector("video")?.currentTime > 13, undefined, { timeout: 30_000 });
});

test("a video that has to be encoded plays while it still grows", async () => {
  const made = await studio();
  try {
    const { page } = await world.visitor();
    await newSpace(page);
    await giveFiles(page, await made.webm(40));
    const [id] = await reach(page, ["playable"]);
    await play(page, `/v/${id}`);
  } finally {
    await made.remove();
  }
});

test("both the author and a visitor see what the video costs", async () => {
  const { page } = await world.visitor();
  await page.goto(short.watch_url);
  await page.locator(`a[href="/v/${short.id}/cost"]`).first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
});
