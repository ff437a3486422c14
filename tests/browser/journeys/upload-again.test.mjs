// An upload that goes on: after a silence, from another browser page, by another account, in its turn.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newSpace, signIn, signOut } from "../pages/account.mjs";
import { begun, lost, offsets, SLOW, SOME } from "../pages/sending.mjs";
import { giveFiles, goOn, openSpace, reach, uploads } from "../pages/space.mjs";

let made;
const world = journeyAlone({ slow: true }, async () => {
  made = await studio();
});
after(() => made.remove());

/** Notes what is asked of uploads. */
function asked(context) {
  const methods = [];
  context.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/tus/")) methods.push(request.method());
  });
  return methods;
}

test("a member that does not say where an upload stands is asked again, and nothing is sent twice", async (t) => {
  const { page, context } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  await newSpace(page);
  const seen = offsets(context);
  const methods = asked(context);
  let silent = 0;
  await context.route("**/tus/*", (route) => {
    if (route.request().method() !== "HEAD" || silent === 2) return route.continue();
    silent += 1;
    return route.fulfill({ status: 503 });
  });
  await begun(world.member, page, await made.noisy());
  world.member.link.cut();
  await lost(page);
  world.member.link.mend();
  await reach(page, ["ready"]);
  assert.equal(silent, 2);
  assert.equal(methods.filter((method) => method === "POST").length, 1, `${methods}`);
  assert.ok(seen.at(-1) >= SOME, `went on from ${seen}`);
});

test("a file goes on although the phone tells another date for it, wherever it is chosen or dropped", async (t) => {
  const { page, context } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  const folder = await mkdtemp(join(tmpdir(), "ecot-dated-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "IMG_0042.mp4");
  await copyFile(await made.noisy(), file);
  await newSpace(page);
  const seen = offsets(context);
  for (const [day, choose] of [[1, giveFiles], [2, goOn], [3, giveFiles]]) {
    await utimes(file, day, day);
    if (day === 1) {
      await begun(world.member, page, file);
    } else {
      world.member.link.mend();
      world.member.link.slow(SLOW);
      await choose(page, file);
      await until(() => seen.length === day, "the upload goes on");
      assert.equal(await uploads(page).count(), 1, "it stands there once");
    }
    world.member.link.cut();
    await lost(page);
  }
  assert.ok(seen[0] === 0 && seen[1] >= SOME && seen[2] >= seen[1], `went on from ${seen}`);
});

test("another account of the same browser sees nothing of an upload, and does not go on with it", async (t) => {
  const { page, context } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  const clip = await made.noisy();
  const anna = await newSpace(page);
  const seen = offsets(context);
  await begun(world.member, page, clip);
  world.member.link.cut();
  await lost(page);
  world.member.link.mend();
  await page.goto("/account");
  await signOut(page);

  await newSpace(page);
  await openSpace(page);
  assert.equal(await uploads(page).count(), 0);
  await giveFiles(page, clip);
  await reach(page, ["ready"]);
  assert.equal(seen.at(-1), 0, `went on from ${seen}`);
  await page.goto("/account");
  await signOut(page);

  await signIn(page, anna);
  await goOn(page, clip);
  await uploads(page).getByText("Ready", { exact: true }).waitFor({ timeout: 90_000 });
  assert.ok(seen.at(-1) >= SOME, `went on from ${seen}`);
});

test("three files are sent at once, and the others wait in sight until it is their turn", async (t) => {
  const { page } = await world.visitor(t);
  t.after(() => world.member.link.mend());
  await newSpace(page);
  const folder = await mkdtemp(join(tmpdir(), "ecot-five-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const five = ["a", "b", "c", "d", "e"].map((name) => join(folder, `${name}.mp4`));
  for (const file of five) await copyFile(await made.noisy(), file);
  // A minute for each, so that none is sent before the others were looked at.
  world.member.link.slow({ up: 100_000 });
  await giveFiles(page, ...five);
  const sending = uploads(page).getByText(/^Uploading/);
  const waiting = uploads(page).getByText("Waiting to be sent", { exact: true });
  await until(async () => (await sending.count()) === 3 && (await waiting.count()) === 2, "three are sent, two wait");
  assert.match(await uploads(page).nth(3).innerText(), /Waiting to be sent/, "they stand in their order");
  page.once("dialog", (question) => question.accept());
  await uploads(page).first().getByRole("button", { name: "Cancel" }).click();
  await until(async () => (await sending.count()) === 3 && (await waiting.count()) === 1, "the next one is sent");
  world.member.link.mend();
  await reach(page, ["ready"], 4);
});
