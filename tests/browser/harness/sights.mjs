// A member with something on every page, and the list of the pages.
import { signIn } from "../pages/account.mjs";
import { SHORT } from "./clips.mjs";

/** As the operator who is signed in at `page`: two videos and two expenses; gives what the pages need. */
export async function furnish(member, page, person) {
  const token = await member.command("token", "--user", person.name);
  const video = await member.publish(token, SHORT, "--title", "A rabbit wakes up", "--wait");
  await member.publish(token, SHORT, "--title", "The same rabbit, for those who have the link", "--visibility", "unlisted", "--wait");
  await expense(page, { pool: "delivery", label: "Transit", amount: "49.90", capacity: "2000", unit: "GB" });
  await expense(page, { pool: "storage", label: "Two disks", amount: "12.00", capacity: "4", unit: "TB_month" });
  return { person, video };
}

async function expense(page, { pool, label, amount, capacity, unit }) {
  await page.goto("/treasurer");
  const form = page.locator('form[action="/treasurer/expenses"]');
  const disclosure = page.locator("details:not([open])", { has: form }).locator("summary");
  if (await disclosure.count()) await disclosure.first().click();
  const month = new Date().toISOString().slice(0, 7);
  await form.locator('[name="pool"]').selectOption(pool);
  await form.locator('[name="label"]').fill(label);
  await form.locator('[name="amount"]').fill(amount);
  await form.locator('[name="first_month"]').fill(month);
  await form.locator('[name="last_month"]').fill(month);
  await form.locator('[name="capacity"]').fill(capacity);
  await form.locator('[name="unit"]').selectOption(unit);
  await form.getByRole("button").last().click();
  await page.getByText(label).first().waitFor();
}

/** Every page: name, address, whether one is signed in. */
export function sights({ video }) {
  return [
    ["home", "/", false],
    ["sign-up", "/sign-up", false],
    ["sign-in", "/sign-in", false],
    ["recover", "/recover", false],
    ["search", "/search?q=rabbit", false],
    ["search-nothing", "/search?q=elephant", false],
    ["watch", `/v/${video.id}`, false],
    ["cost", `/v/${video.id}/cost`, false],
    ["not-found", "/nothing-here", false],
    ["space", "/space", true],
    ["video-settings", `/space/videos/${video.id}`, true],
    ["video-delete", `/space/videos/${video.id}/delete`, true],
    ["account", "/account", true],
    ["operator", "/operator", true],
    ["operator-users", "/operator/users", true],
    ["treasurer", "/treasurer", true],
  ].map(([name, address, signedIn]) => ({ name, address, signedIn }));
}

/** Opens a page as the person or as nobody. */
export async function look(page, person, sight) {
  if (sight.signedIn && !page.signedIn) {
    await signIn(page, person);
    await page.waitForURL("**/space");
    page.signedIn = true;
  }
  await page.goto(sight.address);
  await page.waitForLoadState("networkidle");
}
