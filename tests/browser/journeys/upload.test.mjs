import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { lastingBrowser } from "../harness/chromium.mjs";
import { studio } from "../harness/clips.mjs";
import { Conduct } from "../harness/conduct.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newSpace } from "../pages/account.mjs";
import { begun, lost, offsets, SLOW, SLOWER, SOME } from "../pages/sending.mjs";
import { giveFiles, goOn, openSpace, reach, uploads } from "../pages/space.mjs";
import { moves } from "../pages/watch.mjs";

let made;
let clip;
const LARGEST_MB = 20;
const world = journeyAlone({ slow: true, more: `[uploads]\nlargest_mb = ${LARGEST_MB}` }, async () => {
  made = await studio();
  clip = await made.noisy();
});
after(() => made.remove());

test("a clip that is chosen becomes a video under its author's eyes, and plays", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await giveFiles(page, await made.small());
  const row = uploads(page);
  await row.getByRole("progressbar").waitFor();
  await row.getByText("Ready", { exact: true }).waitFor({ timeout: 90_000 });
  await row.getByRole("button", { name: "Watch" }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await moves(page);
});

test("an upload goes on where it was when the connection comes back", async (t) => {
  const { page, context } = await world.visitor(t);
  await newSpace(page);
  const seen = offsets(context);
  await begun(world.member, page, clip);
  world.member.link.cut();
  await lost(page);
  world.member.link.mend();
  await reach(page, ["ready"]);
  assert.equal(seen[0], 0);
  assert.ok(seen.at(-1) >= SOME, `went on from ${seen}`);
});

test("what was acknowledged of an upload outlives a member that is killed", async (t) => {
  const { page, context } = await world.visitor(t);
  await newSpace(page);
  const seen = offsets(context);
  const { arriving, stored } = await begun(world.member, page, clip);
  world.member.link.cut();
  await lost(page);
  world.member.link.mend();
  world.member.link.slow(SLOW);
  const acknowledged = await until(() => seen[1], "the upload goes on");
  assert.ok(acknowledged >= SOME, `went on from ${seen}`);
  // A busy machine looks late: what is left must take longer than that.
  world.member.link.slow(SLOWER);
  await arriving(acknowledged + SOME);
  await world.member.crash();
  assert.ok((await stored()) < (await stat(clip)).size, "it was whole before the crash");
  await world.member.restart();
  world.member.link.mend();
  await reach(page, ["ready"]);
  // A browser may send the request that was cut once more by itself.
  assert.ok(seen.at(-1) >= acknowledged, `went on from ${seen}`);
});

/** In the page: what it waits for patiently, it waits for 2 s. */
function hurried() {
  const after = window.setTimeout;
  window.setTimeout = (act, ms, ...more) => after(act, ms === 90_000 ? 2000 : ms, ...more);
}

test("an upload goes on by itself when its line died without a word", async (t) => {
  const { page, context } = await world.visitor(t);
  await page.addInitScript(hurried);
  await newSpace(page);
  const seen = offsets(context);
  await begun(world.member, page, clip);
  world.member.link.die();
  world.member.link.mend();
  await reach(page, ["ready"]);
  assert.ok(seen.at(-1) >= SOME, `went on from ${seen}`);
});

test("an upload goes on where it was when the browser was closed and opened again", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "ecot-profile-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const first = await lastingBrowser(folder, world.member);
  const page = first.pages()[0];
  await newSpace(page);
  await begun(world.member, page, clip);
  // What the network still holds is lost with the laptop.
  world.member.link.cut();
  await first.close();
  world.member.link.mend();

  const second = await lastingBrowser(folder, world.member);
  t.after(() => second.close());
  const conduct = await Conduct.of(second, world.member.url);
  const seen = offsets(second);
  const again = second.pages()[0];
  await goOn(again, clip);
  await reach(again, ["ready"]);
  assert.ok(seen[0] >= SOME, `went on from ${seen}`);
  conduct.verify();
});

test("an author pauses an upload, and it goes on where it was when they say so", async (t) => {
  const { page, context } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  await newSpace(page);
  const seen = offsets(context);
  await begun(world.member, page, clip);
  const row = uploads(page);
  await row.getByRole("button", { name: "Pause" }).click();
  await row.getByText("Paused", { exact: true }).waitFor();
  world.member.link.mend();
  await row.getByRole("button", { name: "Resume" }).click();
  await reach(page, ["ready"]);
  assert.ok(seen.length > 1 && seen.at(-1) >= SOME, `went on from ${seen}`);
});

test("an upload that its author cancels leaves nothing", async (t) => {
  const { page } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  await newSpace(page);
  const { gone } = await begun(world.member, page, clip);
  world.member.link.cut();
  await lost(page);
  page.once("dialog", (question) => question.accept());
  await uploads(page).getByRole("button", { name: "Cancel" }).click();
  world.member.link.mend();
  await until(async () => (await uploads(page).count()) === 0, "the upload is gone from the page");
  await gone();
  await page.goto("/space");
  await page.getByText("Nothing here yet").waitFor();
  assert.equal(await uploads(page).count(), 0);
});

test("a file that is dropped beside its place is taken all the same", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await openSpace(page);
  const bytes = (await readFile(await made.small())).toString("base64");
  const dropped = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "dropped.mp4", { type: "video/mp4" }));
    return transfer;
  }, bytes);
  await page.getByRole("contentinfo").dispatchEvent("drop", { dataTransfer: dropped });
  await reach(page, ["ready"]);
});

test("a file that is too large is refused before a byte of it is sent", async (t) => {
  const { page, context } = await world.visitor(t);
  await newSpace(page);
  const sent = [];
  context.on("request", (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const folder = await mkdtemp(join(tmpdir(), "ecot-large-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "large.mp4");
  await writeFile(file, "");
  await truncate(file, LARGEST_MB * 1_000_000 + 1);
  await giveFiles(page, file);
  await uploads(page).getByText(`larger than ${LARGEST_MB} MB`).waitFor();
  assert.deepEqual(sent.filter((request) => request.includes("/tus")), []);
});

test("several files that are chosen at once all become videos", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  await giveFiles(page, await made.small(4), await made.small(5), await made.silent());
  const ids = await reach(page, ["ready"], 3);
  await page.goto("/space");
  for (const id of ids) await page.locator(`li[data-video="${id}"][data-state="ready"]`).waitFor();
});

test("a file that is no video is refused in words, and leaves nothing", async (t) => {
  const { page } = await world.visitor(t);
  await newSpace(page);
  const folder = await mkdtemp(join(tmpdir(), "ecot-text-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "letter.mp4");
  await writeFile(file, "Dear Ecot, this is a letter.\n".repeat(100));
  await giveFiles(page, file);
  await uploads(page).getByText("This is not a video").waitFor();
  await page.goto("/space");
  await page.getByText("Nothing here yet").waitFor();
  assert.equal(await uploads(page).count(), 0);
});
