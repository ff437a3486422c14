import { test } from "node:test";
import { accessible } from "../harness/accessible.mjs";
import { ENGLISH, FRENCH } from "../harness/chromium.mjs";
import { journey } from "../harness/journey.mjs";
import { furnish, look, sights } from "../harness/sights.mjs";
import { signIn } from "../pages/account.mjs";

const world = journey();

test("every page keeps to WCAG 2.2 AA, in both languages and both colour schemes", async (t) => {
  const { page } = await world.visitor();
  await signIn(page, world.operator);
  await page.waitForURL("**/space");
  const furnished = await furnish(world.member, page, world.operator);
  for (const language of [ENGLISH, FRENCH]) {
    for (const colorScheme of ["light", "dark"]) {
      const options = { ...language, colorScheme, viewport: { width: 390, height: 844 } };
      const { page: guest } = await world.visitor(options);
      const { page: signedIn } = await world.visitor(options);
      for (const sight of sights(furnished)) {
        const name = `${sight.name}, ${language.locale}, ${colorScheme}`;
        await t.test(`the page ${name}`, async () => {
          const shown = sight.signedIn ? signedIn : guest;
          await look(shown, furnished.person, sight);
          await accessible(shown, name);
        });
      }
    }
  }
});
