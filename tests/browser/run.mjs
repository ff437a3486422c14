// The browser tests, several files at a time on one stage: node run.mjs [FILE...]
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { Stage } from "./harness/stage.mjs";

/** Files whose tests run at the same time: a video that plays takes time, not work. */
const AT_ONCE = 5;
/** Longest time of one file, in ms: one that hangs is told by its name. */
const TEST_LIMIT_MS = 600_000;
/** The longest files first, so that none of them is left alone at the end. */
const FIRST = [
  "town", "play", "becoming-whole", "adopted", "pages-english", "pages-french", "carriers", "own-machine", "carried", "upload", "trouble", "player",
];

const here = import.meta.dirname;
const journeys = (await readdir(join(here, "journeys"))).map((name) => join(here, "journeys", name));
const rank = (file) => {
  const place = FIRST.findIndex((name) => file.endsWith(`/${name}.test.mjs`));
  return place < 0 ? FIRST.length : place;
};
const chosen = process.argv.slice(2).map((file) => resolve(file));
const files = chosen.length > 0 ? chosen : journeys.toSorted((one, other) => rank(one) - rank(other));

const begun = performance.now();
const stage = await Stage.set();
console.log(`the stage is set after ${Math.round(performance.now() - begun)} ms`);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => stage.strike().finally(() => process.exit(1)));
}
const tests = run({ files, concurrency: AT_ONCE, timeout: TEST_LIMIT_MS });
tests.on("test:fail", () => (process.exitCode = 1));
tests.compose(new spec()).pipe(process.stdout);
await new Promise((ended) => tests.once("end", ended));
await stage.strike();
