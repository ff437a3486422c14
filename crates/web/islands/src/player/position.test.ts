import assert from "node:assert/strict";
import { test } from "node:test";

import { noted, type Positions, REMEMBERED_LIMIT, resumed } from "./position.ts";

test("a position in the middle comes back, one at an end is forgotten", () => {
  const middle = noted({}, "a", 42.7, 100, 1);
  assert.equal(resumed(middle, "a"), 42);
  assert.equal(resumed(middle, "b"), 0);
  assert.deepEqual(noted(middle, "a", 95, 100, 2), {});
  assert.deepEqual(noted(middle, "a", 3, 100, 2), {});
  assert.deepEqual(noted(middle, "a", Number.NaN, 100, 2), {});
});

test("the oldest positions go when there are too many", () => {
  let all: Positions = {};
  for (let video = 0; video < REMEMBERED_LIMIT + 5; video += 1) all = noted(all, `v${video}`, 50, 100, video);
  assert.equal(Object.keys(all).length, REMEMBERED_LIMIT);
  assert.equal(resumed(all, "v0"), 0);
  assert.equal(resumed(all, `v${REMEMBERED_LIMIT + 4}`), 50);
});
