import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Stall } from "./stall.ts";

test("a request that stands still for long is told, one that moves or has ended is not", (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  let told = 0;
  const stall = new Stall(() => (told += 1));
  for (let minute = 0; minute < 5; minute += 1) {
    stall.moved();
    mock.timers.tick(60_000);
  }
  assert.equal(told, 0, "it moves");
  mock.timers.tick(30_000);
  assert.equal(told, 1, "it stood still");
  mock.timers.tick(600_000);
  assert.equal(told, 1, "told once");
  stall.moved();
  stall.end();
  mock.timers.tick(600_000);
  assert.equal(told, 1, "it has ended");
});
