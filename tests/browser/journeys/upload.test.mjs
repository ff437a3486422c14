import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { lastingBrowser } from "../harness/chromium.mjs";
import { studio } from "../harness/clips.mjs";
import { Conduct } from "../harness/conduct.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, goOn, reach, uploads } from "../pages/space.mjs";
import { moves } from "../pages/watch.mjs";

let made;
let clip;
const world = journeyAlone({ slow: true }, async () => {
  made = await studio();
  clip = await made.noisy();
});
after(() => made.remove());
/** So slow that the clip takes about 10 s: there is a middle to interrupt. */
const SLOW = { up: 500_000 };
/** What has to be on the member's disk before an upload is interrupted, in bytes. */
const SOME = 1_000_000;

/** Notes the place from which each PATCH of an upload goes on. */
function offsets(context) {
  const seen = [];
  context.on("request", (request) => {
    if (request.method() === "PATCH") seen.push(Number(request.headers()["upload-offset"]));
  });
  return seen;
}

/** Gives the clip over a slow link, and waits until some of it is there; gives what waits for more of it. */
async function begun(page) {
  const before = await world.member.uploads();
  const arrived = async (bytes) =>
    [...(await world.member.uploads())].some(([name, size]) => !before.has(name) && size >= bytes);
  const arriving = (bytes) => until(() => arrived(bytes), `${bytes} bytes of the upload are on the disk`);
  world.member.link.slow(SLOW);
  await giveFiles(page, clip);
  await arriving(SOME);
  return arriving;
}

const lost = (page) => uploads(page).getByText("The connection is lost").waitFor();

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
  await begun(page);
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
  const arriving = await begun(page);
  world.member.link.cut();
  await lost(page);
  world.member.link.mend();
  world.member.link.slow(SLOW);
  const acknowledged = await until(() => seen[1], "the upload goes on");
  assert.ok(acknowledged >= SOME, `went on from ${seen}`);
  await arriving(acknowledged + SOME);
  await world.member.crashAndRestart();
  world.member.link.mend();
  await reach(page, ["ready"]);
  assert.ok(seen.length > 2 && seen.at(-1) >= acknowledged, `went on from ${seen}`);
});

test("an upload goes on where it was when the browser was closed and opened again", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "ecot-profile-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const first = await lastingBrowser(folder, world.member);
  const page = first.pages()[0];
  await newSpace(page);
  await begun(page);
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
