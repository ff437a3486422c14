import assert from "node:assert/strict";
import { test } from "node:test";

import { fingerprint, KEPT_LIMIT, KEPT_MS, type Kept, stillKept, withKept } from "./kept.ts";

const one = (name: string, at: number): Kept => ({ fingerprint: name, url: "/tus/1", name, size: 10, sent: 5, at });

test("an upload is remembered once, newest first, and the oldest go", () => {
  let list: Kept[] = [];
  for (let at = 0; at < KEPT_LIMIT + 3; at += 1) list = withKept(list, one(`f${at}`, at));
  list = withKept(list, { ...one("f10", 1000), sent: 9 });
  assert.equal(list.length, KEPT_LIMIT);
  assert.deepEqual(list[0], { ...one("f10", 1000), sent: 9 });
  assert.equal(list.filter((each) => each.name === "f10").length, 1);
  assert.ok(!list.some((each) => each.name === "f0"));
});

test("what storage holds is believed only if it has the right shape and is not too old", () => {
  const now = 10 * KEPT_MS;
  const good = one("a", now - 1);
  assert.deepEqual(stillKept([good, one("old", now - KEPT_MS), { name: "b" }, null, 3], now), [good]);
  assert.deepEqual(stillKept("nonsense", now), []);
});

test("another file of the same name is another file", () => {
  const file = { name: "a.mp4", size: 10, lastModified: 1 };
  assert.equal(fingerprint(file), fingerprint({ ...file }));
  assert.notEqual(fingerprint(file), fingerprint({ ...file, size: 11 }));
  assert.notEqual(fingerprint(file), fingerprint({ ...file, lastModified: 2 }));
});
