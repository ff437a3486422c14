// The tests of every page in one language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn, useLanguage } from "../pages/account.mjs";
import { violations } from "./accessible.mjs";
import { journey } from "./journey.mjs";
import { furnish, inEveryWay, look, sights } from "./sights.mjs";

/** Registers them; `tag` is the language's. */
export function everyPage(language, tag) {
  let furnished;
  const world = journey(async () => {
    const { page, context, conduct } = await world.stranger();
    furnished = await furnish(world.member, page, world.operator, world.videos.Short);
    await context.close();
    conduct.verify();
  });

  /** A window in which the language was chosen before anybody signed in. */
  async function window(t) {
    const { page } = await world.visitor(t);
    await useLanguage(page, tag);
    return page;
  }

  test(`every page in ${language} keeps to WCAG 2.2 AA and fits a phone`, async (t) => {
    const guest = await window(t);
    const operator = await window(t);
    await signIn(operator, world.operator);
    for (const sight of sights(furnished)) {
      await t.test(`${sight.name} in ${language}`, async () => {
        const page = sight.asUser ? operator : guest;
        await look(page, sight);
        assert.equal(await page.locator("html").getAttribute("lang"), tag);
        assert.deepEqual(await wrong(page), []);
      });
    }
  });
}

/** What is wrong with the page in any light and size, or in those that are given. */
export async function wrong(page, ways = undefined) {
  const found = new Set();
  await inEveryWay(page, async (light, { width }) => {
    for (const one of await violations(page)) found.add(`${light}, ${width} px: ${one}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.add(`${light}: ${wide} px wide on ${width} px`);
  }, ways);
  return [...found];
}
