// Who may carry a person's videos, and who carries one, by the words of the pages.
import { done } from "./purse.mjs";

/** Says on the open page who may carry: `answer` is the choice's words, `members` the names of those that may, if only some. */
export async function choose(page, answer, ...members) {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Save who may carry" }) });
  await form.locator("label.choice").filter({ has: page.getByText(answer, { exact: true }) }).getByRole("radio").check();
  for (const box of await form.getByRole("checkbox").all()) await box.setChecked(false);
  for (const name of members) await form.getByRole("checkbox", { name }).check();
  await form.getByRole("button", { name: "Save who may carry" }).click();
  await done(page, "Saved: the copies follow within minutes.");
}

/** What a video's page says of each member: its name and how it stands, `Bruyère: Held`. */
export async function carriers(page, id) {
  await page.goto(`/space/videos/${id}`);
  const rows = page.getByRole("region", { name: "Who carries this video" }).getByRole("row").filter({ has: page.getByRole("cell") });
  const told = await rows.evaluateAll((rows) => rows.map((row) => [row.querySelector("th"), row.querySelector(".pill")].map((one) => one.innerText)));
  return told.map(([name, state]) => `${name}: ${state}`);
}
