// Three members in one federation carry what one of them published: the demonstration's town, in real processes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journeyInTown } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";
import { remove } from "../pages/space.mjs";
import { moves, play } from "../pages/watch.mjs";

const world = journeyInTown();
/** A header of a proxy's is none that a page may send to another member. */
const PLAIN = { extraHTTPHeaders: {} };
/** How many pathways a playlist names. */
const pathways = (playlist) => new Set(playlist.match(/PATHWAY-ID="[^"]+"/g)).size;

test("a video plays at every member's own address, also while its home stands still, and is gone at all of them once its author deletes it", async (t) => {
  const { houses } = world.town;
  const { page: author, conduct } = await world.at(t, "aubepine");
  await author.goto("/");
  const path = await author.locator('a[href^="/v/"]').first().getAttribute("href");
  const others = [houses.bruyere, houses.chardon];

  // Nobody does anything: what the members offered is enough.
  const playlist = async (house) => (await world.town.ask(house, `${path}/master.m3u8`)).text();
  for (const house of [houses.aubepine, ...others]) {
    await until(async () => pathways(await playlist(house)) === 3, `${house.name} names three members`);
  }
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
