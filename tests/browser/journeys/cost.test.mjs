import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { signIn } from "../pages/account.mjs";
import { until } from "../harness/until.mjs";
import { ready } from "../pages/space.mjs";
import { enter } from "../pages/treasurer.mjs";

const world = journey();
/** More than some cents: the machine is paid for, and the video had its part of it. */
const AMOUNT = /€\s*\d+\.\d+/;

test("the author and a visitor see what a video costs this month, and why", async (t) => {
  const { page: author } = await world.visitor(t);
  await signIn(author, world.operator);
  const { page: visitor } = await world.visitor(t);
  const { id, watch_url } = world.videos.Short;
  await ready(visitor, id);
  await enter(author, { pool: "encoding", label: "A machine that encodes", amount: "30.00", capacity: "1000000", unit: "pixel_s" });

  const cost = (page) => page.getByRole("complementary", { name: "What this video costs" });
  const encoding = (page) => page.getByRole("row", { name: /^Encoding/ });
  const why = async (page) => {
    await cost(page).getByRole("link", { name: "Why?" }).click();
    await page.getByRole("heading", { level: 1, name: /^Cost in/ }).waitFor();
    await page.getByText("Only sums are kept").waitFor();
  };
  // What was used is written down every few seconds.
  await until(async () => {
    await author.goto(watch_url);
    return AMOUNT.test(await cost(author).innerText());
  }, "the page says what the video costs");
  await why(author);
  assert.match(await encoding(author).innerText(), AMOUNT);

  // To others only closed hours are told: they could see from more that somebody is watching.
  await visitor.goto(watch_url);
  assert.match(await cost(visitor).innerText(), /This video costs .* this month/);
  await why(visitor);
  await encoding(visitor).getByText("€").first().waitFor();
});
