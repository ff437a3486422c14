// A town with something on every page of the federation and the purse, and the list of these pages.
import { done, expect, section } from "../pages/purse.mjs";
import { statement } from "../pages/statement.mjs";

/** The account on the card of the member that holds the fund; no page shows it to everybody. */
export const ACCOUNT = "FR7630006000011234567890189";

/** A file that a person chooses. */
export const file = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });

/**
 * What the pages need beside the month that the town has lived through: an estimate that waits, money without a note, something
 * to vote on. `at(house)` gives a page in which who has every role there is signed in. Gives the links that were made.
 */
export async function furnishTown(town, at) {
  const [holder, other] = [await at("aubepine"), await at("bruyere")];
  await other.goto("/purse/expenses");
  await expect(other, { amount: "45.00", month: town.running, capacity: "300" });
  await other.goto("/federation/charter/change");
  const text = other.getByLabel("Text of the charter");
  await text.fill((await text.inputValue()).replace("cap = \"20 %\"", "cap = \"15 %\""));
  await other.getByRole("button", { name: "See what changes" }).click();
  await other.getByLabel("Minutes of the assembly").setInputFiles(file("minutes.txt", "The assembly agreed."));
  await other.getByRole("button", { name: "Put it to the vote" }).click();
  await done(other, "It is put to the vote.");

  await holder.goto("/purse/settlement");
  const received = [{ payer: "Somebody", amount: "7.00", message: "for your nice videos" }];
  const read = statement(ACCOUNT, `${town.running}-01`, received);
  await holder.getByLabel("Statement", { exact: true }).setInputFiles(file("statement.xml", read));
  await section(holder, "Read a bank statement").getByRole("button", { name: "Read the statement" }).click();
  await holder.getByRole("status").waitFor();
  await holder.goto("/federation");
  await holder.getByRole("button", { name: "Make an invitation" }).click();
  const invitation = await holder.getByLabel("Link of the invitation").inputValue();
  await holder.goto("/federation/auditors");
  await holder.getByLabel("For whom or what").fill("The auditor of the assembly");
  await holder.getByRole("button", { name: "Make a link" }).click();
  const audit = await holder.getByLabel("Link for the auditor").inputValue();
  await holder.goto("/");
  const video = (await holder.locator('a[href^="/v/"]').first().getAttribute("href")).slice("/v/".length);
  await town.talk();
  return { invitation, audit, video };
}

/** Every page: its name, its address, at which house, and as whom. */
export function townSights(town, { invitation, audit, video }) {
  const of = `?month=${town.closed}`;
  const holder = [
    ["members", "/federation"],
    ["votes", "/federation/votes"],
    ["charter", "/federation/charter"],
    ["charter-change", "/federation/charter/change", look],
    ["carrying", "/federation/carrying"],
    ["space-carriers", "/space/carriers"],
    ["video-carriers", `/space/videos/${video}`],
    ["work", "/federation/work"],
    ["differences", `/federation/differences${of}`],
    ["holds", "/operator/holds"],
    ["propose-gone", "/federation/propose/gone"],
    ["adopt", "/adopt"],
    ["backup", "/federation/backup"],
    ["auditors", "/federation/auditors"],
    ["key", "/federation/key"],
    ["card", "/federation/card"],
    ["propose-exclude", "/federation/propose/exclude"],
    ["propose-entrust", "/federation/propose/entrust"],
    ["propose-succeed", "/federation/propose/succeed"],
    ["purse-running", "/purse"],
    ["purse-closed", `/purse${of}`, open],
    ["expenses", "/purse/expenses", open],
    ["expenses-closed", `/purse/expenses${of}`],
    ["correction", `/purse/expenses/correction${of}`],
    ["usage", "/purse/usage"],
    ["usage-closed", `/purse/usage${of}`],
    ["closing-running", "/purse/closing"],
    ["closing", `/purse/closing${of}`],
    ["settlement-holder", "/purse/settlement", open],
    ["books", "/purse/books"],
    ["fund", "/purse/fund"],
    ["break-even", "/purse/break-even?adherents=40&fee=15&times=1&shared=300&own=180&other=0"],
  ];
  const debtor = [
    ["propose-leave", "/federation/propose/leave"],
    ["carrying-held", "/federation/carrying/held"],
    ["settlement", "/purse/settlement"],
  ];
  // The link itself leads to the page.
  const auditor = [
    ["audit", audit],
    ["audit-members", "/federation"],
    ["audit-expenses", `/purse/expenses${of}`],
    ["audit-closing", `/purse/closing${of}`],
    ["audit-settlement", "/purse/settlement"],
  ];
  const one = (house, as) => ([name, address, prepare]) => ({ name, address, prepare, house, as });
  return [
    ...holder.map(one("aubepine", "person")),
    ...debtor.map(one("chardon", "person")),
    ...[["invitation", invitation], ...auditor].map(one("aubepine", "guest")),
  ];
}

/** Opens what is folded. */
async function open(page) {
  await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
}

/** Asks what a change of the charter would have cost. */
async function look(page) {
  const text = page.locator('textarea[name="charter"]');
  await text.fill((await text.inputValue()).replace("least = \"5.00\"", "least = \"8.00\""));
  await page.locator('button[value="look"]').click();
  await page.locator("#looked").waitFor();
}
