// What watches over the pages in all other journeys notices what it is there for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { journey } from "../harness/journey.mjs";
import { until } from "../harness/until.mjs";

const world = journey();

/** Does something in a page of its own, and gives what the watch has to say. */
async function noticed(t, deed) {
  const { page, context, conduct } = await world.stranger();
  t.after(() => context.close());
  await page.goto("/sign-in");
  conduct.verify();
  await deed(page);
  return until(() => conduct.broken.length > 0 && conduct.broken.join("\n"), "the watch notices");
}

test("a request outside the member is noticed", async (t) => {
  const told = await noticed(t, (page) => page.evaluate(() => fetch("http://127.0.0.1:9/", { mode: "no-cors" }).catch(() => null)));
  assert.match(told, /request outside the member|connect-src/);
});

test("a script in the page is noticed", async (t) => {
  const told = await noticed(t, (page) =>
    page.evaluate(() => document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }))),
  );
  assert.match(told, /script-src/);
});

test("a script that throws is noticed", async (t) => {
  const told = await noticed(t, (page) => page.evaluate(() => void setTimeout(() => null.nothing)));
  assert.match(told, /script error/);
});
