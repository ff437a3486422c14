import assert from "node:assert/strict";
import { after, test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { inPage } from "../harness/until.mjs";
import { newSpace, signIn } from "../pages/account.mjs";
import { settings, shareAddress } from "../pages/space.mjs";
import { button, moves, opens, play, player, trouble } from "../pages/watch.mjs";

let author;
let token;
let made;
let clip;
const world = journey(async () => {
  made = await studio();
  clip = await made.small();
  const { page, context } = await world.stranger();
  author = await newSpace(page);
  await context.close();
  token = await world.member.command("token", "--user", author.name);
});
after(() => made.remove());

const publish = (visibility, title) => world.member.publish(token, clip, "--title", title, "--visibility", visibility, "--wait");

/** The author, signed in. */
async function owner(t) {
  const { page } = await world.visitor(t);
  await signIn(page, author);
  return page;
}

/** Every answer of the member to a visitor of `address`, as one text. */
async function everythingSent(page, address) {
  const bodies = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  return (await Promise.all(bodies)).join("\n");
}

/** Fails if a visitor is told a title, plays anything, or finds the video by its words. */
async function hidden(t, address, title) {
  const { page } = await world.visitor(t);
  const sent = await everythingSent(page, address);
  assert.ok(!sent.includes(title), "the title is sealed");
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("video")].filter((video) => video.readyState > 0).length), 0);
  const { page: searcher } = await world.visitor(t);
  await searcher.goto(`/search?q=${title.split(" ").at(-1)}`);
  assert.equal(await searcher.getByRole("link", { name: title }).count(), 0, "it is not listed");
  return page;
}

test("a public video is listed, found by its words, and plays", async (t) => {
  const video = await publish("public", "Rabbits in the meadow");
  const { page } = await world.visitor(t);
  await page.goto("/");
  await page.getByRole("link", { name: "Rabbits in the meadow" }).waitFor();
  await page.getByRole("searchbox").fill("meadow");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Rabbits in the meadow" }).click();
  await page.waitForURL(video.watch_url);
  await button(page, "Play").first().click();
  await moves(page);
});

test("an unlisted video plays with its link, and says nothing to those who lack the key in it", async (t) => {
  const video = await publish("unlisted", "Secret burrow");
  const link = await shareAddress(await owner(t), video.id);
  assert.match(link, /#k=[\w-]{43}$/);
  const { page: invited } = await world.visitor(t);
  const asked = [];
  invited.on("request", (request) => asked.push(request.url(), JSON.stringify(request.headers())));
  await play(invited, link);
  await invited.getByRole("heading", { name: "Secret burrow" }).waitFor();
  assert.ok(!asked.join("\n").includes(link.split("#k=")[1]), "the key never leaves the browser");

  const curious = await hidden(t, link.split("#")[0], "Secret burrow");
  await trouble(curious).getByText("the key after # is missing").waitFor();
  const { page: misled } = await world.visitor(t);
  const end = link.at(-5) === "A" ? "B" : "A";
  await misled.goto(`${link.slice(0, -5)}${end}${link.slice(-4)}`);
  await trouble(misled).getByText("does not open this video").waitFor();
});

test("a video with a password plays for those who know it, and is refused to others in words", async (t) => {
  const video = await publish("unlisted", "Family holiday");
  const page = await owner(t);
  const before = await shareAddress(page, video.id);
  const address = await settings(page, video.id, async (form) => {
    await form.getByRole("radio", { name: /^With a password/ }).check();
    await form.getByLabel("Password of the video").fill("the name of our cat");
  });
  assert.ok(!address.includes("#"), "no key is in the link");
  const guest = await hidden(t, address, "Family holiday");
  await inPage(page, async (path) => (await (await fetch(path)).text()).includes('"from":"password"'), `/v/${video.id}`);
  await guest.goto(address);
  const password = guest.getByLabel("Password of the video");
  await password.fill("the name of our dog");
  await password.press("Enter");
  await player(guest).getByText("password does not open").waitFor();
  await password.fill("the name of our cat");
  await password.press("Enter");
  await guest.getByRole("heading", { name: "Family holiday" }).waitFor();
  await moves(guest);
  // The link from before, with its key, opens nothing any more.
  const { page: late } = await world.visitor(t);
  await late.goto(before);
  await late.getByLabel("Password of the video").waitFor();
});

test("a private video plays for its author and for those who are named, and for nobody else", async (t) => {
  const video = await publish("private", "Only for us");
  const { page: friend } = await world.visitor(t);
  const named = await newSpace(friend);
  const page = await owner(t);
  await play(page, `/v/${video.id}`);
  await friend.goto(`/v/${video.id}`);
  await friend.getByRole("heading", { name: "Nothing is here" }).waitFor();
  await settings(page, video.id, (form) => form.getByLabel("People who may see it").fill(named.name));
  await play(friend, `/v/${video.id}`);
  await friend.getByRole("heading", { name: "Only for us" }).waitFor();
  const stranger = await hidden(t, `/v/${video.id}`, "Only for us");
  await stranger.getByRole("heading", { name: "Nothing is here" }).waitFor();
  assert.equal((await stranger.request.get(`/v/${video.id}/master.m3u8`)).status(), 404);
  assert.equal((await stranger.request.get(`/api/v1/videos/${video.id}/key`)).ok(), false);
  // A name that is taken from the list closes it again.
  await settings(page, video.id, (form) => form.getByLabel("People who may see it").fill(""));
  await friend.goto(`/v/${video.id}`);
  await friend.getByRole("heading", { name: "Nothing is here" }).waitFor();
});

test("a public video that becomes private is closed to others at once, and plays for its author once it is sealed", async (t) => {
  const video = await publish("public", "Regretted party");
  const { page: viewer } = await world.visitor(t);
  await opens(viewer, `/v/${video.id}`);
  const page = await owner(t);
  await settings(page, video.id, (form) => form.getByRole("radio", { name: /^Private/ }).check());
  await hidden(t, `/v/${video.id}`, "Regretted party");
  assert.equal((await viewer.request.get(`/v/${video.id}/master.m3u8`)).status(), 404);
  await inPage(page, async (path) => (await (await fetch(path)).text()).includes('"from":"home"'), `/v/${video.id}`);
  await play(page, `/v/${video.id}`);
});
