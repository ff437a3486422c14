// Where the browser need not act, the pages work without script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { deleteAccount, newcomer, newSpace, recover, signIn, signOut, signUp, useLanguage } from "../pages/account.mjs";
import { remove, settings } from "../pages/space.mjs";
import { enter } from "../pages/treasurer.mjs";
import { opens } from "../pages/watch.mjs";

const world = journey();
const SCRIPTLESS = { javaScriptEnabled: false };

/** What the page says only to those who run no script. Chromium forbids the scripts, but does not draw this. */
const withoutScript = (page) => page.locator("main noscript").first().textContent();

test("an account is made, left, recovered and deleted without script", async (t) => {
  const { page } = await world.visitor(t, SCRIPTLESS);
  const person = newcomer();
  const [code] = await signUp(page, person);
  await page.getByRole("link", { name: "go to my space" }).click();
  assert.match(await withoutScript(page), /Uploading needs JavaScript/);
  await signOut(page);
  await recover(page, person.name, code, "another long password");
  await signIn(page, { ...person, password: "another long password" });
  await useLanguage(page, "fr");
  await useLanguage(page, "en");
  await deleteAccount(page, { password: "another long password" });
});

test("a video is described, shared, found and deleted without script", async (t) => {
  const made = await studio();
  t.after(made.remove);
  const { page } = await world.visitor(t, SCRIPTLESS);
  const person = await newSpace(page);
  const token = await world.member.command("token", "--user", person.name);
  const { id } = await world.member.publish(token, await made.small(), "--wait");
  const address = await settings(page, id, async (form) => {
    await form.getByLabel("Title").fill("A quiet afternoon");
    await form.getByLabel("Description").fill("Nothing moves, not even a script.");
    await form.getByRole("radio", { name: /^Public/ }).check();
  });
  const { page: visitor } = await world.visitor(t, SCRIPTLESS);
  await opens(visitor, `/v/${id}/master.m3u8`);
  await visitor.goto("/search?q=afternoon");
  await visitor.getByRole("link", { name: "A quiet afternoon" }).click();
  await visitor.waitForURL(address);
  await visitor.getByRole("heading", { name: "A quiet afternoon" }).waitFor();
  assert.match(await withoutScript(visitor), /needs JavaScript to play/);
  await remove(page, id);
  assert.equal((await visitor.request.get(address)).status(), 410);
});

test("the treasurer enters an expense and takes it back without script", async (t) => {
  const { page } = await world.visitor(t, SCRIPTLESS);
  await signIn(page, world.operator);
  await enter(page, { pool: "commons", label: "Stamps", amount: "7.30", capacity: "", unit: "GB" });
  const entry = page.getByRole("region", { name: "Entries" }).getByRole("listitem").filter({ hasText: "Stamps" });
  await entry.getByRole("button", { name: /^Reverse/ }).click();
  await page.getByRole("status").getByText("The expense is reversed").waitFor();
  assert.equal(await entry.count(), 2, "both entries stay in the list");
});

test("the operator makes an invitation without script", async (t) => {
  const { page } = await world.visitor(t, SCRIPTLESS);
  await signIn(page, world.operator);
  await page.goto("/operator/users");
  await page.getByRole("button", { name: "Make an invitation" }).click();
  assert.match(await page.getByLabel("The new invitation").inputValue(), /^http.*invitation=/);
});
