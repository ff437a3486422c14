// What a person does about their account, in the words of the pages' forms.
import { randomBytes } from "node:crypto";

/** A name and a password that nobody had before. */
export function newcomer(name = "anna") {
  return { name: `${name}${randomBytes(4).toString("hex")}`, password: `a long password ${randomBytes(6).toString("hex")}` };
}

/** Fills the fields of a form by their names and sends it. */
export async function send(form, fields) {
  for (const [name, value] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(value);
  await form.getByRole("button").click();
}

/** Makes an account; gives its recovery codes. Ends on the page that shows them. */
export async function signUp(page, person, address = "/sign-up") {
  await page.goto(address);
  await send(page.locator('form[action="/sign-up"]'), person);
  await page.getByRole("main").getByRole("link", { name: "go to my space" }).waitFor();
  return page.getByRole("region", { name: "Account recovery codes" }).getByRole("listitem").allInnerTexts();
}

/** Makes an account and opens its space. */
export async function newSpace(page, person = newcomer(), address = undefined) {
  await signUp(page, person, address);
  await page.getByRole("main").getByRole("link", { name: "go to my space" }).click();
  await page.waitForURL("**/space");
  return person;
}

/** Sends name and password; what comes of it is for the caller to see. */
export async function trySignIn(page, { name, password }) {
  await page.goto("/sign-in");
  await send(page.locator('form[action="/sign-in"]'), { name, password });
}

/** Signs in; ends in the space. */
export async function signIn(page, person) {
  await trySignIn(page, person);
  await page.waitForURL("**/space");
}

export async function signOut(page) {
  await page.getByRole("banner").locator("summary").click();
  await page.locator('header form[action="/sign-out"] button').click();
  await signedOut(page);
}

/** Waits until the page says that nobody is signed in. */
export async function signedOut(page) {
  await page.locator('header a[href="/sign-in"]').waitFor();
}

/** Sends a recovery code with a new password; what comes of it is for the caller to see. */
export async function recover(page, name, code, password) {
  await page.goto("/recover");
  await send(page.locator('form[action="/recover/code"]'), { name, code, password });
}

/** Deletes the account for good. */
export async function deleteAccount(page, { password }) {
  await page.goto("/account");
  const form = page.locator('form[action="/account/delete"]');
  await form.locator('[name="confirm"]').check();
  await send(form, { current: password });
  await signedOut(page);
}

/** Chooses the language of the pages, `en` or `fr`, in the footer. */
export async function useLanguage(page, tag) {
  await page.goto("/");
  await page.locator(`form[action="/language"] button[value="${tag}"]`).click();
  await page.locator(`html[lang="${tag}"]`).waitFor();
}
