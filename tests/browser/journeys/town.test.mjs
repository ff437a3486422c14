// The people of three members through a month of the common purse, on the demonstration's town. The tests stand in the order
// in which a month goes.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { test } from "node:test";
import { everyTownPage } from "../harness/every-town-page.mjs";
import { journeyInTown } from "../harness/journey.mjs";
import { ACCOUNT, file } from "../harness/town-sights.mjs";
import { answered, declare, cents, done, download, expect, lines, month, part, section, shows } from "../pages/purse.mjs";
import { statement } from "../pages/statement.mjs";

const world = journeyInTown();
/** Where an entry stands in a member's signed log. */
const PLACE = /log \d+, entry [\d,]+/;

test("a treasurer sees why the member's share is what it is, and traces a bill to its signed entry", async (t) => {
  const { page } = await world.at(t, "bruyere");
  await page.goto("/purse");
  await page.getByText("This month is not over.").waitFor();
  await section(page, "To do now").getByText("Nothing. What comes next appears here.").waitFor();
  await month(page, world.town.closed);
  await page.getByText("This month is closed: more than half").waitFor();
  await section(page, "Why each share is what it is").getByText(/Bruyère bears €[\d.]+ of the common costs/).waitFor();
  const rows = section(page, "Who pays whom").getByRole("row", { name: /Aubépine|Bruyère|Chardon/ });
  const results = (await rows.allInnerTexts()).map((row) => cents(row.slice(row.lastIndexOf("€") - 1)));
  assert.equal(results.length, 3);
  assert.equal(results.reduce((sum, one) => sum + one, 0), 0, `what some pay, others receive: ${results}`);

  await part(page, "Closing");
  await month(page, world.town.closed);
  const sources = await lines(page, "Where the figures come from").allInnerTexts();
  assert.equal(sources.length, 4);
  sources.forEach((source) => assert.match(source, PLACE));
  const hash = await section(page, "The result").locator("code").innerText();
  const { page: other } = await world.at(t, "chardon");
  await other.goto(`/purse/closing?month=${world.town.closed}`);
  assert.equal(await section(other, "The result").locator("code").innerText(), hash);
  assert.deepEqual(await lines(other, "Where the figures come from").allInnerTexts(), sources);
});

test("an estimate is approved by another member's treasurer, and a bill with its file is declared within it", async (t) => {
  const { page } = await world.at(t, "aubepine");
  const { page: other } = await world.at(t, "bruyere");
  const { page: third } = await world.at(t, "chardon");
  await page.goto("/purse/expenses");
  await section(page, "Declare a bill").getByText("A bill counts only under an accepted estimate.").waitFor();
  await expect(page, { amount: "60.00", month: world.town.running, capacity: "500" });
  await lines(page, "Estimates").getByText(/Waits for \d more/).waitFor();

  await world.town.talk();
  for (const asked of [other, third]) {
    await asked.goto("/purse");
    await section(asked, "To do now").getByText("1 estimate, bill or correction of another member waits").waitFor();
    await section(asked, "To do now").getByRole("link", { name: "Answer" }).click();
    await lines(asked, "Estimates").filter({ hasText: "Aubépine" }).getByRole("button", { name: /^Approve/ }).click();
    await done(asked, "Your answer is given.");
    assert.equal(await asked.getByRole("button", { name: /^Approve/ }).count(), 0);
  }
  await world.town.talk();

  await page.goto("/purse");
  await section(page, "To do now").getByRole("link", { name: "Declare the bill" }).click();
  const bill = { amount: "54.20", supplier: "Transit & Co", label: "Transit, invoice 118" };
  await declare(page, { ...bill, amount: "fifty", file: file("invoice-118.pdf", "%PDF-1.4") });
  await section(page, "Declare a bill").getByRole("alert").waitFor();
  assert.equal(await section(page, "Declare a bill").getByLabel("Supplier").inputValue(), bill.supplier, "what was typed is kept");
  await declare(page, { ...bill, file: file("invoice-118.pdf", "%PDF-1.4 the bill") });
  await done(page, "The bill is declared.");

  await world.town.talk();
  await other.goto("/purse/expenses");
  const line = lines(other, "Bills").filter({ hasText: bill.label });
  await line.getByText("€54.20").first().waitFor();
  await line.getByText(bill.supplier).waitFor();
  // The browser shows it: it is a PDF by its content.
  assert.deepEqual(await answered(other, line.getByRole("link", { name: "The file" })), ["application/pdf", "inline", "%PDF-1.4 the bill"]);
  await part(other, "This month");
  await section(other, "What was paid, and who used it").getByRole("row", { name: /Delivery.*Aubépine.*€54\.20/s }).waitFor();
});

