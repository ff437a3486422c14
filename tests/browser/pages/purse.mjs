// The pages of the purse, by their own words.
import { until } from "../harness/until.mjs";

/** A section of the page, by its heading. */
export const section = (page, name) => page.getByRole("region", { name, exact: true });

/** The lines of a section's lists. */
export const lines = (page, name) => section(page, name).getByRole("listitem");

/** Opens a part of the purse by its tab. */
export async function part(page, name) {
  await page.getByRole("navigation", { name: "Parts of the purse" }).getByRole("link", { name, exact: true }).click();
}

/** Chooses the month that the page tells of: `2026-10`. */
export async function month(page, value) {
  await page.getByLabel("Month", { exact: true }).selectOption(value);
  await page.waitForURL(`**month=${value}*`);
}

/** What the page says that was done. */
export const done = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();

/** Enters an estimate of delivery in one month. */
export async function expect(page, { amount, month, capacity }) {
  const form = section(page, "Enter an estimate");
  await form.getByLabel("Kind").selectOption({ label: "Delivery" });
  await form.getByLabel("Common part, in euros").fill(amount);
  await form.getByLabel("First month").fill(month);
  await form.getByLabel("Last month").fill(month);
  await form.getByLabel("Capacity that it buys").fill(capacity);
  await form.getByRole("button", { name: "Ask the others" }).click();
  await done(page, "The estimate is entered");
}

/** Declares a bill under the estimate that the form proposes. */
export async function declare(page, { amount, supplier, label, file }) {
  const form = section(page, "Declare a bill");
  await form.getByLabel("Amount debited, in euros").fill(amount);
  await form.getByLabel("Supplier").fill(supplier);
  await form.getByLabel("What it is for").fill(label);
  await form.getByLabel("The bill itself").setInputFiles(file);
  await form.getByRole("button", { name: "Declare the bill" }).click();
}

/** Follows a link that downloads; gives the file's name and its bytes. */
export async function download(page, link) {
  const [coming] = await Promise.all([page.waitForEvent("download"), link.click()]);
  // The browser may be another process's, with files of its own.
  const pieces = [];
  for await (const piece of await coming.createReadStream()) pieces.push(piece);
  return { name: coming.suggestedFilename(), bytes: Buffer.concat(pieces) };
}

/** What a link leads to: its type, whether it is shown or saved, its text. */
export async function answered(page, link) {
  return page.evaluate(async (address) => {
    const answer = await fetch(address);
    return [answer.headers.get("content-type"), answer.headers.get("content-disposition")?.split(";")[0], await answer.text()];
  }, await link.getAttribute("href"));
}

/** An amount as the pages write it, in cents: `−€1,234.50`. */
export function cents(text) {
  const [, minus, amount] = /([-−–]?)€\s?([\d,]+\.\d\d)/.exec(text);
  return Number(amount.replaceAll(/[,.]/g, "")) * (minus ? -1 : 1);
}

/** Opens a page again and again until it shows something: other members' words arrive every few seconds. */
export async function shows(page, address, what) {
  await until(async () => {
    await page.goto(address);
    return (await what.count()) > 0;
  }, `${address} shows ${what}`);
}
