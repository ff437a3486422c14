// Three members in one federation carry what one of them published: the demonstration's town, in real processes.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyInTown } from "../harness/journey.mjs";
import { filesBelow, having, isShown } from "../harness/scan.mjs";
import { until } from "../harness/until.mjs";
import { giveFiles, remove, settings, uploads } from "../pages/space.mjs";
import { moves, play } from "../pages/watch.mjs";

const world = journeyInTown();
const made = await studio();
after(() => made.remove());
/** A header of a proxy's is none that a page may send to another member. */
const PLAIN = { extraHTTPHeaders: {} };
/** How many pathways a playlist names. */
const pathways = (playlist) => new Set(playlist.match(/PATHWAY-ID="[^"]+"/g)).size;
/** Where the town's own video is. */
async function publicPath(page) {
  await page.goto("/");
  return page.locator('a[href^="/v/"]').first().getAttribute("href");
}
/** Gives a file and waits until it is whole; the video's id, which only the browser can ask a house for. */
async function uploaded(page, file) {
  await giveFiles(page, file);
  await uploads(page).getByText("Ready", { exact: true }).waitFor();
  await page.goto("/space");
  return page.locator("#videos [data-video]").filter({ hasText: basename(file, ".mp4") }).getAttribute("data-video");
}
/** Waits until a video's playlist at each house names all three. */
async function carried(path) {
  const playlist = async (house) => (await world.town.ask(house, `${path}/master.m3u8`)).text();
  for (const house of Object.values(world.town.houses)) {
    await until(async () => pathways(await playlist(house)) === 3, `${house.name} names three members`);
  }
}

test("of a video that is not public a carrier has nothing that anybody could read, and plays it to who has the link", async (t) => {
  const { houses } = world.town;
  const { page: author } = await world.at(t, "aubepine");
  const [title, words] = ["Fourteen hedgehogs asleep", "Nobody else knows of the hollow elder"];
  const id = await uploaded(author, await made.small(5, 523));
  const link = await settings(author, id, async (form) => {
    await form.locator('[name="title"]').fill(title);
    await form.locator('[name="description"]').fill(words);
    await form.locator('[name="visibility"][value="unlisted"]').check();
  });
  const { pathname, hash } = new URL(link);
  await Promise.all([carried(pathname), carried(await publicPath(author))]);
  const { page, conduct } = await world.guest(t, "chardon", PLAIN);
  Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
  await play(page, `${houses.chardon.url}${pathname}${hash}`);
  await moves(page, 1);
  await page.getByText(title).first().waitFor();

  const secrets = [title, words, hash.slice("#k=".length)];
  const [home, carrier] = await Promise.all(["aubepine", "chardon"].map((name) => filesBelow(world.town.file(name))));
  assert.notDeepEqual(await having(home, title), [], "what is at home is found there");
  assert.deepEqual(await having(carrier, ...secrets), []);
  assert.ok(secrets.every((secret) => !world.town.said.includes(secret)), "nobody wrote it into a log");

  const { objects } = await (await world.town.ask(houses.chardon, `${pathname}/integrity.json`)).json();
  const lying = (files, hashes) => files.filter((file) => hashes.some((object) => file.endsWith(object)));
  const sealed = lying(carrier, Object.keys(objects));
  assert.equal(sealed.length, Object.keys(objects).length, "the carrier has all of it");
  for (const file of sealed) assert.equal(await isShown(file), false, file);
  const shown = await Promise.all(carrier.filter((file) => /\/[0-9a-f]{64}$/.test(file)).map(isShown));
  assert.ok(shown.some(Boolean), "what is public would be seen");
});

test("a video plays at every member's own address, also while its home stands still, and is gone at all of them once its author deletes it", async (t) => {
  const { houses } = world.town;
  const { page: author, conduct } = await world.at(t, "aubepine");
  const path = await publicPath(author);
  const others = [houses.bruyere, houses.chardon];

  // Nobody does anything: what the members offered is enough.
  await carried(path);
  for (const house of others) {
    const { page, conduct } = await world.guest(t, house.name, PLAIN);
    Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
    await play(page, `${house.url}${path}`);
    await moves(page, 1);
    assert.equal(new URL(page.url()).origin, house.url, "the page is the carrier's own");
  }

  // The home's machine stands still: who comes to another member's address hardly notices.
  const goOn = await world.town.freeze(houses.aubepine);
  try {
    const { page, conduct } = await world.guest(t, "chardon", PLAIN);
    Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
    await play(page, `${houses.chardon.url}${path}`);
    await moves(page, 2);
  } finally {
    goOn();
  }

  Object.values(houses).forEach(({ url }) => conduct.alsoAt(url));
  await remove(author, path.slice("/v/".length));
  for (const house of others) {
    const gone = async () => (await world.town.ask(house, path)).status === 410;
    await until(gone, `${house.name} says that it is gone`);
    assert.equal((await world.town.ask(house, `${path}/master.m3u8`)).status, 410);
  }
});
