import assert from "node:assert/strict";
import { test } from "node:test";

import { Outage, PATIENCE_MS } from "./outage.ts";

test("a member that is away is asked again soon, then seldom, and for ten minutes", () => {
  const outage = new Outage();
  let now = 1000;
  const waits: number[] = [];
  for (;;) {
    const wait = outage.failed(now, 0.5);
    if (wait === null) break;
    waits.push(wait);
    now += wait;
  }
  assert.ok(now - 1000 >= PATIENCE_MS && now - 1000 < PATIENCE_MS + 11_000, `gave up after ${now - 1000} ms`);
  assert.ok((waits[0] ?? 0) <= 1000 && (waits.at(-1) ?? 0) <= 11_000, waits.join());
  assert.ok(waits.every((wait, place) => wait >= (waits[place - 1] ?? 0)), waits.join());
  assert.ok(outage.lasts);
  assert.equal(outage.failed(now, 0.5), null);
});

test("what arrives ends an outage, and is no news without one", () => {
  const outage = new Outage();
  assert.equal(outage.passed(), false);
  outage.failed(0, 0.5);
  assert.equal(outage.passed(), true);
  assert.equal(outage.lasts, false);
  assert.equal(outage.passed(), false);
  assert.notEqual(outage.failed(PATIENCE_MS * 2, 0.5), null, "another one begins anew");
});
