// Every page as a person sees it, for people to look at: node screenshots.mjs [FOLDER [NAME...]]
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { visitor } from "./harness/chromium.mjs";
import { furnish, inEveryWay, look, sights } from "./harness/sights.mjs";
import { Stage } from "./harness/stage.mjs";
import { signIn, useLanguage } from "./pages/account.mjs";

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../../target/screenshots"));
const names = process.argv.slice(3);
await mkdir(folder, { recursive: true });

const stage = await Stage.set(["Short", "Silent", "Sound"]);
const { member, browser, operator, videos } = stage;
const { page, context } = await visitor(browser, member);
const furnished = await furnish(member, page, operator, videos.Short);
await context.close();

/** All pages in one language, as seen by somebody who is signed in or not. */
async function take(tag, asUser) {
  const { page, context } = await visitor(browser, member);
  await useLanguage(page, tag);
  if (asUser) await signIn(page, operator);
  const chosen = sights(furnished).filter((sight) => sight.asUser === asUser && (names.length === 0 || names.includes(sight.name)));
  for (const sight of chosen) {
    await look(page, sight);
    await inEveryWay(page, (light, { width }) =>
      page.screenshot({ path: join(folder, `${sight.name}-${tag}-${light}-${width}.png`), fullPage: true, animations: "disabled" }),
    );
  }
  await context.close();
}

await Promise.all(["en", "fr"].flatMap((tag) => [take(tag, false), take(tag, true)]));
await stage.strike();
console.log(folder);