test("a closed month is paid: a note as PDF, a bank's statement that ticks it off, and a SEPA file", async (t) => {
  const { page: holder } = await world.at(t, "aubepine");
  const debts = [];
  for (const name of ["bruyere", "chardon"]) {
    const { page } = await world.at(t, name);
    await page.goto("/purse/settlement");
    if (await page.getByText("You have to transfer").count()) debts.push({ name, page });
  }
  assert.ok(debts.length > 0, "somebody has to pay");
  const received = [];
  for (const { page, name } of debts) {
    const fact = (term) => section(page, "Our notes").locator("dt", { hasText: term }).locator("xpath=following-sibling::dd").innerText();
    const note = await download(page, section(page, "Our notes").getByRole("link", { name: /^PDF/ }));
    assert.match(note.name, /\.pdf$/);
    assert.equal(note.bytes.subarray(0, 5).toString(), "%PDF-");
    const code = page.getByRole("img", { name: /^QR code to pay note/ });
    assert.ok(await code.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), "the code is drawn");
    const amount = (cents(await fact("Still open")) / 100).toFixed(2);
    received.push({ payer: `Association ${name}`, amount, reference: await fact("Reference") });
  }
  received.push({ payer: "Somebody", amount: "7.00", message: "for your nice videos" });

  await holder.goto("/purse/settlement");
  const today = new Date().toISOString().slice(0, 10);
  const bring = async () => {
    await holder.getByLabel("Statement", { exact: true }).setInputFiles(file("statement.xml", statement(ACCOUNT, today, received)));
    await holder.getByRole("button", { name: "Read the statement" }).click();
  };
  await bring();
  await section(holder, "Read a bank statement").getByText("for your nice videos").waitFor();
  const notes = section(holder, "All notes of the federation").getByRole("row");
  assert.equal(await notes.filter({ hasText: "Settled" }).count(), debts.length, "the transfers are ticked off");
  await holder.getByRole("button", { name: /^Put aside/ }).click();
  await done(holder, "The line is put aside.");
  await bring();
  await done(holder, "Nothing new in this statement.");
  assert.equal(await lines(holder, "Entered by this member").count(), debts.length, "nothing is entered twice");

  const order = await download(holder, holder.getByRole("link", { name: "Download the bank file (SEPA)" }));
  assert.match(order.bytes.toString(), /urn:iso:std:iso:20022:tech:xsd:pain\.001\.001\.09/);
  await world.town.talk();
  for (const { page } of debts) {
    await page.goto("/purse/settlement");
    await page.getByText("You owe nothing, and nothing is owed to you.").waitFor();
  }
});

test("the books of the closed months are downloaded for every program", async (t) => {
  const { page } = await world.at(t, "aubepine");
  await page.goto("/purse/books");
  for (const owner of ["This member’s", "The fund’s"]) {
    await page.getByLabel("Whose").selectOption({ label: owner });
    await page.getByRole("button", { name: "Show" }).click();
    const journal = await download(page, page.getByRole("link", { name: "Download hledger" }));
    assert.match(journal.bytes.toString(), /^account /m);
    const sheet = await download(page, page.getByRole("link", { name: "Download Spreadsheet (ODS)" }));
    assert.equal(sheet.bytes.subarray(0, 2).toString(), "PK");
  }
});

test("a delegate invites by a link, which shows the charter until it is withdrawn", async (t) => {
  const { page } = await world.at(t, "aubepine");
  await page.goto("/federation");
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const link = await page.getByLabel("Link of the invitation").inputValue();
  const { page: guest } = await world.guest(t, "aubepine");
  await guest.goto(link);
  await guest.getByRole("heading", { level: 1, name: /^You are invited:/ }).waitFor();
  await section(guest, "The charter").getByText("No member pays more in a year than 20% of its means.").waitFor();
  await lines(guest, "Charter of our federation").filter({ hasText: "chardon.localhost" }).waitFor();
  await page.goto("/federation");
  await section(page, "Invite another association").getByRole("button", { name: "Withdraw" }).click();
  await done(page, "The invitation no longer works.");
  assert.equal((await guest.goto(link)).status(), 410);
});

