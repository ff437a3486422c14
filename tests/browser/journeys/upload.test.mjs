import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Conduct, lastingBrowser } from "../harness/chromium.mjs";
import { LONG, SHORT } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { newSpace } from "../pages/account.mjs";
import { giveFiles, goOn, reach, underWay, upload } from "../pages/space.mjs";

const world = journey({ slow: true });
/** So slow that the 4 MB clip takes about 8 s: there is a middle to interrupt. */
const SLOW_BYTES_PER_SECOND = 500_000;

/** Notes the place from which each PATCH of an upload goes on. */
function offsets(context) {
  const seen = [];
  context.on("request", (request) => {
    if (request.method() === "PATCH") seen.push(Number(request.headers()["upload-offset"]));
  });
  return seen;
}

/** Gives the long clip over a slow link, and waits until some of it is there. */
async function begun(page) {
  world.member.link.slow(SLOW_BYTES_PER_SECOND);
  await giveFiles(page, LONG);
  await underWay(page);
}

test("a clip that is dropped becomes a video under its author's eyes", async () => {
  const { page } = await world.visitor();
  await newSpace(page);
  const id = await upload(page, SHORT);
  assert.match(id, /^[a-z2-7]{52}$/);
});

test("an upload goes on where it was when the connection comes back", async () => {
  const { page, context } = await world.visitor();
  await newSpace(page);
  const seen = offsets(context);
  await begun(page);
  world.member.link.cut();
  world.member.link.mend();
  await reach(page, ["ready"]);
  assert.ok(seen.length >= 2 && seen.at(-1) > 0, `went on from ${seen}`);
});

test("an upload outlives a member that is killed and started again", async () => {
  const { page, context } = await world.visitor();
  await newSpace(page);
  const seen = offsets(context);
  await begun(page);
  await world.member.crashAndRestart();
  world.member.link.mend();
  await reach(page, ["ready"]);
  // All of the clip is one request: what of it was not acknowledged may be asked for again.
  assert.ok(seen.length >= 2, `went on from ${seen}`);
});

test("an upload goes on where it was when the browser was closed and opened again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ecot-profile-"));
  const open = () => lastingBrowser(folder, { baseURL: world.member.url });
  try {
    const first = await open();
    const page = first.pages()[0];
    await newSpace(page);
    await begun(page);
    await first.close();
    world.member.link.mend();

    const second = await open();
    const conduct = new Conduct(second, world.member.url);
    const seen = offsets(second);
    const again = second.pages()[0];
    await goOn(again, LONG);
    await reach(again, ["ready"]);
    assert.ok(seen[0] > 0, `went on from ${seen}`);
    await second.close();
    conduct.verify();
  } finally {
    world.member.link.mend();
    await rm(folder, { recursive: true, force: true });
  }
});

test("several files that are dropped at once all become videos", async () => {
  const { page } = await world.visitor();
  await newSpace(page);
  await giveFiles(page, SHORT, LONG);
  const ids = await reach(page, ["ready"], 2);
  await page.goto("/space");
  for (const id of ids) await page.locator(`li[data-video="${id}"]`).waitFor();
});

test("a file that is no video is refused in words", async () => {
  const { page } = await world.visitor();
  await newSpace(page);
  const folder = await mkdtemp(join(tmpdir(), "ecot-text-"));
  try {
    const file = join(folder, "letter.mp4");
    await writeFile(file, "Dear Ecot, this is a letter.\n".repeat(100));
    await giveFiles(page, file);
    await page.locator("#uploads .problem:not(:empty)").waitFor({ timeout: 60_000 });
    await page.goto("/space");
    assert.equal(await page.locator('li[data-state="ready"]').count(), 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
