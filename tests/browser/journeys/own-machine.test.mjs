// Somebody adds a machine of their own on the page, starts the program there, and it delivers while their member is away.
import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journeyAlone } from "../harness/journey.mjs";
import { Link } from "../harness/link.mjs";
import { Program } from "../harness/program.mjs";
import { until } from "../harness/until.mjs";
import { signIn } from "../pages/account.mjs";
import { ready } from "../pages/space.mjs";
import { moves, play, trouble } from "../pages/watch.mjs";

/** Longer than a player loads ahead. */
const SECONDS = 120;
/** How long a start may take on a busy machine, in ms. */
const START_LIMIT_MS = 30_000;

let made;
let video;
const federation = "[federation]\nallow_private = true\nask_seconds = 1";
const world = journeyAlone({ slow: true, more: federation }, async () => {
  made = await studio();
  const clip = await made.small(SECONDS);
  video = await world.member.publish(world.operator.token, clip, "--title", "Mine", "--visibility", "public", "--wait");
});
after(() => made.remove());

/** Adds a machine on the page, and starts it as the page says; gives its program and what stands in front of it. */
async function added(t, page) {
  const folder = await mkdtemp(join(tmpdir(), "ecot-own-"));
  const front = await Link.listen();
  await page.goto("/space/carriers");
  const form = page.locator('form[action="/space/carriers/machines"]');
  await form.getByLabel("Name of the machine").fill("Old laptop");
  await form.getByLabel("Its public address").fill(front.url);
  await form.getByLabel("Current password").fill(world.operator.password);
  await form.getByRole("button", { name: "Add the machine" }).click();
  const command = await page.getByLabel("The command").inputValue();
  const token = join(folder, "ecot-token");
  await writeFile(token, await page.getByLabel("The machine’s token").inputValue());
  await chmod(token, 0o600);
  const words = command.split(" ").slice(1).map((word) => (/^ecot-/.test(word) ? join(folder, word) : word));
  const program = new Program(world.member.binary, ...words, "--listen", "127.0.0.1:0");
  t.after(async () => {
    assert.equal(await program.end("SIGTERM"), 0, program.output);
    await front.close();
    await rm(folder, { recursive: true, force: true });
  });
  const [, port] = await program.written(/ready.* address=127\.0\.0\.1:(\d+)/, START_LIMIT_MS);
  front.target = Number(port);
  return front;
}

test("a machine of one's own is added on the page and delivers while its member is away", async (t) => {
  const author = await world.visitor(t);
  await signIn(author.page, world.operator);
  const front = await added(t, author.page);
  const delivers = async () => {
    await author.page.goto("/space/carriers");
    return author.page.getByText("Delivers", { exact: true }).isVisible();
  };
  await until(delivers, "the page says that it delivers");
  assert.ok(await author.page.getByText("1 of 1 videos").isVisible());

  t.after(() => world.member.link.mend());
  // A header of a proxy's is none that a page may send elsewhere.
  const { page, conduct } = await world.visitor(t, { extraHTTPHeaders: {} });
  conduct.alsoAt(front.url);
  await ready(page, video.id);
  await play(page, video.watch_url);
  const came = [];
  page.on("response", (answer) => answer.url().startsWith(`${front.url}/o/`) && came.push(answer.status()));
  world.member.link.cut();
  // A moment that is not loaded yet.
  await page.keyboard.press("9");
  await moves(page, SECONDS * 0.9);
  assert.ok(came.includes(206), `the machine delivered: ${came}`);
  assert.equal(await trouble(page).count(), 0);
});
