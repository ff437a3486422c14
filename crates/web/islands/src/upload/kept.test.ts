import assert from "node:assert/strict";
import { test } from "node:test";

import { fingerprint, KEPT_LIMIT, KEPT_MS, type Kept, Memory, stillKept, withKept } from "./kept.ts";

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

test("a file is known again whatever date it is said to have, and another one of its name is not it", async () => {
  const file = (text: string, name = "a.mp4", lastModified = 1) => new File([text], name, { lastModified });
  const long = "x".repeat(300_000);
  const known = await fingerprint(file(`${long}a`));
  assert.equal(await fingerprint(file(`${long}a`, "a.mp4", 2)), known);
  assert.notEqual(await fingerprint(file(`${long}b`)), known);
  assert.notEqual(await fingerprint(file(`y${long}`)), known);
  assert.notEqual(await fingerprint(file(`${long}a`, "b.mp4")), known);
  assert.notEqual(await fingerprint(file("a")), await fingerprint(file("b")));
});

test("what is remembered for one account is not seen by another", () => {
  const held = new Map<string, string>();
  const place = { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, text: string) => void held.set(key, text) };
  const [anna, bela] = [new Memory("anna", place), new Memory("bela", place)];
  anna.keep(one("holiday", Date.now()));
  assert.deepEqual(bela.read(), []);
  bela.forget("holiday");
  assert.equal(new Memory("anna", place).read().length, 1);
  anna.forget("holiday");
  assert.deepEqual(anna.read(), []);
});
