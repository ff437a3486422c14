import assert from "node:assert/strict";
import { before, test } from "node:test";
import { SHORT } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { newSpace, signIn } from "../pages/account.mjs";
import { settings, shareAddress } from "../pages/space.mjs";
import { moves, play } from "../pages/watch.mjs";

const world = journey();
let author;
let token;

before(async () => {
  const { page } = await world.visitor();
  author = await newSpace(page);
  token = await world.member.command("token", "--user", author.name);
});

const publish = (visibility, title) => world.member.publish(token, SHORT, "--title", title, "--visibility", visibility, "--wait");

/** Every answer of the member to a visitor of `address`, as one text. */
async function everythingSent(page, address) {
  const bodies = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  return (await Promise.all(bodies)).join("\n");
}

/** Waits until the new visibility holds: the objects are sealed anew by a job. */
async function resealed(page, id) {
  await page.waitForFunction(
    async (id) => {
      const answer = await fetch(`/v/${id}`, { credentials: "omit" });
      return answer.ok && (await answer.text()).includes('"from":"password"');
    },
    id,
    { timeout: 60_000, polling: 500 },
  );
}

test("a public video is listed, found by its words, and plays", async () => {
  const video = await publish("public", "Rabbits in the meadow");
  const { page } = await world.visitor();
  await page.goto("/");
  await page.getByRole("link", { name: /Rabbits in the meadow/ }).first().waitFor();
  await page.goto("/search?q=meadow");
  await page.getByRole("link", { name: /Rabbits in the meadow/ }).first().waitFor();
  await play(page, video.watch_url);
});

test("an unlisted video plays with its link, is not listed, and says nothing without its key", async () => {
  const video = await publish("unlisted", "Secret burrow");
  const { page } = await world.visitor();
  await page.goto("/search?q=burrow");
  assert.equal(await page.getByRole("link", { name: /Secret burrow/ }).count(), 0);
  const { page: owner } = await world.visitor();
  await signIn(owner, author);
  await owner.waitForURL("**/space");
  const link = await shareAddress(owner, video.id);
  assert.match(link, /#k=[\w-]{43}$/);
  const { page: invited } = await world.visitor();
  await play(invited, link);
  await invited.getByRole("heading", { name: /Secret burrow/ }).waitFor();
  const { page: curious } = await world.visitor();
  const sent = await everythingSent(curious, link.split("#")[0]);
  assert.ok(!sent.includes("Secret burrow"), "the title is sealed");
  await curious.locator('.player-alert[role="alert"] p').waitFor();
});

test("a video with a password plays for those who know it, and is refused to others in words", async () => {
  const video = await publish("unlisted", "Family holiday");
  const { page: owner } = await world.visitor();
  await signIn(owner, author);
  await owner.waitForURL("**/space");
  await settings(owner, video.id, async (form) => {
    await form.locator('[name="visibility"][value="password"]').check();
    await form.locator('[name="video_password"]').fill("the name of our cat");
  });
  await resealed(owner, video.id);
  const { page } = await world.visitor();
  await page.goto(`/v/${video.id}`);
  const password = page.locator('input[type="password"]');
  await password.fill("the name of our dog");
  await password.press("Enter");
  await page.locator(".player-ask .problem:not(:empty)").waitFor();
  await password.fill("the name of our cat");
  await password.press("Enter");
  await page.getByRole("heading", { name: /Family holiday/ }).waitFor();
  await moves(page);
});

test("a private video plays for its author and for those who are named, and for nobody else", async () => {
  const video = await publish("private", "Only for us");
  const { page: friend } = await world.visitor();
  const named = await newSpace(friend);
  const { page: owner } = await world.visitor();
  await signIn(owner, author);
  await owner.waitForURL("**/space");
  await play(owner, `/v/${video.id}`);
  await settings(owner, video.id, (form) => form.locator('[name="viewers"]').fill(named.name));
  await play(friend, `/v/${video.id}`);
  const { page: stranger } = await world.visitor();
  const sent = await everythingSent(stranger, `/v/${video.id}`);
  assert.ok(!sent.includes("Only for us"), "the title is sealed");
  assert.equal(await stranger.locator("video").evaluateAll((videos) => videos.filter((video) => video.readyState > 0).length), 0);
});
