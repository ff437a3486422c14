import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { signIn } from "../pages/account.mjs";
import { ready } from "../pages/space.mjs";
import { enter } from "../pages/treasurer.mjs";

const world = journey();
const AMOUNT = /€\s*\d+\.\d+/;

test("the author and a visitor see what a video costs this month, and why", async (t) => {
  const { page: treasurer } = await world.visitor(t);
  await signIn(treasurer, world.operator);
  const { page } = await world.visitor(t);
  await ready(page, world.videos.Short.id);
  await enter(treasurer, { pool: "encoding", label: "A machine that encodes", amount: "30.00", capacity: "1000000", unit: "pixel_s" });
  for (const visitor of [treasurer, page]) {
    await visitor.goto(world.videos.Short.watch_url);
    const cost = visitor.getByRole("complementary", { name: "What this video costs" });
    assert.match(await cost.innerText(), AMOUNT);
    await cost.getByRole("link", { name: "Why?" }).click();
    await visitor.getByRole("heading", { level: 1, name: /^Cost in/ }).waitFor();
    const encoding = visitor.getByRole("row", { name: /^Encoding/ });
    assert.match(await encoding.innerText(), AMOUNT);
    await visitor.getByText("Only sums are kept").waitFor();
  }
});
