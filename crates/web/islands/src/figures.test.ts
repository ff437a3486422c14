import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, percent, size, spoken } from "./figures.ts";

test("figures are written as the server writes them", () => {
  assert.equal(clock(42.9), "0:42");
  assert.equal(clock(3909), "1:05:09");
  assert.equal(clock(Number.POSITIVE_INFINITY), "0:00");
  assert.equal(size(999, "en"), "999\u00a0B");
  assert.equal(size(42_900, "en"), "42\u00a0kB");
  assert.equal(size(1_440_000, "fr"), "1,4\u00a0Mo");
  assert.equal(size(340_900_000, "fr"), "340\u00a0Mo");
  assert.equal(percent(0.999, "en"), "99%");
  assert.equal(percent(0.434, "fr"), "43\u00a0%");
  assert.equal(percent(1.2, "en"), "100%");
});

test("times are spoken in the page's language", () => {
  assert.equal(spoken(65, "en"), "1 minute 5 seconds");
  assert.equal(spoken(3600, "fr"), "1\u00a0heure");
  assert.equal(spoken(0, "en"), "0 seconds");
});
