import assert from "node:assert/strict";
import { test } from "node:test";
import { studio } from "../harness/clips.mjs";
import { journey } from "../harness/journey.mjs";
import { deleteAccount, newcomer, newSpace, recover, send, signedOut, signIn, signOut, signUp, trySignIn } from "../pages/account.mjs";
import { settings, upload } from "../pages/space.mjs";
import { opens } from "../pages/watch.mjs";

const world = journey();

test("a new user makes an account, is shown recovery codes, and lands in their space", async (t) => {
  const { page } = await world.visitor(t);
  const person = newcomer();
  const codes = await signUp(page, person);
  assert.ok(codes.length >= 5, `${codes.length} codes`);
  assert.equal(new Set(codes).size, codes.length);
  await page.getByRole("link", { name: "go to my space" }).click();
  await page.waitForURL("**/space");
  await page.getByRole("banner").getByText(person.name).waitFor();
});

test("a wrong password is refused in words, and the right one opens the space", async (t) => {
  const { page } = await world.visitor(t);
  const person = await newSpace(page);
  await signOut(page);
  await trySignIn(page, { ...person, password: "not this one, surely" });
  await page.getByRole("alert").getByText("Name and password do not belong together").waitFor();
  await signIn(page, person);
});

test("a name that is taken is refused beside its field, whatever its capitals", async (t) => {
  const { page } = await world.visitor(t);
  const person = await newSpace(page);
  await signOut(page);
  await page.goto("/sign-up");
  const form = page.locator('form[action="/sign-up"]');
  await send(form, { ...person, name: person.name.toUpperCase() });
  await page.getByRole("alert").getByText("already has this name").waitFor();
  const field = form.locator('[name="name"]');
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await field.inputValue(), person.name.toUpperCase(), "what was typed is still there");
});

test("a lost password is replaced with a recovery code, once, and old sessions end", async (t) => {
  const { page } = await world.visitor(t);
  const person = newcomer();
  const [code] = await signUp(page, person);
  const { page: other } = await world.visitor(t);
  await recover(other, person.name, code, "another long password");
  await trySignIn(other, person);
  await other.getByRole("alert").waitFor();
  await signIn(other, { ...person, password: "another long password" });
  await page.goto("/space");
  await page.waitForURL(/\/sign-in/);
  await signOut(other);
  await recover(other, person.name, code, "a third long password");
  await other.getByRole("alert").getByText("the code was used already").waitFor();
});

test("signing out everywhere ends the sessions of other browsers", async (t) => {
  const { page } = await world.visitor(t);
  const person = await newSpace(page);
  const { page: phone } = await world.visitor(t);
  await signIn(phone, person);
  await page.goto("/account");
  await page.locator('form[action="/account/sign-out-everywhere"] button').click();
  await page.getByRole("status").getByText("Every other browser is signed out").waitFor();
  await phone.goto("/space");
  await phone.waitForURL(/\/sign-in/);
  await page.goto("/space");
  await page.getByRole("banner").getByText(person.name).waitFor();
});

test("an account is deleted with everything in it", async (t) => {
  const { page } = await world.visitor(t);
  const person = await newSpace(page);
  const made = await studio();
  t.after(made.remove);
  const id = await upload(page, await made.small());
  await settings(page, id, (form) => form.locator('[name="visibility"][value="public"]').check());
  const { page: viewer } = await world.visitor(t);
  const addresses = [`/v/${id}`, `/v/${id}/master.m3u8`, `/v/${id}/thumbnail`];
  for (const address of addresses) await opens(viewer, address);

  await deleteAccount(page, person);
  for (const address of addresses) assert.equal((await viewer.request.get(address)).status(), 410, address);
  await trySignIn(page, person);
  await page.getByRole("alert").waitFor();
  await page.goto("/space");
  await page.waitForURL(/\/sign-in/);
  await signedOut(page);
});
