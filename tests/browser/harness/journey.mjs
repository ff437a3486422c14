// The world of one file of tests: a member, a browser, and visitors whose conduct is checked after each test.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { browser, visitor } from "./chromium.mjs";
import { Member } from "./member.mjs";
import { operated, Stage } from "./stage.mjs";
import { Doors } from "./town-doors.mjs";
import { Town } from "./town.mjs";

/** Where the last sight of a failed test is kept. */
const SIGHTS = join(import.meta.dirname, "../../../target/browser");

/** On the shared stage: `member`, `browser`, `operator`, `videos`. `prepare` is done before the first test. */
export function journey(prepare = async () => undefined) {
  const world = withVisitors();
  let stage;
  before(async () => {
    stage = await Stage.enter();
    const { member, browser, operator, videos } = stage;
    Object.assign(world, { member, browser, operator, videos });
    await prepare();
  });
  after(() => stage?.strike());
  return world;
}

/** With a member of its own, which may be slowed, cut off or killed; `settings` as for `Member.start`. */
export function journeyAlone(settings = {}, prepare = async () => undefined) {
  const world = withVisitors();
  before(async () => {
    [world.member, world.browser] = await Promise.all([Member.start(settings), browser(Stage.endpoint)]);
    world.operator = await operated(world.member, world.browser);
    await prepare();
  });
  after(async () => {
    await world.browser?.close();
    await world.member?.stop();
  });
  return world;
}

/**
 * In the demonstration's town: `town`. `at(t, house, options)` gives somebody who has every role at that house and is signed in,
 * `guest(t, house, options)` somebody who is not, both until the test `t` ends. `endMonth()` lets the town's month end.
 */
export function journeyInTown() {
  const world = {};
  let doors;
  world.at = async (t, house, options) => until(t, await doors.at(house, options));
  world.guest = async (t, house, options) => until(t, await doors.guest(house, options));
  world.endMonth = async () => {
    await world.town.endMonth();
    doors.forget();
  };
  before(async () => {
    [world.town, world.browser] = await Promise.all([Town.start(), browser(Stage.endpoint)]);
    doors = new Doors(world.town, world.browser);
  });
  after(async () => {
    await world.browser?.close();
    await world.town?.stop();
  });
  return world;
}

/**
 * `visitor(t, options)` gives somebody with a browser window of their own, until the test `t` ends; `stranger(options)` one that
 * the caller closes.
 */
function withVisitors() {
  const world = {};
  world.stranger = (options) => visitor(world.browser, world.member, options);
  world.visitor = async (t, options) => until(t, await world.stranger(options));
  return world;
}

/** A window that is open until a test ends; what was seen last in one that fails is kept, and the conduct is verified. */
function until(t, opened) {
  t.after(async () => {
    if (!t.passed) await keepSight(t.name, opened);
    await opened.context.close();
    opened.conduct.verify();
  });
  return opened;
}

/** A picture of the window, and what its pages asked for. */
async function keepSight(name, { page, conduct }) {
  await mkdir(SIGHTS, { recursive: true });
  const file = join(SIGHTS, name.replaceAll(/\W+/g, "-"));
  await writeFile(`${file}.txt`, conduct.answers);
  const path = `${file}.png`;
  await page.screenshot({ path, fullPage: true }).then(
    () => console.error(`seen last: ${path}`),
    (error) => console.error(`no last sight: ${error.message}`),
  );
}
