import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { newcomer, newSpace, signIn, signOut, signUp } from "../pages/account.mjs";

const world = journey();

test("a new user makes an account, is shown recovery codes, and lands in their space", async () => {
  const { page } = await world.visitor();
  const person = newcomer();
  const codes = await signUp(page, person);
  assert.ok(codes.length >= 5, `${codes.length} codes`);
  assert.equal(new Set(codes).size, codes.length);
  await page.locator('main a[href="/space"]').click();
  await page.waitForURL("**/space");
  await page.locator("header").getByText(person.name).waitFor();
});

test("a wrong password is refused in words, and the right one opens the space", async () => {
  const { page } = await world.visitor();
  const person = await newSpace(page);
  await signOut(page);
  await signIn(page, { ...person, password: "not this one, surely" });
  await page.getByRole("alert").waitFor();
  await signIn(page, person);
  await page.waitForURL("**/space");
});

test("a name that is taken is refused beside its field, whatever its capitals", async () => {
  const { page } = await world.visitor();
  const person = await newSpace(page);
  await signOut(page);
  await page.goto("/sign-up");
  const form = page.locator('form[action="/sign-up"]');
  await form.locator('[name="name"]').fill(person.name.toUpperCase());
  await form.locator('[name="password"]').fill(person.password);
  await form.getByRole("button").click();
  await page.getByRole("alert").waitFor();
  assert.equal(await form.locator('[name="name"]').getAttribute("aria-invalid"), "true");
});

test("a lost password is replaced with a recovery code, once", async () => {
  const { page } = await world.visitor();
  const person = newcomer();
  const [code] = await signUp(page, person);
  await signOut(page);
  const recover = async (password) => {
    await page.goto("/recover");
    const form = page.locator('form[action="/recover/code"]');
    await form.locator('[name="name"]').fill(person.name);
    await form.locator('[name="code"]').fill(code);
    await form.locator('[name="password"]').fill(password);
    await form.getByRole("button").click();
  };
  await recover("another long password");
  await signIn(page, { ...person, password: "another long password" });
  await page.waitForURL("**/space");
  await signOut(page);
  await recover("a third long password");
  await page.getByRole("alert").waitFor();
});

test("signing out everywhere ends the sessions of other browsers", async () => {
  const { page } = await world.visitor();
  const person = await newSpace(page);
  const { page: phone } = await world.visitor();
  await signIn(phone, person);
  await phone.waitForURL("**/space");
  await page.goto("/account");
  await page.locator('form[action="/account/sign-out-everywhere"] button').click();
  await page.waitForLoadState();
  await phone.goto("/space");
  await phone.waitForURL(/\/sign-in/);
});

test("an account is deleted with everything in it", async () => {
  const { page } = await world.visitor();
  const person = await newSpace(page);
  await page.goto("/account");
  const form = page.locator('form[action="/account/delete"]');
  await form.locator('[name="current"]').fill(person.password);
  await form.locator('[name="confirm"]').check();
  await form.getByRole("button").click();
  await page.locator('header a[href="/sign-in"]').waitFor();
  await signIn(page, person);
  await page.getByRole("alert").waitFor();
});
