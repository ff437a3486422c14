// What a person does about their account, in the words of the pages' forms.
import { randomBytes } from "node:crypto";

/** A name and a password that nobody had before. */
export function newcomer(name = "anna") {
  return { name: `${name}${randomBytes(4).toString("hex").replaceAll(/[01]/g, "x")}`, password: `a long password ${randomBytes(6).toString("hex")}` };
}

/** Makes an account; gives its recovery codes. Ends on the page that shows them. */
export async function signUp(page, person, address = "/sign-up") {
  await page.goto(address);
  const form = page.locator('form[action="/sign-up"]');
  await form.locator('[name="name"]').fill(person.name);
  await form.locator('[name="password"]').fill(person.password);
  await form.getByRole("button").click();
  await page.locator(`main a[href="/space"]`).waitFor();
  return page.locator("ul.codes li").allInnerTexts();
}

/** Makes an account and opens its space. */
export async function newSpace(page, person = newcomer(), address = undefined) {
  await signUp(page, person, address);
  await page.locator('main a[href="/space"]').click();
  await page.waitForURL("**/space");
  return person;
}

export async function signIn(page, person) {
  await page.goto("/sign-in");
  const form = page.locator('form[action="/sign-in"]');
  await form.locator('[name="name"]').fill(person.name);
  await form.locator('[name="password"]').fill(person.password);
  await form.getByRole("button").click();
}

export async function signOut(page) {
  await page.locator("header details.menu > summary").click();
  await page.locator('header form[action="/sign-out"] button').click();
  await page.locator('header a[href="/sign-in"]').waitFor();
}
