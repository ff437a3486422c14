// What people see and decide of carrying, on the demonstration's town: an author who may carry, an operator the backup that others
// keep, a treasurer a carrier that claims too much.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { journeyInTown } from "../harness/journey.mjs";
import { filesBelow } from "../harness/scan.mjs";
import { until } from "../harness/until.mjs";
import { carriers, choose } from "../pages/carriers.mjs";
import { done, section } from "../pages/purse.mjs";

const world = journeyInTown();
/** Bytes that a carrier says it delivered, and nobody received. */
const MADE_UP = 5_000_000_000;
const DAY_SECONDS = 86_400;
/** Until both sides have told of a day, and who watched unannounced. */
const TOLD_DAYS = 3;
const LOOKS_A_DAY = 3;

/** The video of the town, which its people at the first house have published. */
async function ofTheTown(page) {
  await page.goto("/");
  return (await page.locator('a[href^="/v/"]').first().getAttribute("href")).slice("/v/".length);
}

/** Each house does something that its machine does by itself now and then. */
async function everybody(what) {
  for (const house of Object.values(world.town.houses)) await world.town.act(house, what);
}

/** A day passes, in which the machines ask each other for parts of what they carry. */
async function aDay() {
  for (let time = 0; time < LOOKS_A_DAY; time++) {
    await world.town.pass(DAY_SECONDS / LOOKS_A_DAY);
    // Who has not asked the others yet serves nothing of theirs.
    await world.town.talk();
    await everybody("audit");
  }
}

/** Opens the page of differences of a month at a house. */
async function differences(t, house, month) {
  const { page } = await world.at(t, house);
  await page.goto("/federation/carrying");
  await page.getByRole("link", { name: "Where counts differ, and what proves it" }).click();
  await page.goto(`/federation/differences?month=${month}`);
  return page;
}

/** Waits until the video's page shows who carries it. */
async function carriedBy(page, id, ...wanted) {
  let seen = [];
  await until(async () => {
    await world.town.talk(1);
    await everybody("carry");
    // Who delivered something in this month stays in the table, and stores nothing.
    seen = (await carriers(page, id)).filter((line) => !line.endsWith(": No longer"));
    return wanted.every((line) => seen.includes(line)) && seen.length === wanted.length;
  }, wanted.join(", ")).catch((cause) => {
    throw new Error(`the page shows: ${seen.join(", ")}`, { cause });
  });
}

/** Whether a house serves a video itself, and does not send viewers on. */
const serves = async (house, id) => (await world.town.ask(world.town.houses[house], `/v/${id}`)).status === 200;

test("an author says who may carry, and the video's page shows who does: some, nobody, and everybody again", async (t) => {
  const { page } = await world.at(t, "aubepine");
  const id = await ofTheTown(page);
  await carriedBy(page, id, "Aubépine: Home", "Bruyère: Held", "Chardon: Held");

  await page.goto("/space");
  await page.getByRole("link", { name: "Who carries my videos" }).click();
  await choose(page, "Only these members", "Chardon");
  await carriedBy(page, id, "Aubépine: Home", "Chardon: Held");
  await until(async () => !(await serves("bruyere", id)), "Bruyère serves it no more");
  assert.ok(await serves("chardon", id));
  await page.getByText("For your whole space you said: Only these members.").waitFor();

  // What is said of one video holds for it alone.
  await choose(page, "Nobody");
  await carriedBy(page, id, "Aubépine: Home");
  await until(async () => !(await serves("chardon", id)), "Chardon serves it no more");
  assert.ok(await serves("aubepine", id));

  await choose(page, "Every member of the federation");
  await carriedBy(page, id, "Aubépine: Home", "Bruyère: Held", "Chardon: Held");
  await page.goto("/space/carriers");
  assert.ok(await page.getByRole("radio", { name: /^Only these members/ }).isChecked());
  assert.ok(await page.getByRole("checkbox", { name: "Chardon" }).isChecked());
});