test("an auditor reads the closing by a link and checks it from outside, and cannot change anything", async (t) => {
  const { page } = await world.at(t, "bruyere");
  await page.goto("/federation/auditors");
  await page.getByLabel("For whom or what").fill("The auditor of the assembly");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Link for the auditor").inputValue();
  const { page: auditor } = await world.guest(t, "bruyere");
  await auditor.goto(link);
  await auditor.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
  const command = await auditor.getByText(/^ecot closing verify /).innerText();

  await auditor.getByRole("link", { name: "The purse" }).click();
  await month(auditor, world.town.closed);
  await part(auditor, "Closing");
  await month(auditor, world.town.closed);
  await section(auditor, "The result").waitFor();
  for (const name of ["Expenses", "Usage", "Settlement", "Closing"]) {
    await part(auditor, name);
    assert.equal(await auditor.getByRole("main").locator('form[method="post"]').count(), 0, `${name} has nothing to send`);
  }
  const sent = await auditor.evaluate(async () => {
    const answer = await fetch("/purse/expenses/estimate", { method: "POST", body: new URLSearchParams({ amount: "1.00" }) });
    return [answer.status, new URL(answer.url).pathname];
  });
  assert.ok(sent[0] >= 400 || sent[1] === "/sign-in", `what an auditor sends is refused: ${sent}`);

  const credential = world.town.file("link.txt");
  await writeFile(credential, `${link.split("/audit/")[1]}\n`);
  const words = command.replace("link.txt", credential).split(" ").slice(1);
  const { stdout } = await promisify(execFile)(world.town.binary, words);
  assert.match(stdout, new RegExp(world.town.closed));
});

test("a change of the charter is proposed with minutes, seen with what it would have cost, and adopted by votes", async (t) => {
  const { page } = await world.at(t, "chardon");
  await page.goto("/federation/charter");
  await page.getByRole("link", { name: "Propose a new charter" }).click();
  const text = page.getByLabel("Text of the charter");
  const before = await text.inputValue();
  await text.fill(before.replace("due_days = 30", "due_days = "));
  await page.getByRole("button", { name: "See what changes" }).click();
  await page.getByRole("alert").getByText(/Line \d+, “due_days =”, is not written as TOML/).waitFor();
  await text.fill(before.replace("due_days = 30", "due_days = 45"));
  await page.getByRole("button", { name: "See what changes" }).click();
  await section(page, "What changes").getByText("due_days = 45").waitFor();
  assert.match(await page.getByLabel("From the first of").inputValue(), /^\d{4}-\d\d$/, "the coming month is proposed");
  await section(page, "What changes").getByRole("row", { name: /Chardon/ }).waitFor();
  await page.getByLabel("Minutes of the assembly").setInputFiles(file("minutes.txt", "The assembly agreed."));
  await page.getByRole("button", { name: "Put it to the vote" }).click();
  await done(page, "It is put to the vote.");

  await world.town.talk();
  const { page: voter } = await world.at(t, "aubepine");
  voter.on("dialog", (question) => question.accept());
  await voter.goto("/federation");
  await voter.getByRole("link", { name: "Go to the vote" }).click();
  const minutes = await download(voter, voter.getByRole("link", { name: "Minutes of the assembly" }).first());
  assert.equal(minutes.bytes.toString(), "The assembly agreed.");
  await voter.getByRole("button", { name: /^For/ }).click();
  await done(voter, "Your member’s vote is signed.");
  await world.town.talk();
  await shows(page, "/federation/charter", section(page, "Versions").getByText(/Voted by .*Aubépine/));
  assert.equal(await lines(page, "Versions").count(), 2);
});

test("a month ends, its treasurers look at the closing and approve it, and each finds its note", async (t) => {
  await world.endMonth();
  // Two of three close it; the third finds it closed.
  const { page: third } = await world.at(t, "chardon");
  const pages = [third];
  for (const name of ["aubepine", "bruyere"]) {
    const { page } = await world.at(t, name);
    await page.goto("/purse");
    await section(page, "To do now").getByRole("link", { name: "Look at the closing" }).click();
    await section(page, "The result").getByRole("row", { name: /Chardon/ }).waitFor();
    assert.match(await lines(page, "Where the figures come from").filter({ hasText: "Transit, invoice 118" }).innerText(), PLACE);
    await page.getByRole("button", { name: "Approve this result" }).click();
    await done(page, "Approved. The program tells the other members.");
    pages.push(page);
  }
  await world.town.talk();
  await world.town.talk();
  for (const page of pages) {
    await page.goto(`/purse/closing?month=${world.town.closed}`);
    await section(page, "Where it stands").getByText("Closed: more than half of the members said the same.").waitFor();
    await page.goto("/purse/settlement");
    assert.equal(await lines(page, "Our notes").count(), 2);
  }
});

everyTownPage(world);
