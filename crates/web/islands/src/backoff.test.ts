import assert from "node:assert/strict";
import { test } from "node:test";

import { pause } from "./backoff.ts";

test("questions become seldom, up to a bound, and differ between pages", () => {
  const pace = { first_ms: 1000, longest_ms: 20_000 };
  assert.equal(pause(pace, 0, 0.5), 1000);
  assert.ok(pause(pace, 5, 0.5) > 3000);
  assert.equal(pause(pace, 400, 0.5), 20_000);
  assert.ok(pause(pace, 400, 0.999) <= 22_000);
  assert.notEqual(pause(pace, 3, 0), pause(pace, 3, 0.9));
});
