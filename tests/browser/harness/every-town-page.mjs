// The tests of every page of the federation and the purse, in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { useLanguage } from "../pages/account.mjs";
import { wrong } from "./every-page.mjs";
import { FEW_WAYS, look } from "./sights.mjs";
import { furnishTown, townSights } from "./town-sights.mjs";

/** Registers them, for a world as `journeyInTown` gives it. */
export function everyTownPage(world) {
  test("every page of the federation and the purse keeps to WCAG 2.2 AA and fits a phone, in both languages", async (t) => {
    const links = await furnishTown(world.town, async (house) => (await world.at(t, house)).page);
    const sights = townSights(world.town, links);
    // The words of one language are longer than those of the other; its colours are the same.
    for (const [language, ways] of [["en", FEW_WAYS], ["fr", FEW_WAYS.slice(0, 1)]]) {
      const windows = {};
      for (const sight of sights) {
        await t.test(`${sight.name} in ${language}`, async () => {
          const key = `${sight.house} ${sight.as}`;
          windows[key] ??= await open(t, sight, language);
          await look(windows[key], sight);
          assert.equal(await windows[key].locator("html").getAttribute("lang"), language);
          assert.deepEqual(await wrong(windows[key], ways), []);
        });
      }
    }
  });

  async function open(t, { house, as }, language) {
    const { page } = as === "guest" ? await world.guest(t, house) : await world.at(t, house);
    await useLanguage(page, language);
    return page;
  }
}
