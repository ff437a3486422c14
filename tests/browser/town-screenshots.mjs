// Every page of the federation and the purse, on the demonstration's town, for people to look at: node town-screenshots.mjs
// [FOLDER [NAME...]]
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { browser } from "./harness/chromium.mjs";
import { inEveryWay, look } from "./harness/sights.mjs";
import { Doors } from "./harness/town-doors.mjs";
import { furnishTown, townSights } from "./harness/town-sights.mjs";
import { Town } from "./harness/town.mjs";
import { useLanguage } from "./pages/account.mjs";

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../../target/screenshots"));
const names = process.argv.slice(3);
await mkdir(folder, { recursive: true });

const [town, chromium] = await Promise.all([Town.start(), browser()]);
const doors = new Doors(town, chromium);
const links = await furnishTown(town, async (house) => (await doors.at(house)).page);
const sights = townSights(town, links).filter(({ name }) => names.length === 0 || names.includes(name));

for (const tag of ["en", "fr"]) {
  const windows = {};
  const open = async ({ house, as }) => {
    const { page } = as === "guest" ? await doors.guest(house) : await doors.at(house);
    await useLanguage(page, tag);
    return page;
  };
  for (const sight of sights) {
    const page = (windows[`${sight.house} ${sight.as}`] ??= await open(sight));
    await look(page, sight);
    await inEveryWay(page, (light, { width }) =>
      page.screenshot({ path: join(folder, `${sight.name}-${tag}-${light}-${width}.png`), fullPage: true, animations: "disabled" }),
    );
  }
}
await chromium.close();
await town.stop();
console.log(folder);
