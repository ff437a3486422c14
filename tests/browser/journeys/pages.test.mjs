// Every page keeps to WCAG 2.2 AA, in both languages, light and dark, on a phone and on a desk.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../harness/accessible.mjs";
import { journey } from "../harness/journey.mjs";
import { furnish, inEveryWay, look, sights } from "../harness/sights.mjs";
import { signIn, useLanguage } from "../pages/account.mjs";

let furnished;
const world = journey(async () => {
  const { page, context, conduct } = await world.stranger();
  furnished = await furnish(world.member, page, world.operator, world.videos.Short);
  await context.close();
  conduct.verify();
});

for (const [language, tag] of [["English", "en"], ["French", "fr"]]) {
  test(`every page in ${language} keeps to WCAG 2.2 AA and fits a phone`, async (t) => {
    const { page: guest } = await world.visitor(t);
    await useLanguage(guest, tag);
    const { page: operator } = await world.visitor(t);
    await useLanguage(operator, tag);
    await signIn(operator, world.operator);
    for (const sight of sights(furnished)) {
      await t.test(`${sight.name} in ${language}`, async () => {
        const page = sight.asUser ? operator : guest;
        await look(page, sight);
        assert.equal(await page.locator("html").getAttribute("lang"), tag);
        const wrong = new Set();
        await inEveryWay(page, async (light, { width }) => {
          for (const one of await violations(page)) wrong.add(`${light}, ${width} px: ${one}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > width) wrong.add(`${light}: ${wide} px wide on ${width} px`);
        });
        assert.deepEqual([...wrong], []);
      });
    }
  });
}
