// The picture in the README: the demonstration's video as it plays. node readme.mjs
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { browser, visitor } from "./harness/chromium.mjs";
import { moves, play } from "./pages/watch.mjs";

const ROOT = resolve(import.meta.dirname, "../..");
const ECOT = resolve(process.env.ECOT ?? join(ROOT, "target/debug/ecot"));
const PICTURE = join(ROOT, "docs/images/watch.png");
/** The largest that the picture may be, in bytes. */
const LIMIT = 300_000;
/** A moment of the clip that shows something, in s. */
const MOMENT = 19;

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

const folder = await mkdtemp(join(tmpdir(), "ecot-readme-"));
const program = spawn(ECOT, ["demo", "--members", "1", "--data", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
process.once("exit", () => program.kill("SIGKILL"));
const url = new URL(await ready(program));
const chromium = await browser();
const { page } = await visitor(chromium, { url: url.origin }, { viewport: { width: 1000, height: 1010 } });
await play(page, url.pathname);
await page.evaluate((moment) => (document.querySelector("video").currentTime = moment), MOMENT);
await moves(page, MOMENT);
await page.locator("video").hover();
const raw = join(folder, "raw.png");
await page.screenshot({ path: raw });
await chromium.close();

// 256 colours are enough for a picture that everybody who opens the repository fetches.
await mkdir(join(ROOT, "docs/images"), { recursive: true });
const palette = "split[one][two];[one]palettegen=stats_mode=full[colours];[two][colours]paletteuse=dither=bayer:bayer_scale=3";
await promisify(execFile)("ffmpeg", ["-loglevel", "error", "-y", "-i", raw, "-filter_complex", palette, PICTURE]);
const { size } = await stat(PICTURE);
if (size > LIMIT) throw new Error(`${PICTURE} has ${size} bytes, more than ${LIMIT}`);
const ended = new Promise((done) => program.once("exit", done));
program.kill("SIGINT");
await ended;
await rm(folder, { recursive: true, force: true });
console.log(`${PICTURE}: ${size} bytes`);
