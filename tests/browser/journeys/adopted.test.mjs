// A member's machine is lost for good: the others vote it, and its people bring their spaces to another member, by the pages.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { after, test } from "node:test";
import { violations } from "../harness/accessible.mjs";
import { studio } from "../harness/clips.mjs";
import { journeyInTown } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { newcomer, newSpace, signUp } from "../pages/account.mjs";
import { openSignUp } from "../pages/operator.mjs";
import { done } from "../pages/purse.mjs";
import { giveFiles, settings, uploads } from "../pages/space.mjs";
import { moves, play } from "../pages/watch.mjs";

const world = journeyInTown();
const made = await studio();
after(() => made.remove());
/** A header of a proxy's is none that a page may send to another member. */
const PLAIN = { extraHTTPHeaders: {} };
/** Days for which nobody has heard of a member that the others say is gone. */
const SILENT_DAYS = 31;
/** How many pathways a playlist names. */
const pathways = (playlist) => new Set(playlist.match(/PATHWAY-ID="[^"]+"/g) ?? []).size;
const day = (date) => date.toISOString().slice(0, 10);

/** Somebody new at a house, with the space recovery key that the page shows once. */
async function settle(t, house) {
  const { page: staff } = await world.at(t, house);
  await openSignUp(staff);
  const { page } = await world.guest(t, house, PLAIN);
  await signUp(page, newcomer());
  const key = await page.getByRole("region", { name: "Space recovery key" }).locator(".codes").innerText();
  return { page, key };
}

/** Gives a file, publishes it, and waits until every house serves it; its path. */
async function published(page, file) {
  await giveFiles(page, file);
  await uploads(page).getByText("Ready", { exact: true }).waitFor();
  await page.goto("/space");
  const id = await page.locator("#videos [data-video]").filter({ hasText: basename(file, ".mp4") }).getAttribute("data-video");
  await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  for (const house of Object.values(world.town.houses)) await serves(house, `/v/${id}`, 3);
  return `/v/${id}`;
}

/** Waits until a house names so many members that serve a video. */
async function serves(house, path, count) {
  const playlist = async () => (await world.town.ask(house, `${path}/master.m3u8`)).text();
  await until(async () => pathways(await playlist()) === count, `${house.name} names ${count} members`);
}

/** A house that was started again beside a lost one signs nothing, and says so until its operator decides not to wait. */
async function goesOnWithout(t, house, lost) {
  await world.town.startAgain(house);
  await world.town.talk(1);
  const { page } = await world.at(t, house.name);
  await page.goto("/federation");
  const waits = page.getByRole("region", { name: "Your member waits for others" });
  await waits.getByText(`${lost} does not answer.`).waitFor();
  assert.deepEqual(await violations(page), []);
  await waits.getByRole("button", { name: `Do not wait for ${lost}` }).click();
  await done(page, "Your member no longer waits for that one.");
  await world.town.talk(1);
  await page.reload();
  assert.equal(await waits.count(), 0);
}

/** One house proposes that a member is gone, the other one agrees. */
async function voteGone(t, name) {
  const { page } = await world.at(t, "bruyere");
  await page.goto("/federation/propose/gone");
  await page.getByLabel("Member", { exact: true }).selectOption({ label: name });
  const { now } = await (await world.town.ask(world.town.houses.bruyere, "/demo/clock")).json();
  const today = new Date(now);
  const soon = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 4, 1));
  await page.locator('[name="since"]').fill(day(new Date(today.getTime() - SILENT_DAYS * 86_400_000)));
  await page.locator('[name="day"]').fill(day(today));
  await page.locator('[name="until"]').fill(day(soon));
  await page.getByRole("button", { name: "Put it to the vote" }).click();
  await done(page, "It is put to the vote.");
  await world.town.talk();
  const { page: voter } = await world.at(t, "chardon");
  voter.on("dialog", (question) => question.accept());
  const vote = voter.getByRole("button", { name: /^For/ });
  await voter.goto("/federation/votes");
  await vote.click();
  await done(voter, "Your member’s vote is signed.");
  await world.town.talk();
}

test("whoever published at a member that is lost brings the space to another one, and the video plays on at its address", async (t) => {
  const { houses } = world.town;
  const { page: author, key } = await settle(t, "aubepine");
  const path = await published(author, await made.small(5, 523));
  const { page: staff } = await world.at(t, "bruyere");
  await openSignUp(staff);

  await world.town.lose(houses.aubepine);
  await goesOnWithout(t, houses.chardon, "Aubépine");
  await voteGone(t, "Aubépine");
  const { page, conduct } = await world.guest(t, "bruyere", PLAIN);
  Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
  await newSpace(page);
  await page.goto(path);
  await page.getByText("has not answered since").waitFor();
  await page.goto("/space");
  await page.getByRole("link", { name: "Bring a space here whose place is gone" }).click();
  const found = page.getByRole("heading", { name: "Your videos were found" });
  await until(async () => {
    await page.locator('[name="recovery"]').fill(key);
    await page.getByRole("button", { name: "Look for my videos" }).click();
    await found.or(page.getByRole("alert")).waitFor();
    if (!(await found.isVisible())) await world.town.talk();
    return found.isVisible();
  }, "it was looked at whose the videos are");
  await page.getByText(/^1 video, /).waitFor();
  await page.getByRole("button", { name: "Bring them here" }).click();
  await done(page, "The space is brought here.");
  const here = page.getByText("1 of 1 videos are here.");
  await until(async () => {
    await world.town.talk();
    await page.goto("/adopt");
    return (await here.count()) > 0;
  }, "the video is here");

  await world.town.talk();
  for (const house of [houses.bruyere, houses.chardon]) await serves(house, path, 2);
  for (const name of ["bruyere", "chardon"]) {
    const { page: viewer, conduct } = await world.guest(t, name, PLAIN);
    Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
    await play(viewer, `${houses[name].url}${path}`);
    await moves(viewer, 1);
    assert.equal(await viewer.getByText("has not answered since").count(), 0);
  }
});
