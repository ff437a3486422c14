// The first thing that an operator does: take the member over, and let people in.
import { newSpace } from "./account.mjs";

/** Makes the first account through the one-time link; it is operator and treasurer. */
export async function takeOver(page, member, person) {
  return newSpace(page, person, await member.operatorLink());
}

/** Lets anybody make an account. */
export async function openSignUp(page) {
  await page.goto("/operator/users");
  const form = page.locator('form[action="/operator/sign-up-mode"]');
  await form.locator('[name="mode"][value="open"]').check();
  await form.getByRole("button").click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
}