test("an operator has a backup made, sees who keeps it, and that it was restored for trial", async (t) => {
  const { page } = await world.at(t, "aubepine");
  await page.goto("/federation");
  await page.getByRole("link", { name: "Backup", exact: true }).click();
  const newest = section(page, "The newest backup");
  const number = async () => Number(await newest.locator("dl > div").filter({ hasText: "Number" }).locator("dd").innerText());
  const before = await number();
  await newest.getByRole("button", { name: "Make a backup now" }).click();
  await done(page, "A backup is made within minutes.");
  await newest.getByText(/^A backup was asked for on /).waitFor();

  await until(async () => {
    await world.town.talk();
    await page.goto("/federation/backup");
    return (await number()) > before && (await newest.getByText("2 other members hold all of it.").count()) > 0;
  }, "two members hold the new backup");
  for (const name of ["Bruyère", "Chardon"]) await newest.getByRole("row", { name: `${name} Held` }).waitFor();
  await newest.getByRole("button", { name: "Make a backup now" }).waitFor();

  const trial = section(page, "The last trial restore");
  await until(async () => {
    await world.town.talk(1);
    await page.reload();
    return (await trial.getByText("not restored for trial yet").count()) === 0;
  }, "a backup was restored for trial");
  await trial.getByText("All of it can be had and restored.").waitFor();
  await trial.getByText("Restored, and whole").waitFor();
  await trial.getByRole("row", { name: /^(Bruyère|Chardon) [1-9]\d* 0$/ }).first().waitFor();

  const { page: keeper } = await world.at(t, "chardon");
  await keeper.goto("/federation/backup");
  await section(keeper, "Backups that this member keeps for others").getByRole("row", { name: /^Aubépine [\d.]+ MB$/ }).waitFor();
  assert.doesNotMatch(world.town.said, /(WARN|ERROR) \w+::backing/, "a month of backups asks nothing of whoever looks after a member");
});

test("what a carrier altered is reported by a player, and the home asks for it itself and shows what came", async (t) => {
  const { aubepine, chardon } = world.town.houses;
  const { page } = await world.at(t, "aubepine");
  const id = await ofTheTown(page);
  const [, config] = /id="player-config">(.*?)<\/script>/s.exec(await (await world.town.ask(aubepine, `/v/${id}`)).text());
  const { carried } = JSON.parse(config);
  const pathway = carried.pathways.find(({ base }) => base === chardon.url).id;

  // One byte of an object is another one on the carrier's disk.
  const { objects } = await (await world.town.ask(aubepine, `/v/${id}/integrity.json`)).json();
  const [object, parts] = Object.entries(objects)[0];
  const [range, expected] = Object.entries(parts).at(-1);
  const [first, last] = range.split("-").map(Number);
  const file = (await filesBelow(world.town.file("chardon"))).find((file) => file.includes("/objects/") && file.endsWith(object));
  const bytes = await readFile(file);
  bytes[first] ^= 1;
  await writeFile(file, bytes);
  const found = createHash("sha256").update(bytes.subarray(first, last + 1)).digest("hex");

  // As a player tells it: docs/formats/report.md.
  const proof = `org.ecot-expected="${expected}",org.ecot-found="${found}",org.ecot-range="${range}"`;
  const body = `cdn="${pathway}",e=rr,${proof},url="/o/${object}.mp4",v=2`;
  assert.equal((await world.town.tell(aubepine, `/v/${id}/report`, "application/cmcd", body)).status, 204);
  await everybody("audit");

  const month = (await world.town.time(aubepine)).toISOString().slice(0, "2026-11".length);
  const seen = section(await differences(t, "aubepine", month), "What this member asked for and did not get");
  const row = seen.getByRole("row", { name: /Chardon A player reported it Other bytes/ });
  for (const hash of [expected, found]) await row.getByText(hash.slice(0, 16)).waitFor();
  const told = section(await differences(t, "chardon", month), "What this member asked for and did not get");
  assert.equal(await told.getByRole("row").count(), 0, "what a home saw itself stays with it");
});

test("a carrier that claims what nobody received is seen by both sides, with what is disputed and what speaks for whom", async (t) => {
  const { aubepine, chardon } = world.town.houses;
  const { member } = await world.town.act(aubepine, "state");
  const day = (await world.town.time(chardon)).toISOString().slice(0, "2026-11-26".length);
  const rows = [{ hour: `${day}T00:00:00Z`, other: member, bytes: MADE_UP }];
  await world.town.act(chardon, { count: { side: "carrier", rows } });
  for (let passed = 0; passed < TOLD_DAYS; passed++) await aDay();

  for (const house of ["aubepine", "chardon"]) {
    const page = await differences(t, house, day.slice(0, "2026-11".length));
    const apart = page.getByRole("region", { name: /: Aubépine, carried by Chardon$/ }).filter({ hasText: /5.GB/ });
    await apart.getByText("The carrier counted more than the home saw").waitFor();
    const fact = (name) => apart.locator("dl > div").filter({ hasText: name }).locator("dd");
    await fact("The carrier counted").getByText("5 GB", { exact: true }).waitFor();
    // All but what the home saw, and the tolerance for it.
    await fact("Disputed").getByText(/^(5|4\.\d).GB$/).waitFor();
    // Who watched unannounced, and what was asked of the carrier, is drawn: that it is said is not.
    await apart.getByText(/watched unannounced/).first().waitFor();
    await apart.getByText(/On that day the home asked the carrier|The home did not ask the carrier/).waitFor();
  }
});
