// The pictures in the README, of the demonstration: its video as it plays, and its federation at work. node readme.mjs [PICTURE...]
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { browser, visitor } from "./harness/chromium.mjs";
import { LONG, SHORT } from "./harness/clips.mjs";
import { Doors } from "./harness/town-doors.mjs";
import { Town } from "./harness/town.mjs";
import { until } from "./harness/until.mjs";
import { giveFiles, settings, uploads } from "./pages/space.mjs";
import { moves, play } from "./pages/watch.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const ECOT = resolve(process.env.ECOT ?? join(ROOT, "target/debug/ecot"));
const FOLDER = join(ROOT, "docs/images");
/** The largest that a picture may be, in bytes. */
const LIMIT = 300_000;
/** A moment of the clip that shows something, in s. */
const MOMENT = 19;
const HOUR_MS = 3_600_000;
/** What houses publish beside the demonstration's own. */
const PUBLISHED = { bruyere: LONG, chardon: SHORT };
/** What players received in the last hour, in bytes: a row for each home, in it a figure for each carrier. */
const WATCHED_BYTES = [
  [0, 840_000_000, 610_000_000],
  [220_000_000, 0, 90_000_000],
  [70_000_000, 160_000_000, 0],
];

/** The address of the video, once it was watched. */
function ready(program) {
  return new Promise((found, failed) => {
    let output = "";
    program.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const [, url] = /The video plays: (\S+)[\s\S]*What it costs/.exec(output) ?? [];
      if (url) found(url);
    });
    program.once("exit", () => failed(new Error(`the demonstration ended:\n${output}`)));
  });
}

/** The video as it plays, with what it costs. */
async function watch(folder, raw) {
  const program = spawn(ECOT, ["demo", "--members", "1", "--data", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => program.kill("SIGKILL"));
  const url = new URL(await ready(program));
  const chromium = await browser();
  const { page } = await visitor(chromium, { url: url.origin }, { viewport: { width: 1000, height: 1010 } });
  await play(page, url.pathname);
  await page.evaluate((moment) => (document.querySelector("video").currentTime = moment), MOMENT);
  await moves(page, MOMENT);
  await page.locator("video").hover();
  await page.screenshot({ path: raw });
  await chromium.close();
  const ended = new Promise((done) => program.once("exit", done));
  program.kill("SIGINT");
  await ended;
}

/** Who carries for whom, after each house has published something and people have watched. */
async function work(_folder, raw) {
  const [town, chromium] = await Promise.all([Town.start(), browser()]);
  const doors = new Doors(town, chromium);
  for (const [house, file] of Object.entries(PUBLISHED)) {
    const { page } = await doors.at(house);
    await giveFiles(page, file);
    await uploads(page).getByText("Ready", { exact: true }).waitFor();
    await page.goto("/space");
    const id = await page.locator("#videos [data-video]").first().getAttribute("data-video");
    await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  }
  const houses = Object.values(town.houses);
  const { page } = await doors.at("aubepine", { viewport: { width: 1000, height: 900 } });
  const picture = page.getByRole("region", { name: "Who carries for whom" });
  await until(async () => {
    await town.talk();
    for (const house of houses) await town.act(house, "carry");
    await page.goto("/federation/work");
    return (await picture.getByRole("row").count()) > houses.length * (houses.length - 1);
  }, "everybody carries for everybody");

  // People watch; who counts them is not what the picture is about.
  const ids = await Promise.all(houses.map(async (house) => (await town.act(house, "state")).member));
  const hour = new Date((await town.time(houses[0])).getTime() - HOUR_MS).toISOString().replace(/:.*/, ":00:00Z");
  for (const [carrier, house] of houses.entries()) {
    const rows = ids.map((other, home) => ({ hour, other, bytes: WATCHED_BYTES[home][carrier] })).filter(({ bytes }) => bytes > 0);
    await town.act(house, { count: { side: "carrier", rows } });
  }
  await town.talk();
  await page.goto("/federation/work");
  await picture.screenshot({ path: raw });
  await chromium.close();
  await town.stop();
}

const PICTURES = { watch, work };
const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(PICTURES)) {
  const folder = await mkdtemp(join(tmpdir(), "ecot-readme-"));
  const [raw, picture] = [join(folder, "raw.png"), join(FOLDER, `${name}.png`)];
  await PICTURES[name](folder, raw);
  // 256 colours are enough for a picture that everybody who opens the repository fetches.
  const palette = "split[one][two];[one]palettegen=stats_mode=full[colours];[two][colours]paletteuse=dither=bayer:bayer_scale=3";
  await promisify(execFile)("ffmpeg", ["-loglevel", "error", "-y", "-i", raw, "-filter_complex", palette, picture]);
  const { size } = await stat(picture);
  if (size > LIMIT) throw new Error(`${picture} has ${size} bytes, more than ${LIMIT}`);
  await rm(folder, { recursive: true, force: true });
  console.log(`${picture}: ${size} bytes`);
}
