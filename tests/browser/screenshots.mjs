// Every page as a person sees it, for people to look at: node screenshots.mjs [FOLDER]
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { browser, ENGLISH, FRENCH, visitor } from "./harness/chromium.mjs";
import { Member } from "./harness/member.mjs";
import { newcomer } from "./pages/account.mjs";
import { takeOver } from "./pages/operator.mjs";
import { furnish, look, sights } from "./harness/sights.mjs";

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../../target/screenshots"));
await mkdir(folder, { recursive: true });
const member = await Member.start();
const chromium = await browser();
const { page } = await visitor(chromium, member);
const operator = newcomer("camille");
await takeOver(page, member, operator);
const furnished = await furnish(member, page, operator);
for (const [language, locale] of [["en", ENGLISH], ["fr", FRENCH]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      const { page: shown, context } = await visitor(chromium, member, { ...locale, colorScheme, viewport: { width, height: 844 } });
      const order = sights(furnished).toSorted((one, other) => Number(one.signedIn) - Number(other.signedIn));
      for (const sight of order) {
        await look(shown, furnished.person, sight);
        await shown.screenshot({ path: join(folder, `${sight.name}-${language}-${colorScheme}-${width}.png`), fullPage: true });
      }
      await context.close();
    }
  }
}
await chromium.close();
await member.stop();
console.log(folder);
